/**
 * Statements that belong to a node's work but can only be run when it is done: in its transaction right before the commit, or after it where
 * there was no transaction. Told by `adapter.run_at_commit(sql)` while the node is compiled or run; each is run once.
 */
export class ClosingStatements {
  readonly #waiting = new Set<string>();

  add(sql: string): void {
    this.#waiting.add(sql);
  }

  /** All that wait, which then wait no longer. */
  take(): readonly string[] {
    const taken = [...this.#waiting];
    this.#waiting.clear();
    return taken;
  }
}
