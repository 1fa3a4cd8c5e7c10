import type { Fault } from '../../../../compiler/emulate/snowflake/index.js';

const KINDS: readonly Omit<Fault, 'path' | 'probability' | 'seed'>[] = [
  { kind: '503', at: 'before' },
  { kind: '503', at: 'after' },
  { kind: 'reset', at: 'before' },
  { kind: 'reset', at: 'after' },
  { kind: 'malformed', at: 'before' },
  { kind: 'malformed', at: 'after' },
  { kind: 'expire', at: 'before' },
  // Longer than the client waits: the answer never comes, and the server may begin when nobody listens any more.
  { kind: 'hang', at: 'before', milliseconds: 2_500 },
  { kind: 'hang', at: 'after', milliseconds: 2_500 },
  { kind: 'slow', at: 'after', milliseconds: 300 },
];

/** Faults of every kind that hit this share of all calls, logins and chunks too. */
export function faultsOf(rate: number, seed: number): readonly Fault[] {
  const share = rate / KINDS.length;
  // Each is asked after those before it have let the call pass.
  return KINDS.map((kind, i) => ({
    ...kind,
    path: '^/',
    probability: share / (1 - i * share),
    seed: seed * 1_000 + i,
  }));
}
