import type { Diagnostic } from '../base/diagnostics.js';
import type { NodeResult } from '../execute/types.js';
import type { CompilableNode } from '../manifest/types.js';

/** A node whose SQL is new or another. */
export interface SqlChange {
  readonly node: CompilableNode;
  /** Undefined: it was not compiled before. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface Recompiled {
  readonly changes: readonly SqlChange[];
  readonly unchanged: readonly CompilableNode[];
}

/** The SQL of all nodes as they compiled last, and what kept others from compiling. */
export class CompiledNodes {
  readonly #sql = new Map<string, string>();
  readonly #failures = new Map<string, Diagnostic | undefined>();

  /** Nodes that did not compile: what would mend them need not show in them, so they are tried in every round. */
  get failed(): ReadonlyMap<string, Diagnostic | undefined> {
    return this.#failures;
  }

  get problems(): readonly Diagnostic[] {
    return [...this.#failures.values()].filter((diagnostic) => diagnostic !== undefined);
  }

  sqlOf(id: string): string | undefined {
    return this.#sql.get(id);
  }

  /** Takes new results in, and says what is different. */
  add(results: readonly NodeResult[]): Recompiled {
    const changes: SqlChange[] = [];
    const unchanged: CompilableNode[] = [];
    for (const { node, compiled, status, diagnostic } of results) {
      if (!('rawCode' in node)) continue;
      const id = node.uniqueId;
      if (status === 'error' || !compiled) {
        if (status === 'error') this.#failures.set(id, diagnostic);
        continue;
      }
      this.#failures.delete(id);
      const before = this.#sql.get(id);
      this.#sql.set(id, compiled.sql);
      if (before === compiled.sql) unchanged.push(node);
      else changes.push({ node, before, after: compiled.sql });
    }
    return { changes, unchanged };
  }

  forget(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#sql.delete(id);
      this.#failures.delete(id);
    }
  }
}
