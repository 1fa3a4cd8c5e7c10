/** Jinja's statements on nunjucks' parser. */
import type { SourceFile } from '../../base/source.js';
import { guardDepth } from '../errors.js';
import { type KnownTags, tokenize } from '../lexer/lexer.js';
import type { Token } from '../lexer/tokens.js';
import type { Tag, TagMemo } from '../tags.js';
import { ExpressionParser } from './expressions.js';
import * as n from './nodes.js';

/** Parses text[start, end) of a file. What `memo` knows is not taken apart. Throws TemplateError. */
export function parseStatements(file: SourceFile, start: number, end: number, memo?: TagMemo): n.Statement[] {
  const tags: Tag[] = [];
  const known: KnownTags | undefined =
    memo &&
    ((open, last) => {
      const tag = memo.at(file, open, last);
      if (!tag || tag.isSpecial) return undefined;
      tags.push(tag);
      return open + tag.span.end - tag.span.start;
    });
  return guardDepth(
    () => ({ file, start, end }),
    () => {
      const tokens = tokenize(file.text, start, end, undefined, known);
      return new StatementParser(file, tokens, tags).parseAsRoot().children as n.Statement[];
    },
  );
}

/** Parses a stand-alone expression, as in `{{ … }}`. */
export function parseExpressionText(file: SourceFile): n.Expression {
  const end = file.text.length;
  const parser = new StatementParser(file, tokenize(file.text, 0, end, 'variable'));
  return guardDepth(
    () => ({ file, start: 0, end }),
    () => {
      const expression = parser.parseTuple({});
      parser.expectType('eof');
      return expression;
    },
  );
}

const END_WORDS: ReadonlyMap<string, string> = new Map([
  ['materialization', 'endmaterialization'],
  ['test', 'endtest'],
  ['data_test', 'enddata_test'],
  ['docs', 'enddocs'],
  ['snapshot', 'endsnapshot'],
]);

class StatementParser extends ExpressionParser {
  /** Tags that are open, innermost last. */
  private readonly tags: string[] = [];
  private escape = false;
  private nextTag = 0;

  constructor(
    private readonly source: SourceFile,
    tokens: readonly Token[],
    /** What the tokens of type `tag` are, in order. */
    private readonly known: readonly Tag[] = [],
  ) {
    super(source, tokens);
  }

  /** Statements up to one of the end tags; its name is then the current token. nunjucks' parseAsRoot starts it. */
  override parseNodes(): n.Statement[] {
    const body: n.Statement[] = [];
    const ends = this.breakOnBlocks;
    let output: n.Output | undefined;
    for (;;) {
      const token = this.current;
      switch (token.type) {
        case 'data': {
          this.advance();
          const data = new n.TemplateData(token.start, token.end, token.value as string);
          if (output) output.children.push(data);
          else {
            output = this.output(token.start, data);
            body.push(output);
          }
          output.end = token.end;
          break;
        }
        case 'variable_begin': {
          this.advance();
          const expression = this.parseTuple({});
          if (output) output.children.push(expression);
          else {
            output = this.output(token.start, expression);
            body.push(output);
          }
          output.end = this.expectType('variable_end').end;
          break;
        }
        case 'tag': {
          output = undefined;
          this.advance();
          const tag = new n.Output(token.start, token.end, undefined, this.known[this.nextTag++], this.tagParts);
          tag.escape = this.escape;
          body.push(tag);
          break;
        }
        case 'block_begin': {
          output = undefined;
          this.advance();
          if (ends && this.current.type === 'name' && ends.includes(this.current.value as string)) return body;
          const statement = this.parseStatement();
          statement.end = this.expectType('block_end').end;
          // A statement begins with its tag, not with the tag's word.
          Object.assign(statement, { start: token.start });
          body.push(statement);
          break;
        }
        case 'eof':
          return body;
        default:
          this.lexerError(token);
      }
    }
  }

  private readonly tagParts = (start: number, end: number): n.Output['children'] =>
    (parseStatements(this.source, start, end)[0] as n.Output).children;

  private output(start: number, child: n.TemplateData | n.Expression): n.Output {
    const output = new n.Output(start, start, [child]);
    output.escape = this.escape;
    return output;
  }

  /** From after the tag's head up to an end tag, whose word is then current. */
  private body(...ends: string[]): n.Statement[] {
    this.skipType('colon');
    this.expectType('block_end');
    const outer = this.breakOnBlocks;
    this.breakOnBlocks = ends;
    this.endStack.push(ends);
    const statements = this.parseNodes();
    this.breakOnBlocks = outer;
    if (this.current.type === 'eof') this.unexpectedEnd(null);
    this.endStack.pop();
    return statements;
  }

  private readonly endStack: string[][] = [];

  /** A body whose end tag's word is skipped. */
  private wholeBody(end: string): n.Statement[] {
    const statements = this.body(end);
    this.advance();
    return statements;
  }

  override parseStatement(): n.Statement {
    const token = this.current;
    if (token.type !== 'name') this.failAt('tag name expected', token);
    const word = token.value as string;
    this.tags.push(word);
    const statement = this.statementOf(word);
    if (!statement) {
      this.tags.pop();
      this.unexpectedEnd(word);
    }
    this.tags.pop();
    return statement;
  }

  private statementOf(word: string): n.Statement | undefined {
    switch (word) {
      case 'for':
        return this.forStatement();
      case 'if':
        return this.ifStatement();
      case 'set':
        return this.setStatement();
      case 'do':
        return this.doStatement();
      case 'macro':
        return this.macroStatement();
      case 'call':
        return this.callStatement();
      case 'filter':
        return this.filterStatement();
      case 'with':
        return this.withStatement();
      case 'print':
        return this.printStatement();
      case 'break':
      case 'continue':
        return this.loopControl(word);
      case 'autoescape':
        return this.autoescape();
      case 'block':
        return this.blockStatement();
      case 'include':
      case 'import':
      case 'from':
      case 'extends':
        return this.loading();
      case 'materialization':
        return this.materialization();
      case 'test':
      case 'data_test':
      case 'docs':
      case 'snapshot':
        return this.dbtBlock(word);
      default:
        return undefined;
    }
  }

  private unexpectedEnd(word: string | null): never {
    const looking = this.endStack.at(-1);
    const quoted = looking?.map((w) => `'${w}'`).join(' or ');
    const message = [word === null ? 'Unexpected end of template.' : `Encountered unknown tag '${word}'.`];
    if (quoted && word !== null && this.endStack.some((ends) => ends.includes(word))) {
      message.push(
        `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${quoted}.`,
      );
    } else if (quoted) message.push(`Jinja was looking for the following tags: ${quoted}.`);
    if (this.tags.length > 0) message.push(`The innermost block that needs to be closed is '${this.tags.at(-1)}'.`);
    this.failAt(message.join(' '), this.current);
  }

  private forStatement(): n.For {
    const start = this.advance().start;
    const target = this.assignTarget({});
    this.expectName('in');
    const iter = this.parseTuple({ inlineIf: false });
    const test = this.skipName('if') ? this.parseExpression() : null;
    const recursive = this.skipName('recursive');
    const mark = this.special.length;
    const body = this.body('endfor', 'else');
    const usesLoop = this.undeclared(mark, ['loop']).has('loop');
    const else_ = this.advance().value === 'endfor' ? [] : this.wholeBody('endfor');
    return new n.For(start, start, target, iter, test, recursive, body, else_, usesLoop || recursive);
  }

  private ifStatement(): n.If {
    const start = this.advance().start;
    const branches: { cond: n.Expression; body: n.Statement[] }[] = [];
    for (;;) {
      const cond = this.parseTuple({ inlineIf: false });
      branches.push({ cond, body: this.body('elif', 'else', 'endif') });
      const word = this.advance().value;
      if (word === 'elif') continue;
      const else_ = word === 'else' ? this.wholeBody('endif') : [];
      return new n.If(start, start, branches, else_);
    }
  }

  private setStatement(): n.SetStatement | n.SetBlock {
    const start = this.advance().start;
    const target = this.assignTarget({ namespace: true });
    if (this.skipType('assign')) return new n.SetStatement(start, start, target, this.parseTuple({}));
    const filter = this.parseFilters(null) as n.Filter | null;
    return new n.SetBlock(start, start, target, filter, this.wholeBody('endset'));
  }

  private doStatement(): n.Do {
    const start = this.advance().start;
    return new n.Do(start, start, this.parseTuple({}));
  }

  private loopControl(word: 'break' | 'continue'): n.LoopControl {
    const token = this.advance();
    return new n.LoopControl(token.start, token.end, word);
  }

  private printStatement(): n.Output {
    const start = this.advance().start;
    const output = new n.Output(start, start, []);
    output.escape = this.escape;
    while (this.current.type !== 'block_end') {
      if (output.children.length > 0) this.expectType('comma');
      output.children.push(this.parseExpression());
    }
    return output;
  }

  private macroStatement(): n.Macro {
    const start = this.advance().start;
    const name = this.assignName();
    const signature = this.signature();
    const mark = this.special.length;
    const body = this.wholeBody('endmacro');
    return this.macro(start, `dbt_macro__${name.value}`, signature, body, mark);
  }

  private macro(
    start: number,
    name: string | null,
    signature: n.Signature,
    body: n.Statement[],
    mark: number,
  ): n.Macro {
    const special = this.undeclared(mark, ['caller', 'kwargs', 'varargs']);
    const caller = signature.args.findIndex((arg) => arg.value === 'caller');
    if (caller >= 0 && special.has('caller') && caller < signature.args.length - signature.defaults.length) {
      this.failSyntax(
        'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
        start,
        'TemplateAssertionError',
      );
    }
    return new n.Macro(start, start, name, signature, body, special);
  }

  private signature(): n.Signature {
    const args: n.Name[] = [];
    const defaults: n.Expression[] = [];
    this.expectType('lparen');
    while (this.current.type !== 'rparen') {
      if (args.length > 0) this.expectType('comma');
      const arg = this.assignName();
      arg.context = 'param';
      if (this.skipType('colon')) this.typeName();
      if (this.skipType('assign')) defaults.push(this.parseExpression());
      else if (defaults.length > 0) this.failAt('non-default argument follows default argument', this.current);
      args.push(arg);
    }
    this.expectType('rparen');
    return { args, defaults };
  }

  /** dbt's type annotations: `dict[str, list[int]]`; read and forgotten. */
  private typeName(): void {
    this.expectType('name');
    if (!this.skipType('lbracket')) return;
    for (let first = true; this.current.type !== 'rbracket'; first = false) {
      if (!first) this.expectType('comma');
      this.typeName();
    }
    this.expectType('rbracket');
  }

  private callStatement(): n.CallBlock {
    const start = this.advance().start;
    const signature = this.current.type === 'lparen' ? this.signature() : { args: [], defaults: [] };
    const call = this.parseExpression();
    if (call.kind !== 'call') this.failAt('expected call', this.current);
    const mark = this.special.length;
    const body = this.wholeBody('endcall');
    return new n.CallBlock(start, start, call, this.macro(start, null, signature, body, mark));
  }

  private filterStatement(): n.FilterBlock {
    const start = this.advance().start;
    const filter = this.parseFilters(null, true) as n.Filter;
    return new n.FilterBlock(start, start, filter, this.wholeBody('endfilter'));
  }

  private withStatement(): n.With {
    const start = this.advance().start;
    const targets: n.Expression[] = [];
    const values: n.Expression[] = [];
    while (this.current.type !== 'block_end') {
      if (targets.length > 0) this.expectType('comma');
      const target = this.assignTarget({});
      markContext(target, 'param');
      targets.push(target);
      this.expectType('assign');
      values.push(this.parseExpression());
    }
    return new n.With(start, start, targets, values, this.wholeBody('endwith'));
  }

  private autoescape(): n.Scope {
    const start = this.advance().start;
    const option = this.parseExpression();
    const outer = this.escape;
    this.escape = option.kind === 'literal' ? Boolean(option.value) : outer;
    const body = this.wholeBody('endautoescape');
    this.escape = outer;
    return new n.Scope(start, start, body);
  }

  private blockStatement(): n.Block {
    const start = this.advance().start;
    const name = this.expectType('name').value as string;
    this.skipName('scoped');
    this.skipName('required');
    if (this.current.type === 'sub') {
      this.failAt(
        'Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.',
        this.current,
      );
    }
    const body = this.wholeBody('endblock');
    this.skipName(name);
    return new n.Block(start, start, name, body);
  }

  private loading(): n.Loading {
    const start = this.advance().start;
    const names: n.Name[] = [];
    // What stands there does not matter: nothing can be loaded. Names after `as` or `import` are assigned.
    for (let previous = ''; this.current.type !== 'block_end' && this.current.type !== 'eof'; ) {
      const token = this.advance();
      if (token.type === 'name' && (previous === 'as' || previous === 'import')) {
        const name = new n.Name(token.start, token.end, token.value as string);
        name.context = 'store';
        names.push(name);
      }
      previous = token.type === 'name' ? (token.value as string) : '';
    }
    return new n.Loading(start, start, names);
  }

  private materialization(): n.Macro {
    const start = this.advance().start;
    const name = this.assignName().value;
    let adapter = 'default';
    const args: n.Name[] = [];
    const defaults: n.Expression[] = [];
    while (this.skipType('comma')) {
      const option = this.assignName();
      if (option.value === 'default') continue;
      if (option.value !== 'adapter' && option.value !== 'supported_languages') {
        this.failAt(
          `materialization '${name}' received unknown argument '${option.value}'.`,
          option,
          'MaterializationArgError',
        );
      }
      this.expectType('assign');
      const value = this.parseExpression();
      if (option.value === 'adapter') adapter = value.kind === 'literal' ? String(value.value) : adapter;
      else {
        option.context = 'param';
        args.push(option);
        defaults.push(value);
      }
    }
    if (args.length === 0) {
      const option = new n.Name(start, start, 'supported_languages');
      option.context = 'param';
      args.push(option);
      defaults.push(new n.List(start, start, [new n.Literal(start, start, 'sql')]));
    }
    const mark = this.special.length;
    const body = this.wholeBody('endmaterialization');
    return this.macro(start, `dbt_macro__materialization_${name}_${adapter}`, { args, defaults }, body, mark);
  }

  private dbtBlock(word: 'test' | 'data_test' | 'docs' | 'snapshot'): n.Macro {
    const start = this.advance().start;
    const name = this.assignName().value;
    const isTest = word === 'test' || word === 'data_test';
    const signature = isTest ? this.signature() : { args: [], defaults: [] };
    const mark = this.special.length;
    const body = this.wholeBody(END_WORDS.get(word)!);
    const prefix = isTest ? 'dbt_macro__test_' : word === 'docs' ? 'dbt_docs__' : 'dbt_snapshot__';
    return this.macro(start, prefix + name, signature, body, mark);
  }

  /** A single name that is assigned. */
  private assignName(): n.Name {
    const token = this.expectType('name');
    const name = new n.Name(token.start, token.end, token.value as string);
    name.context = 'store';
    this.noteSpecial(name);
    return name;
  }

  private assignTarget(options: { namespace?: boolean }): n.Expression {
    const target = this.parseTuple({ simple: true, namespace: options.namespace });
    markContext(target, 'store');
    const wrong = unassignable(target);
    if (wrong) this.failSyntax(`can't assign to '${wrong}'`, target.start);
    return target;
  }
}

function markContext(target: n.Expression, context: 'store' | 'param'): void {
  if (target.kind === 'name') target.context = context;
  else if (target.kind === 'tuple') for (const child of target.children) markContext(child, context);
}

/** Jinja's name of what can't be assigned to. */
function unassignable(target: n.Expression): string | undefined {
  switch (target.kind) {
    case 'name':
    case 'nsref':
      return undefined;
    case 'tuple':
      return target.children.every((child) => !unassignable(child)) ? undefined : 'tuple';
    case 'literal':
      return 'const';
    default:
      return target.kind;
  }
}
