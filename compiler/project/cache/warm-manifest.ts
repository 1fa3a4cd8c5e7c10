import type { Slice } from '../../artifacts/rope.js';
import { once } from '../../base/once.js';
import { findNode, hasCode } from '../../manifest/graph-nodes.js';
import type { GraphNode, Manifest } from '../../manifest/types.js';
import type { CacheFile } from './cache-file.js';
import {
  docFromDict,
  exposureFromDict,
  graphNodeFromDict,
  groupFromDict,
  macroFromDict,
  nodeFromDict,
  semanticFromDict,
  sourceFromDict,
  unitTestFromDict,
} from './from-dict.js';
import { NodeRecord } from './records.js';
import type { SourceFiles } from './saved-diagnostics.js';

/** A map whose keys are known and whose values are made when they are read. */
class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #made = new Map<string, V>();
  readonly #keysOf: () => ReadonlySet<string>;

  constructor(
    keys: () => Iterable<string>,
    private readonly make: (key: string) => V,
  ) {
    this.#keysOf = once(() => new Set(keys()));
  }

  get #keys(): ReadonlySet<string> {
    return this.#keysOf();
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  get(key: string): V | undefined {
    if (!this.#keys.has(key)) return undefined;
    let value = this.#made.get(key);
    if (value === undefined) this.#made.set(key, (value = this.make(key)));
    return value;
  }

  keys(): MapIterator<string> {
    return this.#keys.keys() as MapIterator<string>;
  }

  *values(): MapIterator<V> {
    for (const key of this.#keys) yield this.get(key)!;
  }

  *entries(): MapIterator<[string, V]> {
    for (const key of this.#keys) yield [key, this.get(key)!];
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }
}

export interface WarmManifest {
  readonly manifest: Manifest;
  readonly records: ReadonlyMap<string, NodeRecord>;
  /** A node's dict as manifest.json has it. */
  dictOf(id: string): Readonly<Record<string, unknown>>;
}

/** A linked project out of the cache: nodes are made when somebody looks at them. */
export function warmManifest(
  cache: CacheFile,
  projectName: string,
  adapterType: string,
  files: SourceFiles,
): WarmManifest {
  const { index } = cache;
  const dictOf = (id: string): Readonly<Record<string, unknown>> =>
    cache.json(index.place(id)!) as Record<string, unknown>;
  const full = (id: string): GraphNode => findNode(manifest, id)!;
  const tuples = index.records;
  const records = new Map(tuples.map((tuple) => [tuple[0], new NodeRecord(tuple, tuples, full)]));
  const spanOf = (id: string) => {
    const place = records.get(id)?.place;
    return place ? files.span(place) : undefined;
  };
  const idsOf = (types: (type: string) => boolean) => (): string[] =>
    tuples.filter((tuple) => types(tuple[1])).map((tuple) => tuple[0]);
  const section = <V>(name: string, make: (dict: unknown) => V): ReadonlyMap<string, V> =>
    lazySection(cache, index.section(name), make);
  const semantic = (resourceType: string): Manifest['metrics'] =>
    new LazyMap(
      idsOf((type) => type === resourceType),
      (id) => semanticFromDict(dictOf(id), spanOf(id)),
    );
  const manifest: Manifest = {
    projectName,
    adapterType,
    nodes: new LazyMap(idsOf(hasCode), (id) => nodeFromDict(dictOf(id), spanOf(id))),
    sources: new LazyMap(
      idsOf((type) => type === 'source'),
      (id) => sourceFromDict(dictOf(id), spanOf(id)),
    ),
    exposures: new LazyMap(
      idsOf((type) => type === 'exposure'),
      (id) => exposureFromDict(dictOf(id), spanOf(id)),
    ),
    unitTests: new LazyMap(
      idsOf((type) => type === 'unit_test'),
      (id) => unitTestFromDict(dictOf(id), spanOf(id)),
    ),
    semanticModels: semantic('semantic_model'),
    metrics: semantic('metric'),
    savedQueries: semantic('saved_query'),
    macros: new LazyMap(
      () => index.macros,
      (id) => macroFromDict(dictOf(id)),
    ),
    docs: section('docs', docFromDict),
    groups: section('groups', groupFromDict),
    disabled: section('disabled', (list) => (list as unknown[]).map(graphNodeFromDict)),
    get selectors() {
      return cache.json(index.section('selectors')!) as Manifest['selectors'];
    },
  };
  return { manifest, records, dictOf };
}

/** A whole section, read when it is first asked for anything. */
function lazySection<V>(
  cache: CacheFile,
  slice: Slice | undefined,
  make: (dict: unknown) => V,
): ReadonlyMap<string, V> {
  let map: ReadonlyMap<string, V> | undefined;
  const load = (): ReadonlyMap<string, V> => {
    map ??= new Map(
      Object.entries(slice ? (cache.json(slice) as Record<string, unknown>) : {}).map(([key, dict]) => [
        key,
        make(dict),
      ]),
    );
    return map;
  };
  return new Proxy(new Map<string, V>(), {
    get: (_, name) => {
      const value = Reflect.get(load(), name, load());
      return typeof value === 'function' ? value.bind(load()) : value;
    },
  });
}
