import { judge } from './judge.js';
import { columnsText } from './judge-schema.js';
import type { History, Measure, MetricRow, Monitor, MonitorResult, Subject } from './types.js';

export interface MonitorRun {
  readonly runId: string;
  readonly at: Date;
  readonly monitors: readonly Monitor[];
  readonly history: History;
  readonly measure: (monitor: Monitor, subject: Subject) => Promise<Measure>;
  /** What went wrong with a measurement, in words. */
  readonly explain: (error: unknown, monitor: Monitor, subject: Subject) => Promise<string>;
  readonly told: (result: MonitorResult) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Measures and judges, one after the other, in the order written. Nothing is kept: `rowsOf` is for the caller to record. */
export async function runMonitors(run: MonitorRun): Promise<readonly MonitorResult[]> {
  const results: MonitorResult[] = [];
  for (const monitor of run.monitors) {
    for (const subject of monitor.subjects) {
      if (run.signal?.aborted) return results;
      const result = await runOne(monitor, subject, run);
      run.told(result);
      results.push(result);
    }
  }
  return results;
}

async function runOne(monitor: Monitor, subject: Subject, run: MonitorRun): Promise<MonitorResult> {
  const began = performance.now();
  const base = { monitor, subject, value: null, text: null };
  const seconds = () => (performance.now() - began) / 1000;
  try {
    const measure = await run.measure(monitor, subject);
    const verdict = judge(monitor, measure, run.at, run.history.past(monitor.name, subject.id));
    const value = measure.kind === 'number' || measure.kind === 'age' ? measure.value : null;
    const text = measure.kind === 'columns' ? columnsText(measure.columns) : null;
    return { ...base, ...verdict, value, text, seconds: seconds() };
  } catch (error) {
    return { ...base, status: 'error', message: await run.explain(error, monitor, subject), seconds: seconds() };
  }
}

/** What of results belongs into the history: what was measured. */
export function rowsOf(results: readonly MonitorResult[], runId: string, at: Date): readonly MetricRow[] {
  return results.flatMap(({ monitor, subject, value, text, status }) =>
    value === null && text === null
      ? []
      : [{ runId, at, monitor: monitor.name, subject: subject.id, metric: monitor.type, value, text, status }],
  );
}

/** How many earlier measurements the monitors look at. */
export function depthOf(monitors: readonly Monitor[]): number {
  const depths = monitors.map((monitor) => {
    if (monitor.type === 'anomaly') return monitor.seasonality === 'weekday' ? monitor.window * 7 : monitor.window;
    return 'comparison' in monitor ? Math.max(monitor.comparison.window, monitor.comparison.minHistory) : 1;
  });
  return Math.max(1, ...depths);
}
