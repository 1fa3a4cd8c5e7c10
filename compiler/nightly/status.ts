import type { NightStatus, StepRecord } from './types.js';

export function statusOf(steps: readonly Pick<StepRecord, 'status' | 'problems'>[]): NightStatus {
  if (steps.some(({ status }) => status === 'fail' || status === 'error')) return 'failure';
  const warned = ({ status, problems }: Pick<StepRecord, 'status' | 'problems'>) =>
    status === 'warn' || problems.length > 0;
  return steps.some(warned) ? 'warning' : 'success';
}

/** Whether the next call goes on with this night: it lacks work, and nothing is wrong with the data. */
export function isResumable(steps: readonly Pick<StepRecord, 'status'>[], interrupted: boolean): boolean {
  const has = (wanted: string) => steps.some(({ status }) => status === wanted);
  return !has('fail') && (interrupted || has('error'));
}
