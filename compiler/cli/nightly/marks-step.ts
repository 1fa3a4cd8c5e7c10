import type { NightStep } from '../../nightly/types.js';
import { showMarks } from '../commands/shared/marks.js';
import { counted } from './nodes-step.js';
import type { NightTools } from './steps.js';

/** Shows from where incremental models read on. */
export function marksStep({ project, context }: NightTools): NightStep {
  return {
    name: 'marks',
    title: 'show high-water marks',
    async run() {
      const marks = await project.marks({ action: 'list' });
      if (marks.length > 0) showMarks(marks, undefined, context);
      return {
        status: 'pass',
        detail: marks.length === 0 ? 'no model has one' : counted(marks.length, 'mark'),
        problems: [],
      };
    },
  };
}
