import type { ObjectKind } from '../../engine/catalog.js';
import { display } from '../../engine/names.js';
import { readIdentifier } from '../../engine/resolve.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import type { CreateFlags } from './create.js';
import { created, newObject, placeFor } from './make.js';
import { readValue } from './options.js';

/** What the emulator only keeps and shows: stages, file formats, tags, tasks; warehouses and roles, whose names are all accepted. */
export async function createNamed(
  context: StatementContext,
  flags: CreateFlags,
  kind: ObjectKind | 'WAREHOUSE' | 'ROLE',
): Promise<StatementResult> {
  const { cursor, engine } = context;
  if (kind === 'WAREHOUSE' || kind === 'ROLE') {
    return statusResult(
      `${kind === 'ROLE' ? 'Role' : 'Warehouse'} ${display(readIdentifier(cursor))} successfully created.`,
    );
  }
  const place = await placeFor(context, flags, kind);
  if (place.answer) return place.answer;
  const properties: Record<string, string> = {};
  let query: string | undefined;
  while (!cursor.atEnd) {
    if (cursor.accept('AS')) {
      query = cursor.rest();
      break;
    }
    const name = cursor.next().value;
    if (cursor.accept('=')) properties[name] = readValue(cursor);
    else properties[name] = cursor.until('AS');
    cursor.accept(',');
  }
  engine.catalog.put(
    newObject(context, place, kind, {
      properties,
      comment: properties.COMMENT ?? '',
      ...(query === undefined ? {} : { query }),
    }),
  );
  await engine.store.save(engine.catalog);
  return created(kind, place.name);
}
