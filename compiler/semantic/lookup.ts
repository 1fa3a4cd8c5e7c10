interface Owned {
  readonly packageName: string;
}

/** Things by name and package, by dbt's order of packages: the root project's first for a package's own, then the package's, then any. */
export class Lookup<T extends Owned> {
  readonly #names = new Map<string, Map<string, T>>();

  constructor(
    private readonly root: string,
    things: readonly T[],
    namesOf: (thing: T) => readonly string[],
  ) {
    for (const thing of things) {
      for (const name of namesOf(thing)) {
        let packages = this.#names.get(name);
        if (!packages) this.#names.set(name, (packages = new Map()));
        if (!packages.has(thing.packageName)) packages.set(thing.packageName, thing);
      }
    }
  }

  find(name: string, from: string, inPackage?: string): T | undefined {
    const packages = this.#names.get(name);
    if (!packages) return undefined;
    if (inPackage !== undefined) return packages.get(inPackage);
    return packages.get(this.root) ?? packages.get(from) ?? packages.values().next().value;
  }

  names(): Iterable<string> {
    return this.#names.keys();
  }
}
