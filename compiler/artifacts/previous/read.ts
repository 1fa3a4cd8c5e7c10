import { readFileSync } from 'node:fs';
import { QuernError } from '../../base/diagnostics.js';
import { incompatibleArtifact, unreadableArtifact } from './diagnostics.js';

export type Dict = Readonly<Record<string, unknown>>;

/** A kind of artifact, and which versions of it can be read. */
interface Kind {
  readonly name: string;
  readonly oldest: number;
  readonly newest: number;
}

export const MANIFEST: Kind = { name: 'manifest', oldest: 4, newest: 12 };
export const RUN_RESULTS: Kind = { name: 'run-results', oldest: 4, newest: 6 };
export const SOURCES: Kind = { name: 'sources', oldest: 3, newest: 3 };

/** An artifact of an earlier run with its version; undefined if there is none. Throws a QuernError for one that can't be read. */
export function readArtifact(
  path: string,
  shown: string,
  kind: Kind,
): { readonly content: Dict; readonly version: number } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
  const content = parse(text, shown);
  const found = (content.metadata as Dict | undefined)?.dbt_schema_version;
  if (typeof found !== 'string') return { content, version: kind.newest };
  const version = Number(new RegExp(`/${kind.name}/v(\\d+)\\.json$`).exec(found)?.[1]);
  if (version >= kind.oldest && version <= kind.newest) return { content, version };
  const expected = `https://schemas.getdbt.com/dbt/${kind.name}/v${kind.newest}.json`;
  throw new QuernError(incompatibleArtifact({ path: shown, expected, found }));
}

function parse(text: string, shown: string): Dict {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new QuernError(unreadableArtifact({ path: shown, reason: (error as Error).message.split('\n')[0]! }));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Dict;
  throw new QuernError(unreadableArtifact({ path: shown, reason: 'it holds no object' }));
}
