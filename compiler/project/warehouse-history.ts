import type { MacroCalls } from '../execute/macro-calls.js';
import { fromValue, toValue } from '../jinja/values/index.js';
import type { History, MetricRow, Past } from '../monitor/types.js';

interface Opening {
  readonly calls: MacroCalls;
  readonly runId: string;
  readonly keepFrom: Date;
  /** How many earlier measurements are read of each. */
  readonly depth: number;
}

type Row = readonly [string, string, string, string, unknown, string | null];

/** The history in quern's own table of the warehouse, read at once. */
export async function warehouseHistory({ calls, runId, keepFrom, depth }: Opening): Promise<History> {
  const rows = fromValue(await calls.call('quern_past_metrics', { run_id: runId, depth })) as readonly Row[];
  const byKey = new Map<string, Past[]>();
  for (const [monitor, subject, id, at, value, text] of rows) {
    const key = `${monitor}\0${subject}`;
    const past = { runId: id, at: new Date(`${at}Z`), value: value === null ? null : Number(value), text };
    const list = byKey.get(key);
    if (list) list.push(past);
    else byKey.set(key, [past]);
  }
  return {
    past: (monitor, subject) => byKey.get(`${monitor}\0${subject}`) ?? [],
    async record(id, metrics) {
      if (metrics.length === 0) return;
      const values = toValue(metrics.map(cellsOf));
      await calls.commit('quern_write_metrics', { run_id: id, rows: values, keep_from: instant(keepFrom) });
    },
  };
}

/** In the order of the table's columns; numbers as text, so that none loses a digit on the way through a template. */
function cellsOf({ runId, at, monitor, subject, metric, value, text, status }: MetricRow): readonly unknown[] {
  return [runId, instant(at), monitor, subject, metric, value === null ? null : `'${value}'`, text, status];
}

/** Without a zone: the column has none, and all are in UTC. */
function instant(at: Date): string {
  return at.toISOString().replace('T', ' ').replace('Z', '');
}
