/** Locks by name, held by sessions: a second writer of a table waits, as in Snowflake, where DuckDB would fail. */
export class KeyedLocks {
  readonly #held = new Map<string, { owner: string; waiting: (() => void)[] }>();

  async acquire(key: string, owner: string): Promise<void> {
    for (;;) {
      const lock = this.#held.get(key);
      if (!lock) {
        this.#held.set(key, { owner, waiting: [] });
        return;
      }
      if (lock.owner === owner) return;
      await new Promise<void>((resolve) => lock.waiting.push(resolve));
    }
  }

  releaseAll(owner: string): void {
    for (const [key, lock] of [...this.#held]) {
      if (lock.owner !== owner) continue;
      this.#held.delete(key);
      for (const wake of lock.waiting) wake();
    }
  }
}
