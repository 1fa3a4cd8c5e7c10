/** What we use of nunjucks' internals, which its own types leave out. */
declare module 'nunjucks/src/parser.js' {
  interface ParserToken {
    readonly type: string;
    readonly value: unknown;
  }
  class Parser {
    constructor(tokens: unknown);
    tokens: unknown;
    peeked: unknown;
    breakOnBlocks: string[] | null;
    init(tokens: unknown): void;
    nextToken(withWhitespace?: boolean): unknown;
    peekToken(): unknown;
    skip(type: string): boolean;
    expect(type: string): unknown;
    fail(message: string, line?: number, column?: number): never;
    parseNodes(): unknown[];
    parseUntilBlocks(...names: string[]): unknown;
    parse(): { children: unknown[] };
    parseAsRoot(): { children: unknown[] };
    parseStatement(): unknown;
    parseExpression(): unknown;
    parsePrimary(): unknown;
  }
  const module: { Parser: typeof Parser };
  export default module;
}

declare module 'nunjucks/src/nodes.js' {
  type NodeClass = { readonly prototype: object };
  const nodes: Readonly<
    Record<
      | 'Node'
      | 'NodeList'
      | 'Literal'
      | 'Symbol'
      | 'Group'
      | 'Array'
      | 'Pair'
      | 'Dict'
      | 'Output'
      | 'Capture'
      | 'TemplateData'
      | 'If'
      | 'InlineIf'
      | 'For'
      | 'Macro'
      | 'Caller'
      | 'FunCall'
      | 'Filter'
      | 'Include'
      | 'Set'
      | 'LookupVal'
      | 'BinOp'
      | 'Is'
      | 'Or'
      | 'And'
      | 'Not'
      | 'Concat'
      | 'Compare'
      | 'CompareOperand'
      | 'Block'
      | 'CallExtension',
      NodeClass
    >
  >;
  export default nodes;
}
