/** Failures on demand. */
export interface Fault {
  readonly kind: '503' | 'reset' | 'hang' | 'slow' | 'expire' | 'malformed';
  /** Whether the statement is run first. Default 'before'. */
  readonly at?: 'before' | 'after';
  /** Regular expressions, as text: which paths (default: query-request) and which statements are hit. */
  readonly path?: string;
  readonly sql?: string;
  /** How often it strikes; default once. */
  readonly times?: number;
  /** Share of the matching requests that are hit, decided by a seeded generator; default 1. */
  readonly probability?: number;
  readonly seed?: number;
  /** Of `slow` and `hang`: how long; default 1,000, and for good. */
  readonly milliseconds?: number;
}

/** Failures of the network and of a gateway, before and after the statement is run, that hit this share of all calls but logins. */
export function transientFaults(rate: number, seed: number): readonly Fault[] {
  const kinds = [
    { kind: '503', at: 'before' },
    { kind: '503', at: 'after' },
    { kind: 'reset', at: 'before' },
    { kind: 'reset', at: 'after' },
    { kind: 'malformed', at: 'after' },
    { kind: 'expire', at: 'before' },
  ] as const;
  if (rate <= 0) return [];
  // Each is asked after those before it have let the request pass, so that all are equally frequent and add up to the rate.
  return kinds.map((fault, i) => {
    const share = rate / kinds.length;
    return { ...fault, path: '^/(queries|chunks)/', probability: share / (1 - i * share), seed: seed + i };
  });
}

interface Armed {
  readonly fault: Fault;
  left: number;
  state: number;
}

const DEFAULT_PATH = '^/queries/v1/query-request';

export class Faults {
  #armed: Armed[] = [];
  /** How many have struck. */
  struck = 0;
  /** How many calls there were. */
  calls = 0;

  constructor(faults: readonly Fault[] = []) {
    this.set(faults);
  }

  set(faults: readonly Fault[]): void {
    this.#armed = faults.map((fault) => ({
      fault,
      left: fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY),
      state: fault.seed ?? 1,
    }));
  }

  /** The fault that hits this request, if any. */
  take(path: string, sql: string | undefined): Fault | undefined {
    this.calls++;
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (armed.left <= 0 || !new RegExp(fault.path ?? DEFAULT_PATH).test(path)) continue;
      if (fault.sql !== undefined && !(sql !== undefined && new RegExp(fault.sql, 'is').test(sql))) continue;
      if (fault.probability !== undefined && random(armed) >= fault.probability) continue;
      armed.left--;
      this.struck++;
      return fault;
    }
    return undefined;
  }
}

/** mulberry32: the same requests in the same order are hit with the same seed. */
function random(armed: Armed): number {
  armed.state = (armed.state + 0x6d2b79f5) | 0;
  let t = Math.imul(armed.state ^ (armed.state >>> 15), 1 | armed.state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
