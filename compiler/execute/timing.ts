import type { Timing } from './types.js';

/** Takes the times of a node's phases. */
export class Stopwatch {
  readonly #start = performance.now();
  readonly timing: Timing[] = [];

  constructor(private readonly onPhase?: (phase: Timing['name']) => void) {}

  /** Runs a phase and notes when it was, also if it fails. */
  async phase<T>(name: Timing['name'], run: () => Promise<T>): Promise<T> {
    const startedAt = new Date();
    this.onPhase?.(name);
    try {
      return await run();
    } finally {
      this.timing.push({ name, startedAt, completedAt: new Date() });
    }
  }

  get seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }
}
