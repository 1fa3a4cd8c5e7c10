import { spanWords } from '../base/duration.js';
import type { NightState } from './types.js';

export interface Resumption {
  readonly kind: 'new' | 'resume';
  /** Why, where there is something to say. */
  readonly reason?: string;
}

/**
 * Whether a night goes on with an earlier one. Not if that came to its end; nor if it failed over data (a test, a stale source): what
 * mends these is upstream, so that everything is to be done again.
 */
export function resumption(
  earlier: NightState | undefined,
  now: { readonly at: Date; readonly fingerprint: string; readonly resumeWithin: number; readonly fresh: boolean },
): Resumption {
  if (!earlier || (earlier.ended && !earlier.ended.resumable)) return { kind: 'new' };
  const since = now.at.getTime() - earlier.lastAt.getTime();
  const unfinished = 'An unfinished night is there, but';
  if (now.fresh) return { kind: 'new', reason: `${unfinished} a new one was asked for` };
  if (earlier.fingerprint !== now.fingerprint)
    return {
      kind: 'new',
      reason: `${unfinished} the project, its target or what is selected has changed since: everything is done again`,
    };
  if (since > now.resumeWithin)
    return { kind: 'new', reason: `${unfinished} it is ${spanWords(since / 1000)} old: everything is done again` };
  const how = earlier.ended ? 'failed' : 'was broken off';
  return { kind: 'resume', reason: `Going on with the night that ${how} at ${earlier.lastAt.toISOString()}` };
}
