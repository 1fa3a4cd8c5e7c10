import type { NightStep } from '../../nightly/types.js';
import { selectionOf } from '../run-options.js';
import { counted } from './nodes-step.js';
import { mayPass, type NightTools } from './steps.js';

/** Takes new files of sources into the warehouse, where it does not read them in place. Without them nothing is built. */
export function stageStep({ project }: NightTools): NightStep {
  return {
    name: 'stage',
    title: 'take new files of sources',
    async run() {
      const { sources } = await project.stage({
        ...selectionOf({}, project),
        fullRefresh: false,
        dryRun: false,
        checksum: false,
      });
      const failed = sources.filter(({ status }) => status === 'error');
      const taken = sources.reduce((sum, { added, changed }) => sum + added + changed, 0);
      if (failed.length === 0)
        return {
          status: 'pass',
          detail:
            sources.length === 0
              ? 'no source needs it'
              : `${counted(taken, 'file')} of ${counted(sources.length, 'source')}`,
          problems: [],
        };
      return {
        status: 'error',
        detail: `${counted(failed.length, 'source')} could not be taken`,
        problems: failed.map(({ source, diagnostic }) => ({
          severity: 'error',
          title: `Files of source ${source.sourceName}.${source.name} could not be taken`,
          detail: diagnostic?.message ?? '',
        })),
        stops: true,
        ...(failed.some(({ diagnostic }) => diagnostic && mayPass(diagnostic)) ? { passing: true } : {}),
      };
    },
  };
}
