import type { MonitorResult } from '../../monitor/types.js';
import type { NightStep, NodeRecord, StepOutcome } from '../../nightly/types.js';
import type { Problem } from '../../notify/types.js';
import { monitorCounts, monitorLine } from '../commands/shared/monitor-lines.js';
import type { NightTools } from './steps.js';

/** Runs the monitors on what the night has built, and on how long that took. Repeated attempts of a night are one run to them. */
export function monitorsStep({ project, context, seconds }: NightTools): NightStep {
  return {
    name: 'monitors',
    title: 'run monitors',
    repeats: true,
    async run({ state }): Promise<StepOutcome> {
      const nodes = new Map<string, NodeRecord>([...state.nodes.values()].flatMap((records) => [...records]));
      const { results, artifact } = await project.monitor({
        names: [],
        dryRun: false,
        runId: state.id,
        mayBeNone: true,
        durations: { run: seconds(), node: (id) => nodes.get(id)?.seconds },
        told: (result) => context.emit({ type: 'note', message: monitorLine(result) }),
      });
      const has = (wanted: string) => results.some(({ status }) => status === wanted);
      return {
        status: has('fail') ? 'fail' : has('error') ? 'error' : has('warn') ? 'warn' : 'pass',
        detail: results.length === 0 ? 'there are none' : monitorCounts(artifact.counts).replace('Monitors: ', ''),
        problems: results.flatMap((result) => problemOf(result) ?? []),
      };
    },
  };
}

export function problemOf({ monitor, subject, status, message }: MonitorResult): Problem | undefined {
  if (status !== 'fail' && status !== 'warn' && status !== 'error') return undefined;
  const verb = status === 'error' ? 'could not measure' : 'found';
  return {
    severity: status === 'warn' ? 'warning' : 'error',
    title: `Monitor ${monitor.name} ${verb}: ${subject.name}`,
    detail: message,
  };
}
