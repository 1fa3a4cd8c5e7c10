import type { Cursor } from '../../../sql/lex/cursor.js';
import { namespaceOf, type ObjectKind, type SchemaObject } from './catalog.js';
import type { Engine } from './engine.js';
import { doesNotExist, SnowflakeError } from './errors.js';
import {
  displayObject,
  type ObjectName,
  physicalName,
  physicalSchema,
  quoteIdentifier,
  temporaryName,
} from './names.js';
import type { EmulatedSession } from './session.js';

/** Where names that are not qualified are looked up. */
export interface Home {
  readonly database: string | undefined;
  readonly schema: string | undefined;
}

/** Reads `a.b."c"`; the parts as Snowflake keeps them. */
export function readName(cursor: Cursor): string[] {
  const parts: string[] = [];
  do {
    if (cursor.sees('.')) parts.push('PUBLIC');
    else parts.push(readIdentifier(cursor));
  } while (cursor.accept('.'));
  return parts;
}

export function readIdentifier(cursor: Cursor): string {
  if (cursor.accept('IDENTIFIER')) {
    cursor.expect('(');
    const token = cursor.next();
    cursor.expect(')');
    return token.value;
  }
  const token = cursor.peek();
  if (token?.kind !== 'word' && token?.kind !== 'quoted') cursor.fail();
  return cursor.next().value;
}

/** The full name of an object, from the session's database and schema on. */
export function fullName(session: Home, parts: readonly string[]): ObjectName {
  const [name, schema, database] = [...parts].reverse();
  return {
    database: database ?? currentDatabase(session),
    schema: schema ?? currentSchema(session),
    name: name!,
  };
}

export function currentDatabase(session: Home): string {
  if (session.database === undefined) {
    throw new SnowflakeError(
      '090105',
      '22000',
      "Cannot perform operation. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.",
    );
  }
  return session.database;
}

export function currentSchema(session: Home): string {
  if (session.schema === undefined) {
    throw new SnowflakeError(
      '090106',
      '22000',
      "Cannot perform operation. This session does not have a current schema. Call 'USE SCHEMA', or use a qualified name.",
    );
  }
  return session.schema;
}

/** Throws where a name's database or schema is not there. */
export function requireSchema(engine: Engine, name: { readonly database: string; readonly schema: string }): void {
  if (!engine.catalog.databases.has(name.database)) throw doesNotExist('Database', name.database);
  if (!engine.catalog.schema(name.database, name.schema))
    throw doesNotExist('Schema', `${name.database}.${name.schema}`);
}

export function findObject(
  engine: Engine,
  session: EmulatedSession,
  kind: ObjectKind,
  name: ObjectName,
): SchemaObject | undefined {
  return engine.catalog.find(namespaceOf(kind), name, session.id);
}

/** The relation of a name; throws Snowflake's error where there is none. */
export function requireRelation(
  engine: Engine,
  session: EmulatedSession,
  name: ObjectName,
  what = 'Object',
): SchemaObject {
  const found = findObject(engine, session, 'TABLE', name);
  if (!found) {
    if (!engine.catalog.databases.has(name.database)) throw doesNotExist('Database', name.database);
    if (!engine.catalog.schema(name.database, name.schema))
      throw doesNotExist('Schema', `${name.database}.${name.schema}`);
    throw doesNotExist(what, displayObject(name));
  }
  return found;
}

/** Where an object lives in DuckDB, outermost part first. */
export function physicalParts(object: ObjectName & { readonly temporary?: string }): string[] {
  return object.temporary === undefined
    ? [physicalSchema(object.database, object.schema), physicalName(object.name)]
    : ['temp', 'main', temporaryName(object)];
}

export function physicalSql(object: ObjectName & { readonly temporary?: string }): string {
  return physicalParts(object).map(quoteIdentifier).join('.');
}
