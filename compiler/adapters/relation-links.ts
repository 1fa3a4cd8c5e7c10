import type { RelationRef } from './types.js';

/** Names of a relation; the case of letters does not matter. */
type Names = Pick<RelationRef, 'database' | 'schema' | 'identifier'>;

interface Linked {
  readonly names: Names;
  /** Keys of the relations that go when this one is dropped. */
  readonly dependents: Set<string>;
}

/** Which relations read which, where dropping one drops those that read it. */
export class RelationLinks {
  readonly #relations = new Map<string, Linked>();

  add(referenced: Names, dependent: Names): void {
    this.#linked(referenced).dependents.add(linkKey(this.#linked(dependent).names));
  }

  /** What was known as `from` is called `to`; what `to` was is gone. */
  rename(from: Names, to: Names): void {
    const [before, after] = [linkKey(from), linkKey(to)];
    const linked = this.#relations.get(before);
    if (before === after || !linked) return;
    this.#relations.delete(before);
    this.#relations.set(after, { names: to, dependents: linked.dependents });
    for (const { dependents } of this.#relations.values()) if (dependents.delete(before)) dependents.add(after);
  }

  /** Forgets a relation, and answers those that went with it. */
  drop(relation: Names): Names[] {
    const gone: Names[] = [];
    const open = [linkKey(relation)];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const linked = this.#relations.get(key);
      if (!linked) continue;
      this.#relations.delete(key);
      gone.push(linked.names);
      open.push(...linked.dependents);
    }
    return gone.slice(1);
  }

  clear(): void {
    this.#relations.clear();
  }

  #linked(names: Names): Linked {
    const key = linkKey(names);
    let linked = this.#relations.get(key);
    if (!linked) {
      linked = { names, dependents: new Set() };
      this.#relations.set(key, linked);
    }
    return linked;
  }
}

function linkKey({ database, schema, identifier }: Names): string {
  return [database, schema, identifier].map((name) => (name ?? '').toLowerCase()).join('\0');
}
