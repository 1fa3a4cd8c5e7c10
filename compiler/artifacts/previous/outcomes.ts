import { type Dict, RUN_RESULTS, readArtifact, SOURCES } from './read.js';

/** Statuses of the run_results.json of an earlier run by unique id; undefined if there is none. */
export function readStatuses(path: string, shown: string): ReadonlyMap<string, string> | undefined {
  const read = readArtifact(path, shown, RUN_RESULTS);
  return read && new Map(resultsOf(read.content).map((result) => [String(result.unique_id), String(result.status)]));
}

/** When each source was loaded last, as a freshness check found it; undefined if it could not, or if there was no check. */
export function readLoadTimes(path: string, shown: string): ReadonlyMap<string, number | undefined> | undefined {
  const read = readArtifact(path, shown, SOURCES);
  return read && new Map(resultsOf(read.content).map((result) => [String(result.unique_id), instantOf(result)]));
}

/** Sources that have newer data than before. One that was not checked before is; one that could not be checked is not. */
export function fresherSources(
  before: ReadonlyMap<string, number | undefined>,
  now: ReadonlyMap<string, number | undefined>,
): ReadonlySet<string> {
  const fresher = new Set<string>();
  for (const [id, instant] of now) {
    if (instant === undefined) continue;
    const earlier = before.get(id);
    if (earlier === undefined || instant > earlier) fresher.add(id);
  }
  return fresher;
}

function resultsOf(content: Dict): readonly Dict[] {
  return Array.isArray(content.results) ? (content.results as readonly Dict[]) : [];
}

function instantOf({ max_loaded_at: text }: Dict): number | undefined {
  if (typeof text !== 'string') return undefined;
  // Python tells microseconds, of which a Date keeps milliseconds.
  const micros = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
  return Date.parse(text) * 1000 + Number(micros.padEnd(3, '0'));
}
