import { readFileSync } from 'node:fs';
import type { BatchRange, BatchResults } from '../../execute/types.js';
import { type Dict, RUN_RESULTS, readArtifact } from './read.js';

/** What is known of an earlier run. */
export interface PreviousRun {
  /** By dbt's name: `generate` is `docs generate`. */
  readonly command: string;
  /** Its options and flags by dbt's names. */
  readonly args: Dict;
  readonly startedAt: Date;
  /** False: it was killed, or could not begin; its journal tells how far it came. */
  readonly ended: boolean;
  /** Status of each node that was its work; undefined for what it did not come to, or was at work on. */
  readonly statuses: ReadonlyMap<string, string | undefined>;
  readonly batches: ReadonlyMap<string, BatchResults>;
}

interface Found {
  readonly run: PreviousRun;
  readonly invocationId: string | undefined;
  /** When the artifact of the results was written, or the journal begun. */
  readonly at: number;
}

/**
 * The latest run that left its results or its journal in a folder; undefined if there is none. Where both tell of the same run
 * the results count, else what is newer.
 */
export function readPreviousRun(
  results: readonly [path: string, shown: string],
  journal: string,
): PreviousRun | undefined {
  const ended = fromResults(...results);
  const noted = fromJournal(journal);
  if (!ended || !noted) return (ended ?? noted)?.run;
  return ended.invocationId === noted.invocationId || ended.at > noted.at ? ended.run : noted.run;
}

function fromResults(path: string, shown: string): Found | undefined {
  const read = readArtifact(path, shown, RUN_RESULTS);
  if (!read) return undefined;
  const metadata = (read.content.metadata ?? {}) as Dict;
  const args = (read.content.args ?? {}) as Dict;
  const list = (Array.isArray(read.content.results) ? read.content.results : []) as Dict[];
  const batches = list.flatMap(({ unique_id, batch_results }): [string, BatchResults][] =>
    batch_results ? [[String(unique_id), batch_results as unknown as BatchResults]] : [],
  );
  const started = metadata.invocation_started_at ?? metadata.generated_at;
  return {
    run: {
      command: String(args.which ?? ''),
      args,
      startedAt: new Date(String(started)),
      ended: true,
      statuses: new Map(list.map((result) => [String(result.unique_id), String(result.status)])),
      batches: new Map(batches),
    },
    invocationId: metadata.invocation_id as string | undefined,
    at: Date.parse(String(metadata.generated_at)),
  };
}

function fromJournal(path: string): Found | undefined {
  const [first, ...lines] = linesOf(path);
  if (first?.event !== 'run-started' || typeof first.args !== 'object') return undefined;
  const statuses = new Map<string, string | undefined>((first.nodes as string[]).map((id) => [id, undefined]));
  const batches = new Map<string, { successful: BatchRange[]; failed: BatchRange[] }>();
  let ended = false;
  for (const line of lines) {
    const id = String(line.unique_id);
    if (line.event === 'run-finished') ended = true;
    else if (line.event === 'node-finished' && statuses.has(id)) statuses.set(id, String(line.status));
    else if (line.event === 'batches') batches.set(id, { successful: [], failed: line.batches as BatchRange[] });
    else if (line.event === 'batch-finished' && line.status === 'success') succeeded(batches.get(id), line.batch);
  }
  return {
    run: {
      command: String(first.command),
      args: first.args as Dict,
      startedAt: new Date(String(first.started_at)),
      ended,
      statuses,
      batches,
    },
    invocationId: first.invocation_id as string | undefined,
    at: Date.parse(String(first.at)),
  };
}

function succeeded(batches: { successful: BatchRange[]; failed: BatchRange[] } | undefined, range: unknown): void {
  if (!batches) return;
  const [start] = range as BatchRange;
  const at = batches.failed.findIndex((failed) => failed[0] === start);
  if (at >= 0) batches.successful.push(...batches.failed.splice(at, 1));
}

/** The last line of a run that was killed may be half of one. */
function linesOf(path: string): Dict[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Dict];
    } catch {
      return [];
    }
  });
}
