import { invalidQuery, placeOf } from './api-error.js';
import type { Catalog, Path } from './catalog.js';
import { informationSchema } from './information-schema.js';
import { Reader } from './reader.js';
import type { Token } from './tokens.js';

type Polyglot = typeof import('@polyglot-sql/sdk');

export interface TranslateOptions {
  readonly project: string;
  readonly dataset?: string;
  readonly catalog: Catalog;
  /** Variables of the script. */
  readonly variables: ReadonlySet<string>;
}

export interface Translated {
  readonly sql: string;
  readonly tables: readonly Path[];
}

const BEFORE_TABLE = new Set(['FROM', 'JOIN', 'INTO', 'USING', 'UPDATE', 'TABLE', 'DELETE', 'INSERT', 'MERGE', ',']);

/** GoogleSQL as DuckDB runs it: paths of tables are made complete, the rest is polyglot's. */
export class Translator {
  #polyglot: Promise<Polyglot> | undefined;

  async translate(sql: string, options: TranslateOptions): Promise<Translated> {
    const polyglot = await this.#load();
    const problem = polyglot.parse(sql, polyglot.Dialect.BigQuery);
    if (!problem.success) throw syntaxError(sql, problem.error ?? '');
    const { text, tables } = withPaths(sql, options);
    const answer = polyglot.transpile(text, polyglot.Dialect.BigQuery, polyglot.Dialect.DuckDB);
    if (!answer.success || !answer.sql || answer.sql.length !== 1) throw syntaxError(sql, answer.error ?? '');
    return { sql: corrected(answer.sql[0]!, options.variables), tables };
  }

  async #load(): Promise<Polyglot> {
    this.#polyglot ??= import('@polyglot-sql/sdk').then(async (module) => {
      await module.init?.();
      return module;
    });
    return await this.#polyglot;
  }
}

function syntaxError(sql: string, message: string): Error {
  const [, line, column, rest] = /line (\d+), column (\d+): ([\s\S]*)/.exec(message) ?? [];
  const place = line === undefined ? placeOf(sql, sql.length) : `[${line}:${column}]`;
  return invalidQuery(`Syntax error: ${rest ?? message} at ${place}`);
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Writes each table's path in full; INFORMATION_SCHEMA and hidden columns become queries. */
function withPaths(sql: string, options: TranslateOptions): { text: string; tables: Path[] } {
  const reader = new Reader(sql, options);
  const { tokens } = reader;
  const ctes = commonTables(tokens);
  const changes: Change[] = [];
  const tables: Path[] = [];
  changes.push(...typeChanges(tokens));
  const usesHidden = tokens.some((token) => /^_PARTITION(TIME|DATE)$/i.test(token.text));
  for (let i = 0; i < tokens.length; i++) {
    if (!isTablePlace(tokens, i)) continue;
    const parts: string[] = [];
    let at = i;
    while (tokens[at] && (tokens[at]!.kind === 'name' || tokens[at]!.kind === 'word')) {
      parts.push(...tokens[at]!.text.split('.'));
      if (tokens[at + 1]?.text !== '.' || tokens[at + 1]?.kind !== 'sign') break;
      at += 2;
    }
    const last = tokens[at];
    if (!last || parts.length === 0) continue;
    if (tokens[at + 1]?.text === '(' && parts.length === 1) continue;
    if (parts.length === 1 && (ctes.has(parts[0]!.toLowerCase()) || KEYWORDS.has(parts[0]!.toUpperCase()))) continue;
    // A path that starts with the alias of another table is an array of its rows.
    if (parts.length > 1 && tokens[i]!.kind === 'word' && tokens[i - 1]!.text === ',') continue;
    const change = (text: string): void => {
      changes.push({ start: tokens[i]!.start, end: last.end, text });
      i = at;
    };
    const view = parts.findIndex((part) => part.toUpperCase() === 'INFORMATION_SCHEMA');
    if (view >= 0 || parts.at(-1) === '__TABLES__') {
      const scope = parts.slice(0, view >= 0 ? view : -1);
      change(`(${informationSchema(options.catalog, scope, parts.at(-1)!, options.project)})`);
      continue;
    }
    const path = reader.complete(parts);
    const table = options.catalog.table(path);
    tables.push(path);
    const name = path.map((part) => `\`${part}\``).join('.');
    const isIngestion = table.timePartitioning !== undefined && table.timePartitioning.field === undefined;
    const isRead = /^(FROM|JOIN|,|USING)$/i.test(tokens[i - 1]!.text) && tokens[i - 2]?.text.toUpperCase() !== 'DELETE';
    change(isIngestion && !usesHidden && isRead ? `(select * except(_PARTITIONTIME) from ${name})` : name);
  }
  let text = sql;
  for (const { start, end, text: by } of changes.sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + by + text.slice(end);
  return { text, tables };
}

/** Polyglot writes TIMESTAMP and DATETIME alike, which DuckDB has the other way round: the former gets a name that passes through. */
const INSTANT = 'quern_instant';

function typeChanges(tokens: readonly Token[]): Change[] {
  const changes: Change[] = [];
  tokens.forEach((token, i) => {
    const type = token.kind === 'word' ? token.text.toUpperCase() : '';
    if (type !== 'TIMESTAMP' && type !== 'DATETIME') return;
    const name = type === 'TIMESTAMP' ? INSTANT : 'datetime';
    const next = tokens[i + 1];
    const before = tokens[i - 1]?.text.toUpperCase() ?? '';
    if (next?.kind === 'string')
      changes.push({ start: token.start, end: next.end, text: `cast(${next.text} as ${name})` });
    else if (before === 'AS' || before === '<') changes.push({ start: token.start, end: token.end, text: name });
  });
  return changes;
}

const KEYWORDS = new Set(['UNNEST', 'SELECT', 'LATERAL', 'SET', 'VALUES', 'IF', 'EXISTS']);

function isTablePlace(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  const before = tokens[i - 1];
  if (token.kind !== 'name' && token.kind !== 'word') return false;
  if (!before || before.kind === 'name' || before.kind === 'string') return false;
  const word = before.text.toUpperCase();
  if (!BEFORE_TABLE.has(word)) return false;
  if (token.kind === 'word' && KEYWORDS.has(token.text.toUpperCase())) return false;
  if (word === 'FROM') return !isFromOfFunction(tokens, i - 1);
  if (word === ',') return token.kind === 'name' && isInFrom(tokens, i - 1);
  if (word === 'USING') return tokens.some((t) => t.text.toUpperCase() === 'MERGE');
  if (word === 'UPDATE' || word === 'DELETE' || word === 'INSERT' || word === 'MERGE')
    return i === 1 && !/^(INTO|FROM|SET)$/i.test(token.text);
  return true;
}

/** `extract(day from x)`, `trim(both from x)`. */
function isFromOfFunction(tokens: readonly Token[], from: number): boolean {
  let depth = 0;
  for (let i = from - 1; i >= 0; i--) {
    const { kind, text } = tokens[i]!;
    if (kind === 'sign' && text === ')') depth++;
    if (kind === 'sign' && text === '(') {
      if (depth === 0) return /^(extract|trim|substring)$/i.test(tokens[i - 1]?.text ?? '');
      depth--;
    }
    if (depth === 0 && kind === 'word' && /^select$/i.test(text)) return false;
  }
  return false;
}

/** Whether a comma separates tables. */
function isInFrom(tokens: readonly Token[], comma: number): boolean {
  let depth = 0;
  for (let i = comma - 1; i >= 0; i--) {
    const { kind, text } = tokens[i]!;
    if (kind === 'sign' && text === ')') depth++;
    if (kind === 'sign' && text === '(') {
      if (depth === 0) return false;
      depth--;
    }
    if (depth > 0 || kind !== 'word') continue;
    if (/^from$/i.test(text)) return true;
    if (/^(select|where|group|order|on|by|having|qualify|limit)$/i.test(text)) return false;
  }
  return false;
}

function commonTables(tokens: readonly Token[]): Set<string> {
  const out = new Set<string>();
  tokens.forEach((token, i) => {
    const isName = token.kind === 'word' || token.kind === 'name';
    if (isName && tokens[i + 1]?.text.toUpperCase() === 'AS' && tokens[i + 2]?.text === '(')
      out.add(token.text.toLowerCase());
  });
  return out;
}

/** What polyglot leaves as DuckDB does not know it. */
function corrected(sql: string, variables: ReadonlySet<string>): string {
  let out = sql;
  for (const name of variables)
    out = out
      .replace(new RegExp(`IN \\(SELECT UNNEST\\("?${name}"?\\)\\)`, 'gi'), `= ANY(getvariable('${name}'))`)
      .replace(new RegExp(`IN UNNEST\\("?${name}"?\\)`, 'gi'), `= ANY(getvariable('${name}'))`)
      .replace(new RegExp(`(?<![\\w".'])"?${name}"?(?![\\w"'(])`, 'gi'), `getvariable('${name}')`);
  return out
    .replaceAll(new RegExp(INSTANT, 'gi'), 'TIMESTAMPTZ')
    .replace(/\bCURRENT_DATETIME\(\)/gi, "(now() AT TIME ZONE 'UTC')")
    .replace(/\bAS DECIMAL\b(?!\s*\()/gi, 'AS DECIMAL(38, 9)')
    .replace(/\bLISTAGG\(/gi, 'STRING_AGG(')
    .replace(/"?_PARTITIONDATE"?/g, 'CAST("_PARTITIONTIME" AT TIME ZONE \'UTC\' AS DATE)');
}
