import { QuernError } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import { unknownAdapter } from './diagnostics.js';
import type { FileReader } from './file-reader.js';
import type { Adapter } from './types.js';

/** The one place that names the adapters. None is loaded before a profile asks for it. */
const LOADERS: Readonly<Record<string, () => Promise<{ readonly default: Adapter }>>> = {
  bigquery: () => import('./bigquery/index.js'),
  duckdb: () => import('./duckdb/index.js'),
  postgres: () => import('./postgres/index.js'),
  snowflake: () => import('./snowflake/index.js'),
};

/** Values that a profile's `type` can have. */
export function adapterNames(): string[] {
  return Object.keys(LOADERS);
}

/** The adapter of that name, without its driver. Throws QuernError (ADP001) if there is none. */
export async function loadAdapter(name: string): Promise<Adapter> {
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  if (!load) throw new QuernError(unknownAdapter({ name, known: adapterNames(), near: closest(name, adapterNames()) }));
  return (await load()).default;
}

/** What reads files for warehouses that can't. Relative locations start at `root`. */
export async function openFileReader(root: string): Promise<FileReader> {
  return await (await import('./duckdb/file-reader.js')).openFileReader(root);
}
