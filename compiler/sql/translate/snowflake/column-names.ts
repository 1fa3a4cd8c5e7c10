import { type Token, tokenize } from '../../lex/tokens.js';
import { type Body, bodyOf, identifier, kindOf } from '../ast.js';
import type { Json, Node } from '../polyglot.js';

/** Snowflake calls a column without a name by its text in upper case: such columns of the outermost query get it as an alias. */
export function nameColumns(statement: Node, sql: string): Node {
  if (!hasNameless(statement)) return statement;
  const texts = selectItems(sql);
  return texts ? named(statement, texts) : statement;
}

function firstSelect(node: Json): Body | undefined {
  const set = bodyOf(node, 'union') ?? bodyOf(node, 'except') ?? bodyOf(node, 'intersect');
  if (set) return firstSelect(set.left!);
  const wrapped = bodyOf(node, 'subquery') ?? bodyOf(node, 'paren');
  if (wrapped) return firstSelect(wrapped.this!);
  return bodyOf(node, 'select');
}

function isNameless(item: Json): boolean {
  return !/^(alias|column|star|dot|annotated)$/.test(kindOf(item) ?? 'alias');
}

function hasNameless(statement: Node): boolean {
  return ((firstSelect(statement)?.expressions ?? []) as readonly Json[]).some(isNameless);
}

function named(node: Json, texts: readonly string[]): Node {
  const kind = kindOf(node)!;
  const body = (node as Node)[kind] as Body;
  if (kind === 'union' || kind === 'except' || kind === 'intersect')
    return { [kind]: { ...body, left: named(body.left!, texts) } };
  if (kind === 'subquery' || kind === 'paren') return { [kind]: { ...body, this: named(body.this!, texts) } };
  const items = body.expressions as readonly Json[];
  if (items.length !== texts.length) return node as Node;
  return {
    select: { ...body, expressions: items.map((item, i) => (isNameless(item) ? alias(item, texts[i]!) : item)) },
  };
}

function alias(item: Json, name: string): Json {
  return {
    alias: {
      this: item,
      alias: identifier(name),
      column_aliases: [],
      alias_explicit_as: true,
      pre_alias_comments: [],
      trailing_comments: [],
    },
  };
}

/** The texts between the commas of the first SELECT that is in no WITH clause. */
function selectItems(sql: string): string[] | undefined {
  const tokens = tokenize(sql);
  let at = outermostSelect(tokens);
  if (at < 0) return undefined;
  at++;
  while (['DISTINCT', 'ALL'].includes(word(tokens[at]))) at++;
  if (word(tokens[at]) === 'TOP') at += 2;
  const items: string[] = [];
  let depth = 0;
  let start = at;
  const push = (end: number): void => {
    if (end > start) items.push(sql.slice(tokens[start]!.start, tokens[end - 1]!.end).toUpperCase());
    start = end + 1;
  };
  for (; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!;
    if (kind === 'symbol' && '([{'.includes(text)) depth++;
    else if (kind === 'symbol' && ')]}'.includes(text) && --depth < 0) break;
    else if (depth === 0 && text === ',' && kind === 'symbol') push(at);
    else if (depth === 0 && ENDS.has(word(tokens[at]))) break;
  }
  push(at);
  return items;
}

const ENDS = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'MINUS',
  'INTERSECT',
]);

function word(token: Token | undefined): string {
  return token?.kind === 'word' ? token.value : '';
}

/** Brackets around the whole query are stepped into; those of CTEs are stepped over. */
function outermostSelect(tokens: readonly Token[]): number {
  let at = 0;
  while (tokens[at]?.text === '(') at++;
  if (word(tokens[at]) === 'SELECT') return at;
  if (word(tokens[at]) !== 'WITH') return -1;
  let depth = 0;
  for (; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!;
    if (kind === 'symbol' && '([{'.includes(text)) depth++;
    if (kind === 'symbol' && ')]}'.includes(text)) depth--;
    if (depth === 0 && word(tokens[at]) === 'SELECT') return at;
  }
  return -1;
}
