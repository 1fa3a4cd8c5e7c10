import type { NodeResult } from '../../execute/types.js';
import type { NightStep, StepOutcome } from '../../nightly/types.js';
import type { Problem } from '../../notify/types.js';
import { runOptionsOf } from '../run-options.js';
import { counted } from './nodes-step.js';
import { mayPass, type NightTools } from './steps.js';

/** Checks the age of the sources of what is built. */
export function freshnessStep({ project, config, options, context }: NightTools, select: readonly string[]): NightStep {
  const { staleSources } = config;
  return {
    name: 'freshness',
    title: `check the age of ${counted(select.length, 'source')}`,
    async run(): Promise<StepOutcome> {
      context.emit({ type: 'round-started', command: 'source freshness' });
      const { results } = await project.freshness(runOptionsOf({ ...options, select, exclude: undefined }, project));
      const of = (...statuses: readonly string[]) => results.filter(({ status }) => statuses.includes(status));
      const [stale, aging, unknown] = [of('error'), of('warn'), of('runtime error', 'skipped')];
      const problems = [...stale, ...aging, ...unknown].map((result) => problemOf(result, staleSources === 'warn'));
      const detail = [
        `${of('pass', 'success').length} fresh`,
        ...(aging.length > 0 ? [`${aging.length} aging`] : []),
        ...(stale.length > 0 ? [`${stale.length} too old`] : []),
        ...(unknown.length > 0 ? [`${unknown.length} unknown`] : []),
      ].join(', ');
      if (stale.length > 0 && staleSources !== 'warn')
        return { status: 'fail', detail, problems, ...(staleSources === 'stop' ? { stops: true } : {}) };
      if (unknown.length > 0)
        return {
          status: 'error',
          detail,
          problems,
          ...(unknown.some(({ diagnostic }) => diagnostic && mayPass(diagnostic)) ? { passing: true } : {}),
        };
      return { status: stale.length + aging.length > 0 ? 'warn' : 'pass', detail, problems };
    },
  };
}

function problemOf({ node, status, message, diagnostic }: NodeResult, warns: boolean): Problem {
  const name = node.resourceType === 'source' && 'sourceName' in node ? `${node.sourceName}.${node.name}` : node.name;
  const isWarning = status === 'warn' || (status === 'error' && warns);
  const title =
    status === 'error'
      ? `Source ${name} is too old`
      : status === 'warn'
        ? `Source ${name} is getting old`
        : `The age of source ${name} is not known`;
  return { severity: isWarning ? 'warning' : 'error', title, detail: diagnostic?.message ?? message ?? '' };
}
