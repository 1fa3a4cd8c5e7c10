import type { DispatchRule } from '../config/types.js';
import type { Macro } from '../jinja/index.js';

/** A macro that templates can call. */
export interface MacroEntry {
  readonly uniqueId: string;
  readonly packageName: string;
  /** dbt's macro name: `star`, `test_unique`, `materialization_table_default`. */
  readonly name: string;
  readonly macro: Macro;
}

export interface MacroIndexOptions {
  readonly rootPackage: string;
  /** The built-in packages, most specific first: `['dbt_<adapter>', 'dbt']`. */
  readonly internalPackages: readonly string[];
  /** What stands in for packages that the project does not have, by their names. */
  readonly standIns?: ReadonlyMap<string, () => readonly MacroEntry[]>;
  readonly dispatch: readonly DispatchRule[];
  /** `duckdb`, then what it inherits from; `default` is implied. */
  readonly adapterPrefixes: readonly string[];
  /** Whether any package may replace a built-in materialization, and not only the root project. */
  readonly packagesReplaceBuiltins?: boolean;
}

export interface DispatchAnswer {
  readonly entry: MacroEntry | undefined;
  /** Names in the order they were tried. */
  readonly attempts: readonly string[];
}

/** The namespace under which all built-in macros are reachable. */
export const INTERNAL_NAMESPACE = 'dbt';

type Names = ReadonlyMap<string, MacroEntry>;

/**
 * Finds macros as dbt does: for a template of package P an unqualified name is looked for in P, then in the root project,
 * then among package names, then in the built-in packages. Immutable but for packages that stand in for others: these are taken in
 * when their name is asked for, and no unqualified name leads to them, so that no answer depends on what was asked before.
 */
export class MacroIndex {
  readonly #packages = new Map<string, Map<string, MacroEntry>>();
  readonly #internal = new Map<string, MacroEntry>();
  readonly #internalPackages: ReadonlySet<string>;
  readonly #byId = new Map<string, MacroEntry>();
  readonly #standIns: Map<string, () => readonly MacroEntry[]>;
  readonly #taken: string[] = [];

  constructor(
    entries: Iterable<MacroEntry>,
    readonly options: MacroIndexOptions,
  ) {
    this.#internalPackages = new Set(options.internalPackages);
    this.#standIns = new Map(options.standIns);
    this.#add(entries);
    for (const name of [...options.internalPackages].reverse()) {
      for (const [key, entry] of this.#packages.get(name) ?? []) this.#internal.set(key, entry);
    }
  }

  byId(uniqueId: string): MacroEntry | undefined {
    return this.#byId.get(uniqueId);
  }

  entries(): Iterable<MacroEntry> {
    return this.#byId.values();
  }

  /** Whether a macro belongs to a built-in package. */
  isInternal(entry: MacroEntry): boolean {
    return this.#internalPackages.has(entry.packageName);
  }

  /** A macro by unqualified name, for a template of `packageName`. */
  find(name: string, packageName: string): MacroEntry | undefined {
    return (
      this.#own(packageName)?.get(name) ?? this.#own(this.options.rootPackage)?.get(name) ?? this.#internal.get(name)
    );
  }

  /** Whether `name` is a package whose macros can be reached as `name.macro`. */
  hasNamespace(name: string): boolean {
    return name === INTERNAL_NAMESPACE || this.#packages.has(name) || this.#standIns.has(name);
  }

  /** `namespace.name`; the built-in namespace holds the macros of all built-in packages. */
  inNamespace(namespace: string, name: string): MacroEntry | undefined {
    return this.namespace(namespace)?.get(name);
  }

  namespace(namespace: string): Names | undefined {
    if (namespace === INTERNAL_NAMESPACE) return this.#internal;
    const standIn = this.#standIns.get(namespace);
    if (standIn) {
      this.#standIns.delete(namespace);
      this.#taken.push(namespace);
      this.#add(standIn());
    }
    return this.#packages.get(namespace);
  }

  /** Names of the project's packages and of the built-in ones. */
  namespaces(): string[] {
    return [...this.#packages.keys()].filter((name) => !this.#taken.includes(name));
  }

  /** Names of packages for which something stands in that was asked for. */
  takenStandIns(): readonly string[] {
    return this.#taken;
  }

  /** Names that an unqualified call in `packageName` could mean, for suggestions. */
  names(packageName: string): string[] {
    return [
      ...(this.#own(packageName)?.keys() ?? []),
      ...(this.#own(this.options.rootPackage)?.keys() ?? []),
      ...this.#internal.keys(),
    ];
  }

  /** `adapter.dispatch(name, namespace)` for a template of `packageName`, in which `find` looks up unqualified names. */
  dispatch(
    name: string,
    namespace: string | null,
    packageName: string,
    find: (full: string) => MacroEntry | undefined = (full) => this.find(full, packageName),
  ): DispatchAnswer {
    const attempts: string[] = [];
    for (const searched of this.#searchPackages(namespace)) {
      for (const prefix of [...this.options.adapterPrefixes, 'default']) {
        const full = `${prefix}__${name}`;
        attempts.push(searched === null ? full : `${searched}.${full}`);
        const entry = searched === null ? find(full) : this.inNamespace(searched, full);
        if (entry) return { entry, attempts };
      }
    }
    return { entry: undefined, attempts };
  }

  /**
   * The macro `generate_<kind>_name` that holds for a node of `packageName`: its own package's, else the root project's, else
   * the built-in one (checked against dbt 1.12).
   */
  generator(kind: 'schema' | 'alias' | 'database', packageName: string): MacroEntry | undefined {
    const name = `generate_${kind}_name`;
    return (
      this.#own(packageName)?.get(name) ?? this.#own(this.options.rootPackage)?.get(name) ?? this.#internal.get(name)
    );
  }

  /**
   * The materialization for a node: adapter-specific before default within the root project, then built-in; other packages
   * may add materializations, and replace built-in ones if the project lets them.
   */
  materialization(name: string, packageName: string): MacroEntry | undefined {
    const adapterNames = this.options.adapterPrefixes.map((prefix) => `materialization_${name}_${prefix}`);
    const names = [...adapterNames, `materialization_${name}_default`];
    const first = (lookup: (full: string) => MacroEntry | undefined): MacroEntry | undefined => {
      for (const full of names) {
        const entry = lookup(full);
        if (entry) return entry;
      }
      return undefined;
    };
    const root = this.#own(this.options.rootPackage);
    const replaces = this.options.packagesReplaceBuiltins === true;
    return (
      first((full) => root?.get(full)) ??
      (replaces ? first((full) => this.#installed(full)) : undefined) ??
      first((full) => this.#internal.get(full)) ??
      first((full) => this.#own(packageName)?.get(full)) ??
      first((full) => this.#anyPackage(full))
    );
  }

  /** Names of materializations that a node may use, for suggestions. */
  materializationNames(): string[] {
    const names = new Set<string>();
    for (const entry of this.#byId.values()) {
      const match = /^materialization_(.+)_([a-z0-9]+)$/.exec(entry.name);
      if (match && (match[2] === 'default' || this.options.adapterPrefixes.includes(match[2]!))) names.add(match[1]!);
    }
    return [...names].sort();
  }

  #add(entries: Iterable<MacroEntry>): void {
    for (const entry of entries) {
      let names = this.#packages.get(entry.packageName);
      if (!names) this.#packages.set(entry.packageName, (names = new Map()));
      names.set(entry.name, entry);
      this.#byId.set(entry.uniqueId, entry);
    }
  }

  #own(packageName: string): Map<string, MacroEntry> | undefined {
    return this.#internalPackages.has(packageName) ? undefined : this.#packages.get(packageName);
  }

  #installed(full: string): MacroEntry | undefined {
    for (const name of this.#packages.keys()) {
      const entry = this.#own(name)?.get(full);
      if (entry) return entry;
    }
    return undefined;
  }

  #anyPackage(full: string): MacroEntry | undefined {
    for (const names of this.#packages.values()) {
      const entry = names.get(full);
      if (entry) return entry;
    }
    return undefined;
  }

  #searchPackages(namespace: string | null): (string | null)[] {
    if (namespace === null) return [null];
    const rule = this.options.dispatch.find((r) => r.macroNamespace === namespace);
    if (rule) return [...rule.searchOrder];
    // The built-in packages too: a package of the project does not replace them where the root project does not say so.
    if (!this.hasNamespace(namespace)) return [null];
    const packages = [this.options.rootPackage, namespace];
    // Without the package any macro of that name would do.
    return this.options.standIns?.has(namespace) ? [...packages, null] : packages;
  }
}
