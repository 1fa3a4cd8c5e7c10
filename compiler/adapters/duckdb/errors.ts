import { DatabaseError } from '../types.js';

interface DuckDBErrorFields {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly position?: string;
  readonly candidates?: string;
  readonly error_subtype?: string;
  /** What is missing, and of what kind, where the subtype says that something is. */
  readonly name?: string;
  readonly type?: string;
}

const MISSING_RELATION = /^(?:Table|View|Schema) with name .* does not exist/;

/** What DuckDB calls the error: `Binder`, `Catalog`, `INTERRUPT`; undefined for errors that are not DuckDB's. */
export function errorType(message: string): string | undefined {
  return parseFields(message)?.exception_type ?? /^([A-Za-z ]+) Error: /.exec(message)?.[1];
}

/**
 * A DatabaseError from what the driver threw (`errors_as_json` is on): the text as DuckDB shows it, `Binder Error: …`, with
 * the place in `sql` and the candidates apart.
 */
export function databaseError(error: unknown, sql: string): DatabaseError {
  const raw = error instanceof Error ? error.message : String(error);
  const fields = parseFields(raw);
  if (!fields?.exception_message) return new DatabaseError(withoutLine(raw), { sql });
  const type = fields.exception_type ?? '';
  const candidates = candidateList(fields);
  return new DatabaseError(`${type === '' ? '' : `${type} Error: `}${fields.exception_message}`, {
    sql,
    ...(type === '' ? {} : { code: type }),
    ...(fields.position === undefined ? {} : { position: characterOffset(sql, Number(fields.position)) }),
    ...(candidates.length > 0 ? { candidates } : {}),
    ...(type === 'Catalog' && MISSING_RELATION.test(fields.exception_message) ? { missingRelation: true } : {}),
    ...missingThing(fields),
    ...inputPlace(fields.exception_message),
  });
}

function missingThing({ exception_message: message = '', error_subtype: subtype, name, type }: DuckDBErrorFields): {
  missing?: NonNullable<DatabaseError['details']['missing']>;
} {
  const column = /does not have a column named "(.+?)"/.exec(message)?.[1];
  if (column !== undefined) return { missing: { kind: 'column', name: column } };
  if (name === undefined) return {};
  if (subtype === 'COLUMN_NOT_FOUND') return { missing: { kind: 'column', name } };
  if (subtype !== 'MISSING_ENTRY') return {};
  const last = name.replace(/"/g, '').replace(/^.*\./s, '');
  if (type === 'Table' || type === 'View') return { missing: { kind: 'relation', name: last } };
  if (type === 'Type') return { missing: { kind: 'type', name: last } };
  return type?.endsWith('Function') ? { missing: { kind: 'function', name: last } } : {};
}

/** Where in a CSV file it failed. */
function inputPlace(message: string): { input?: NonNullable<DatabaseError['details']['input']> } {
  const line = /^CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (line === undefined) return {};
  const column = /converting column "(.+?)"/.exec(message)?.[1];
  return { input: { line: Number(line), ...(column === undefined ? {} : { column }) } };
}

function parseFields(message: string): DuckDBErrorFields | undefined {
  const start = message.indexOf('{"exception_type"');
  if (start < 0) return undefined;
  try {
    return JSON.parse(message.slice(start)) as DuckDBErrorFields;
  } catch {
    return undefined;
  }
}

/** DuckDB's text ends with the line and a caret where JSON is off; the frame that we show is our own. */
function withoutLine(message: string): string {
  return message.replace(/\n\nLINE \d+:[\s\S]*$/, '');
}

/** Candidates stand in one text, separated by commas; function signatures have commas inside parentheses. */
function candidateList(fields: DuckDBErrorFields): string[] {
  const text = fields.candidates ?? '';
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (i === text.length || (c === ',' && depth <= 0)) {
      const item = text.slice(start, i).trim();
      if (item !== '') out.push(item);
      start = i + 1;
    }
  }
  return out.slice(0, 50);
}

/**
 * DuckDB counts bytes of UTF-8; a DatabaseError's position counts UTF-16 units. Spaces beyond ASCII that stand outside of
 * quotes and comments have become plain ones when DuckDB counts.
 */
export function characterOffset(sql: string, byteOffset: number): number {
  let bytes = 0;
  let at = 0;
  let inside: string | undefined;
  while (at < sql.length && bytes < byteOffset) {
    const code = sql.codePointAt(at)!;
    const c = sql[at]!;
    if (inside !== undefined) {
      if (c === inside) inside = undefined;
    } else if (c === "'" || c === '"') inside = c;
    else if (c === '-' && sql[at + 1] === '-') inside = '\n';
    const isSpace = inside === undefined && code > 0x7f && /[\s\u200b-\u200d]/.test(c);
    bytes += code < 0x80 || isSpace ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}
