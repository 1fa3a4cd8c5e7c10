import { type DiagnosticSink, defineDiagnostic } from '../base/diagnostics.js';
import { secondsOf } from '../base/duration.js';
import { isMapping } from '../config/vars.js';
import type { Operations } from './operations.js';

export interface Monitoring {
  readonly history: 'warehouse' | 'file';
  readonly path: string;
  readonly keepSeconds: number;
}

const wrongKeep = defineDiagnostic<{ value: string }>({
  code: 'MON012',
  category: 'Configuration Error',
  message: (d) => `'${d.value}' is no span of time`,
  hint: () => 'Write 400 days',
});

const DAY = 86_400;

/** `monitoring:` of a project, with its defaults. */
export function readMonitoring(operations: Operations, sink: DiagnosticSink): Monitoring {
  const written = operations.of('monitoring');
  const rendered = written ? operations.render(written.value, written.spanOf, sink) : {};
  const { history, path, keep } = (isMapping(rendered) ? rendered : {}) as Readonly<Record<string, unknown>>;
  const keepSeconds = keep === undefined || keep === null ? 400 * DAY : secondsOf(String(keep));
  if (keepSeconds === undefined) sink.report(wrongKeep({ value: String(keep) }, written?.spanOf(['keep'])));
  return {
    history: String(history ?? 'warehouse').toLowerCase() === 'file' ? 'file' : 'warehouse',
    path: typeof path === 'string' ? path : 'monitoring/metrics.jsonl',
    keepSeconds: keepSeconds ?? 400 * DAY,
  };
}
