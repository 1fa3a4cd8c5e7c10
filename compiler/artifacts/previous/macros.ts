import type { MacroNode } from '../../manifest/types.js';
import type { Dict } from './read.js';

/** Which macros have changed, and through which others they are reached. */
export class ChangedMacros {
  /** From each macro that has changed or reaches one that has, the next on the way; null at its end. */
  #next: ReadonlyMap<string, string | null> | undefined;

  constructor(
    private readonly before: Readonly<Record<string, Dict>>,
    private readonly now: ReadonlyMap<string, MacroNode>,
    private readonly isBuiltIn: (packageName: string) => boolean,
  ) {}

  /** The shortest way from one of these macros to one that has changed, both included; undefined if there is none. */
  chainFrom(macros: readonly string[]): readonly string[] | undefined {
    if (macros.length === 0) return undefined;
    this.#next ??= this.#ways();
    const first = macros.find((id) => this.#next!.has(id));
    if (first === undefined) return undefined;
    const chain: string[] = [];
    for (let id: string | null = first; id !== null; id = this.#next.get(id) ?? null) chain.push(id);
    return chain;
  }

  #ways(): Map<string, string | null> {
    const callers = new Map<string, string[]>();
    const next = new Map<string, string | null>();
    for (const id of this.now.keys()) {
      // `macro.package.name`
      if (this.isBuiltIn(id.split('.')[1] ?? '')) continue;
      const macro = this.now.get(id)!;
      if (this.before[id]?.macro_sql !== macro.macroSql) next.set(id, null);
      for (const called of macro.dependsOn.macros) {
        const list = callers.get(called);
        if (list) list.push(id);
        else callers.set(called, [id]);
      }
    }
    const waiting = [...next.keys()];
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      for (const caller of callers.get(id) ?? []) {
        if (next.has(caller)) continue;
        next.set(caller, id);
        waiting.push(caller);
      }
    }
    return next;
  }
}
