import type { Catalog, SchemaObject } from './catalog.js';
import type { DuckSession } from './duck.js';
import { sqlString } from './names.js';

/** Keeps the catalog beside the data, so that a server that starts on the same file knows what it knew. */
export interface CatalogStore {
  save(catalog: Catalog): Promise<void>;
  run(sql: string): Promise<void>;
  close(): void;
}

export async function openStore(session: DuckSession, catalog: Catalog, path: string): Promise<CatalogStore> {
  const inMemory = path === ':memory:';
  let last: Promise<unknown> = Promise.resolve();
  const run = (sql: string): Promise<void> => {
    const running = last.then(() => session.run(sql));
    last = running.catch(() => {});
    return running.then(() => {});
  };
  if (!inMemory) {
    await run('CREATE SCHEMA IF NOT EXISTS "quern emulator"');
    await run('CREATE TABLE IF NOT EXISTS "quern emulator".catalog (content VARCHAR)');
    const { rows } = await session.run('SELECT content FROM "quern emulator".catalog');
    if (rows[0]) read(catalog, String(rows[0][0]));
  }
  return {
    run,
    save: async (state) => {
      if (inMemory) return;
      const content = sqlString(written(state));
      await run(
        `BEGIN; DELETE FROM "quern emulator".catalog; INSERT INTO "quern emulator".catalog VALUES (${content}); COMMIT`,
      );
    },
    close: () => session.close(),
  };
}

function written(catalog: Catalog): string {
  return JSON.stringify({
    databases: [...catalog.databases.values()],
    schemas: [...catalog.schemas.values()],
    objects: [...catalog.objects.values()].filter((object) => object.temporary === undefined),
    grants: catalog.grants,
    tags: [...catalog.tags],
  });
}

function read(catalog: Catalog, content: string): void {
  const state = JSON.parse(content);
  for (const database of state.databases) catalog.databases.set(database.name, database);
  for (const schema of state.schemas) catalog.putSchema(schema);
  for (const object of state.objects as SchemaObject[]) catalog.put(object);
  catalog.grants.push(...state.grants);
  for (const [name, value] of state.tags) catalog.tags.set(name, value);
  catalog.skipIds(Math.max(0, ...(state.objects as SchemaObject[]).map((object) => object.id)));
}
