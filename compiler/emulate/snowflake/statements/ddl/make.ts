import { namespaceOf, type ObjectKind, type SchemaObject } from '../../engine/catalog.js';
import { alreadyExists, compilationError } from '../../engine/errors.js';
import { display, displayObject, type ObjectName } from '../../engine/names.js';
import { fullName, physicalSql, readName, requireSchema } from '../../engine/resolve.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import type { CreateFlags } from './create.js';

/** The name of what is created, and what stands under it: an answer, if nothing is to be done. */
export interface Place {
  readonly name: ObjectName;
  readonly temporary: string | undefined;
  readonly old: SchemaObject | undefined;
  readonly answer?: StatementResult;
}

export async function placeFor(context: StatementContext, flags: CreateFlags, kind: ObjectKind): Promise<Place> {
  const { engine, session, cursor } = context;
  const name = fullName(session, readName(cursor));
  if (cursor.accept('IF', 'NOT', 'EXISTS')) flags.ifNotExists = true;
  requireSchema(engine, name);
  const isTemporary = ['TEMPORARY', 'TEMP', 'VOLATILE'].some((word) => flags.words.has(word));
  const temporary = isTemporary ? session.id : undefined;
  await engine.locks.acquire(physicalSql({ ...name, ...(temporary ? { temporary } : {}) }), session.id);
  const found = engine.catalog.find(namespaceOf(kind), name, session.id);
  const old = found?.temporary === temporary ? found : undefined;
  if (old && flags.ifNotExists)
    return { name, temporary, old, answer: statusResult(`${display(name.name)} already exists, statement succeeded.`) };
  if (old && !flags.replace) throw alreadyExists(displayObject(name));
  if (old && old.kind !== kind) throw wrongKind(old, kind);
  return { name, temporary, old };
}

export function wrongKind(object: SchemaObject, wanted: string): Error {
  return compilationError(
    `Object found is of type '${object.kind}', not specified type '${wanted}'.`,
    '002203',
    '42809',
  );
}

/** The catalog's record of a new object: what a replaced one had, where it is kept. */
export function newObject(
  context: StatementContext,
  place: Place,
  kind: ObjectKind,
  more: Partial<SchemaObject>,
): SchemaObject {
  const { engine, session } = context;
  const copied = more.copyGrants && place.old;
  if (!copied) dropGrants(context, place.name, kind);
  return {
    ...place.name,
    kind,
    id: engine.catalog.nextId(),
    created: Date.now(),
    owner: session.role,
    comment: '',
    columns: [],
    text: context.sql,
    ...more,
    ...(place.temporary ? { temporary: place.temporary } : {}),
  };
}

export function dropGrants({ engine }: StatementContext, name: ObjectName, kind: string): void {
  const { grants } = engine.catalog;
  const shown = displayObject(name);
  for (let i = grants.length - 1; i >= 0; i--)
    if (grants[i]!.on === kind && grants[i]!.name === shown) grants.splice(i, 1);
}

/** How DuckDB's statement for it begins. */
export function creating({ temporary }: { readonly temporary?: string | undefined }): string {
  return `CREATE OR REPLACE${temporary === undefined ? '' : ' TEMPORARY'}`;
}

export function created(kind: string, { name }: ObjectName): StatementResult {
  const word = kind.charAt(0) + kind.slice(1).toLowerCase();
  return statusResult(`${word} ${display(name)} successfully created.`);
}
