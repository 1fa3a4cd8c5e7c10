/**
 * How Snowflake's names are kept in DuckDB, which does not tell `id` from `ID`: unquoted names are upper case, as Snowflake
 * stores them; a name with lower-case letters gets a mark behind it that says which letters these are. A table of schema S in
 * database D is in DuckDB's schema `D.S`, so that a transaction can reach every database, and all of it is one file.
 */
export interface ObjectName {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
}

const OPEN = '\uE000';
const CLOSE = '\uE001';
const DOT = '\uE002';

export function physicalName(name: string): string {
  let mask = 0n;
  let bit = 1n;
  for (const char of name) {
    if (char >= 'a' && char <= 'z') mask |= bit;
    bit <<= 1n;
  }
  return mask === 0n ? name : `${name}${OPEN}${mask.toString(36)}${CLOSE}`;
}

/** A text of DuckDB's (a column's name, an error) with names as Snowflake has them. */
export function logicalText(text: string): string {
  return text.includes(OPEN) || text.includes(DOT)
    ? text.replace(/\uE000[0-9a-z]*\uE001/g, '').replaceAll(DOT, '.')
    : text;
}

export function physicalSchema(database: string, schema: string): string {
  return physicalName(`${database.replaceAll('.', DOT)}.${schema.replaceAll('.', DOT)}`);
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The schema of DuckDB's temporary relations that a session's temporary objects live in. */
export function temporaryName(name: ObjectName): string {
  return physicalName(`${name.database.replaceAll('.', DOT)}.${name.schema.replaceAll('.', DOT)}.${name.name}`);
}

/** As it is written in messages: quoted only where it must be. */
export function display(name: string): string {
  return /^[A-Z_][A-Z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function displayObject(name: ObjectName): string {
  return [name.database, name.schema, name.name].map(display).join('.');
}

export function sqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
