import type { CompilableNode, RefCall, SourceNode } from './types.js';

type Referable = CompilableNode;

/** What a lookup needs of a node; cached index records satisfy it too. */
export interface LookupNode {
  readonly uniqueId: string;
  readonly resourceType: string;
  readonly name: string;
  readonly packageName: string;
  readonly version?: string | number | null;
  readonly latestVersion?: string | number | null;
}

/** Resource types that `ref()` can name. */
export function isReferable(node: { readonly resourceType: string }): boolean {
  return node.resourceType === 'model' || node.resourceType === 'seed' || node.resourceType === 'snapshot';
}

/** Names → nodes, by dbt's rules for packages and versions. Immutable. */
export class RefLookup<N extends LookupNode = Referable> {
  /** name or name.vN → package → node */
  readonly #names = new Map<string, Map<string, N>>();
  readonly #plainNames = new Set<string>();

  constructor(
    nodes: Iterable<N>,
    private readonly rootPackage: string,
    /** dbt's require_ref_searches_node_package_before_root. */
    private readonly nodePackageFirst = false,
  ) {
    for (const node of nodes) {
      if (!isReferable(node)) continue;
      this.#plainNames.add(node.name);
      if (node.version === null || node.version === undefined) {
        this.#add(node.name, node);
      } else {
        this.#add(`${node.name}.v${node.version}`, node);
        if (String(node.version) === String(node.latestVersion)) this.#add(node.name, node);
      }
    }
  }

  /** The node that a call in a template of `fromPackage` means. */
  find(call: Pick<RefCall, 'name' | 'package' | 'version'>, fromPackage: string): N | undefined {
    const key = call.version === null ? call.name : `${call.name}.v${call.version}`;
    const packages = this.#names.get(key);
    if (!packages) return undefined;
    for (const name of this.#order(call.package, fromPackage)) {
      const node = name === null ? packages.values().next().value : packages.get(name);
      if (node) return node;
    }
    return undefined;
  }

  /** Names without versions, for suggestions. */
  names(): Iterable<string> {
    return this.#plainNames;
  }

  #add(key: string, node: N): void {
    let packages = this.#names.get(key);
    if (!packages) this.#names.set(key, (packages = new Map()));
    if (!packages.has(node.packageName)) packages.set(node.packageName, node);
  }

  #order(wanted: string | null, fromPackage: string): readonly (string | null)[] {
    if (wanted !== null) return [wanted];
    if (fromPackage === this.rootPackage) return [fromPackage, null];
    return this.nodePackageFirst ? [fromPackage, this.rootPackage, null] : [this.rootPackage, fromPackage, null];
  }
}

/** `source(name, table)`: the root project's, then the caller's package's, then any. */
export class SourceLookup<S extends Pick<SourceNode, 'sourceName' | 'name' | 'packageName'> = SourceNode> {
  readonly #tables = new Map<string, Map<string, S>>();

  constructor(
    sources: Iterable<S>,
    private readonly rootPackage: string,
  ) {
    for (const source of sources) {
      const key = `${source.sourceName}\0${source.name}`;
      let packages = this.#tables.get(key);
      if (!packages) this.#tables.set(key, (packages = new Map()));
      if (!packages.has(source.packageName)) packages.set(source.packageName, source);
    }
  }

  find(sourceName: string, table: string, fromPackage: string): S | undefined {
    const packages = this.#tables.get(`${sourceName}\0${table}`);
    return packages && (packages.get(this.rootPackage) ?? packages.get(fromPackage) ?? packages.values().next().value);
  }

  /** `[source, table]` pairs, for suggestions. */
  names(): [string, string][] {
    return [...this.#tables.keys()].map((key) => key.split('\0') as [string, string]);
  }
}
