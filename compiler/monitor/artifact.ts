import type { MonitorResult, MonitorStatus } from './types.js';

/** target/monitors.json. */
export interface MonitorsArtifact {
  readonly metadata: {
    readonly run_id: string;
    readonly generated_at: string;
    readonly elapsed_time: number;
    readonly dry_run: boolean;
  };
  readonly counts: Readonly<Partial<Record<MonitorStatus, number>>>;
  readonly results: readonly MonitorRecord[];
}

/** One result as JSON has it. */
export interface MonitorRecord {
  readonly name: string;
  readonly type: string;
  readonly severity: string;
  readonly subject: string;
  readonly subject_name: string;
  readonly status: MonitorStatus;
  readonly message: string;
  readonly value: number | null;
  readonly columns?: unknown;
  readonly expected?: Readonly<Record<string, unknown>>;
  readonly execution_time: number;
  readonly tags: readonly string[];
}

export function monitorsArtifact(
  results: readonly MonitorResult[],
  about: { readonly runId: string; readonly at: Date; readonly seconds: number; readonly dryRun: boolean },
): MonitorsArtifact {
  return {
    metadata: {
      run_id: about.runId,
      generated_at: about.at.toISOString(),
      elapsed_time: about.seconds,
      dry_run: about.dryRun,
    },
    counts: countsOf(results),
    results: results.map(recordOf),
  };
}

export function countsOf(results: readonly Pick<MonitorResult, 'status'>[]): Partial<Record<MonitorStatus, number>> {
  const counts: Partial<Record<MonitorStatus, number>> = {};
  for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function recordOf({ monitor, subject, status, message, value, text, expected, seconds }: MonitorResult): MonitorRecord {
  return {
    name: monitor.name,
    type: monitor.type,
    severity: monitor.severity,
    subject: subject.id,
    subject_name: subject.name,
    status,
    message,
    value,
    ...(text === null ? {} : { columns: JSON.parse(text) }),
    ...(expected ? { expected } : {}),
    execution_time: seconds,
    tags: monitor.tags,
  };
}
