import type { Cursor } from '../../../../sql/lex/cursor.js';
import type { ColumnMeta } from '../../engine/catalog.js';
import { compilationError } from '../../engine/errors.js';
import { readIdentifier, readName } from '../../engine/resolve.js';
import { parseType, type SnowType } from '../../engine/types.js';
import { readTags } from './options.js';

export interface ColumnDefinition extends Omit<ColumnMeta, 'type'> {
  /** Absent in the list of a view, or of a CTAS that gives names only. */
  readonly type?: SnowType;
  readonly identity?: { readonly start: string; readonly step: string };
}

export interface TableDefinition {
  readonly columns: readonly ColumnDefinition[];
  readonly primaryKey: readonly string[];
}

/** Reads `(column type …, constraint …)`. */
export function readColumns(cursor: Cursor): TableDefinition {
  const columns: ColumnDefinition[] = [];
  const primaryKey: string[] = [];
  cursor.expect('(');
  do {
    if (cursor.sees('CONSTRAINT') || isTableConstraint(cursor)) readConstraint(cursor, primaryKey);
    else columns.push(readColumn(cursor));
  } while (cursor.accept(','));
  cursor.expect(')');
  return {
    columns: columns.map((c) => (primaryKey.includes(c.name) ? { ...c, primaryKey: true, nullable: false } : c)),
    primaryKey: primaryKey.length > 0 ? primaryKey : columns.filter((c) => c.primaryKey).map((c) => c.name),
  };
}

function isTableConstraint(cursor: Cursor): boolean {
  return (
    cursor.sees('PRIMARY', 'KEY') ||
    cursor.sees('UNIQUE', '(') ||
    cursor.sees('FOREIGN', 'KEY') ||
    cursor.sees('CHECK', '(')
  );
}

function readConstraint(cursor: Cursor, primaryKey: string[]): void {
  if (cursor.accept('CONSTRAINT')) readIdentifier(cursor);
  if (cursor.accept('PRIMARY', 'KEY')) {
    cursor.expect('(');
    do primaryKey.push(readIdentifier(cursor));
    while (cursor.accept(','));
    cursor.expect(')');
  }
  cursor.until(',');
}

const TYPE_WORDS = [
  'DOUBLE PRECISION',
  'CHAR VARYING',
  'CHARACTER VARYING',
  'NCHAR VARYING',
  'TIMESTAMP WITHOUT TIME ZONE',
  'TIMESTAMP WITH LOCAL TIME ZONE',
  'TIMESTAMP WITH TIME ZONE',
];
const ATTRIBUTES =
  /^(NOT|NULL|DEFAULT|AUTOINCREMENT|IDENTITY|PRIMARY|UNIQUE|COMMENT|COLLATE|CONSTRAINT|WITH|MASKING|TAG|REFERENCES|FOREIGN|CHECK|PROJECTION|AS)$/;

/** Reads a type; throws for one that is not known. */
export function readType(cursor: Cursor): SnowType {
  const long = cursor.acceptOne(...TYPE_WORDS);
  const name = long ?? cursor.next().text;
  const size = cursor.sees('(') ? `(${cursor.group()})` : '';
  const type =
    parseType(name + size) ??
    (/^(OBJECT|ARRAY|MAP)$/i.test(name) ? parseType(name.toUpperCase() === 'ARRAY' ? 'ARRAY' : 'OBJECT') : undefined);
  if (!type) throw compilationError(`Unsupported data type '${name.toUpperCase()}'.`, '002040', '42601');
  return type;
}

export function readColumn(cursor: Cursor): ColumnDefinition {
  const name = readIdentifier(cursor);
  const next = cursor.peek();
  const hasType = next?.kind === 'word' && !ATTRIBUTES.test(next.value);
  return { name, ...(hasType ? { type: readType(cursor) } : {}), ...readAttributes(cursor) };
}

/** What follows a column's type. */
function readAttributes(cursor: Cursor): Omit<ColumnDefinition, 'name' | 'type'> {
  const found: { -readonly [K in keyof ColumnDefinition]?: ColumnDefinition[K] } = {};
  while (!cursor.atEnd && !cursor.sees(',') && !cursor.sees(')')) {
    if (cursor.accept('NOT', 'NULL')) found.nullable = false;
    else if (cursor.accept('NULL')) found.nullable = true;
    else if (cursor.accept('DEFAULT'))
      found.default = cursor.until(',', 'NOT NULL', 'COMMENT', 'PRIMARY KEY', 'UNIQUE', 'COLLATE', 'CONSTRAINT');
    else if (cursor.acceptOne('AUTOINCREMENT', 'IDENTITY')) found.identity = readIdentity(cursor);
    else if (cursor.accept('PRIMARY', 'KEY')) Object.assign(found, { primaryKey: true, nullable: false });
    else if (cursor.accept('UNIQUE')) found.uniqueKey = true;
    else if (cursor.accept('COMMENT')) {
      cursor.accept('=');
      found.comment = cursor.next().value;
    } else if (cursor.accept('COLLATE')) cursor.next();
    else if (cursor.accept('CONSTRAINT')) readIdentifier(cursor);
    else if (cursor.accept('WITH', 'MASKING', 'POLICY') || cursor.accept('MASKING', 'POLICY')) {
      found.maskingPolicy = readName(cursor).join('.');
      if (cursor.accept('USING')) cursor.group();
    } else if (cursor.accept('WITH', 'TAG') || cursor.accept('TAG')) readTags(cursor);
    else if (cursor.acceptOne('ENFORCED', 'NOT ENFORCED', 'RELY', 'NORELY', 'ORDER', 'NOORDER')) continue;
    else if (cursor.accept('FOREIGN', 'KEY') || cursor.sees('REFERENCES')) {
      cursor.expect('REFERENCES');
      readName(cursor);
      if (cursor.sees('(')) cursor.group();
    } else cursor.fail();
  }
  return { nullable: true, ...found };
}

function readIdentity(cursor: Cursor): { start: string; step: string } {
  if (cursor.sees('(')) {
    const [start, step] = cursor.group().split(',');
    return { start: start!.trim(), step: (step ?? '1').trim() };
  }
  const start = cursor.accept('START') ? cursor.next().value : '1';
  const step = cursor.accept('INCREMENT') ? cursor.next().value : '1';
  return { start, step };
}
