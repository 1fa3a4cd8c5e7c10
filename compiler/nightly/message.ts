import { spanWords } from '../base/duration.js';
import type { Message } from '../notify/types.js';
import type { NightReport, StepStatus } from './types.js';

export interface About {
  readonly project: string;
  readonly target: string;
  readonly host: string;
}

const MARKS: Readonly<Record<StepStatus, string>> = { pass: 'ok', warn: 'warning', fail: 'FAILED', error: 'ERROR' };
const ENDINGS = { success: 'succeeded', warning: 'succeeded with warnings', failure: 'failed' } as const;

/** What is told of a night: its summary, and what went wrong. */
export function messageOf(report: Omit<NightReport, 'deliveries'>, { project, target, host }: About): Message {
  const { status, steps, left, interrupted, attempts, seconds, startedAt } = report;
  const ending = interrupted ? 'was interrupted' : ENDINGS[status];
  const how = attempts > 1 ? ` (attempt ${attempts})` : '';
  return {
    id: report.id,
    status,
    project,
    target,
    title: `${project} (${target}): the night ${ending} after ${spanWords(seconds)}${how}`,
    lines: [
      ...steps.map(
        ({ name, status: ended, detail, seconds: took }) => `${name}: ${MARKS[ended]}, ${detail} (${spanWords(took)})`,
      ),
      ...(left.length > 0 ? [`not done: ${left.join(', ')}`] : []),
      `begun ${startedAt.toISOString()} on ${host}`,
    ],
    problems: steps.flatMap((step) => step.problems),
    run: nightArtifact({ ...report, deliveries: [] }, { project, target, host }),
  };
}

/** target/nightly.json. */
export function nightArtifact(report: NightReport, about: About): Readonly<Record<string, unknown>> {
  return {
    metadata: {
      run_id: report.id,
      ...about,
      started_at: report.startedAt.toISOString(),
      attempts: report.attempts,
      elapsed_time: report.seconds,
    },
    status: report.status,
    interrupted: report.interrupted,
    steps: report.steps.map(({ name, status, detail, seconds, problems }) => ({
      name,
      status,
      detail,
      execution_time: seconds,
      problems,
    })),
    left: report.left,
    notifications: report.deliveries,
  };
}
