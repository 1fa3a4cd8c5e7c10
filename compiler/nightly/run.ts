import type { NightJournal } from './journal.js';
import { statusOf } from './status.js';
import type { NightReport, NightState, NightStep, NodeRecord, StepContext, StepOutcome, StepRecord } from './types.js';

export interface Night {
  readonly journal: NightJournal;
  /** What earlier attempts have done; a new night's is empty. */
  readonly state: NightState;
  readonly steps: readonly NightStep[];
  readonly retries: number;
  readonly retryDelay: number;
  readonly signal: AbortSignal;
  readonly told: (line: string) => void;
}

/**
 * Does a night's steps in order, but for those that an earlier attempt did. A step that fails does not keep the others from being done,
 * unless it stops the building; work that failed for a passing reason is tried again.
 */
export async function runSteps(night: Night): Promise<Omit<NightReport, 'deliveries'>> {
  const { steps, state, journal, signal } = night;
  const began = performance.now();
  const records: StepRecord[] = [];
  const left: string[] = [];
  let stopped = false;
  for (const [index, step] of steps.entries()) {
    const before = state.steps.get(step.name);
    const place = `Step ${index + 1} of ${steps.length}, ${step.title}`;
    if (signal.aborted || (stopped && step.builds)) {
      left.push(step.name);
      if (!signal.aborted) night.told(`${place}: left out`);
      continue;
    }
    if (before && before.status !== 'error' && !step.repeats) {
      night.told(`${place}: done before (${before.detail})`);
      records.push(before);
      stopped ||= before.stops === true;
      continue;
    }
    night.told(place);
    journal.write({ event: 'step-started', step: step.name });
    const stepBegan = performance.now();
    const outcome = await attempts(step, night);
    if (signal.aborted) {
      left.push(step.name);
      continue;
    }
    const record = { name: step.name, ...outcome, seconds: (performance.now() - stepBegan) / 1000 };
    journal.write({ event: 'step-finished', ...record });
    records.push(record);
    stopped ||= outcome.stops === true;
  }
  return {
    id: state.id,
    status: signal.aborted ? 'failure' : statusOf(records),
    startedAt: state.startedAt,
    attempts: state.attempt,
    seconds: state.earlierSeconds + (performance.now() - began) / 1000,
    steps: records,
    left,
    interrupted: signal.aborted,
  };
}

async function attempts(step: NightStep, night: Night): Promise<StepOutcome> {
  const { state, retries, retryDelay, signal } = night;
  const nodes = state.nodes.get(step.name) ?? new Map<string, NodeRecord>();
  state.nodes.set(step.name, nodes);
  const context: StepContext = { nodes, state };
  for (let left = retries; ; left--) {
    const outcome = await step.run(context);
    if (!outcome.passing || left === 0 || signal.aborted) return outcome;
    night.told(
      `${outcome.detail}; this may pass: trying again in ${retryDelay / 1000} seconds (${left} attempt${left === 1 ? '' : 's'} left)`,
    );
    await pause(retryDelay, signal);
  }
}

/** Notes how a node of a step ended: in the journal, and for the next attempt at the step. */
export function noteNode(
  night: Pick<Night, 'journal'>,
  context: StepContext,
  step: string,
  node: string,
  record: NodeRecord,
): void {
  context.nodes.set(node, record);
  night.journal.write({ event: 'node-finished', step, node, ...record });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
