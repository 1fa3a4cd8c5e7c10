import { PyDict, toValue, type Value } from '../jinja/values/index.js';

/** Names of a node's dict that are plain properties of it: reading one of these does not make the whole dict. */
const PROPERTIES: Readonly<Record<string, string>> = {
  name: 'name',
  version: 'version',
  resource_type: 'resourceType',
  package_name: 'packageName',
  unique_id: 'uniqueId',
  path: 'path',
  original_file_path: 'originalFilePath',
  fqn: 'fqn',
  tags: 'tags',
  meta: 'meta',
  config: 'config',
  unrendered_config: 'unrenderedConfig',
  patch_path: 'patchPath',
  group: 'group',
  language: 'language',
};

/** The value of such a name; undefined for one that the node does not have, or that only the dict tells. */
export function plainProperty(node: object, key: string): unknown {
  return isPlain(key) ? (node as Record<string, unknown>)[PROPERTIES[key]!] : undefined;
}

/** Whether a name of the dict is a plain property of the node (which it need not have). */
function isPlain(key: string): boolean {
  return Object.hasOwn(PROPERTIES, key);
}

/** The `node` that naming macros get: a dict that is made when more than plain properties are read. Remembers what was read. */
export class NodeArgument extends PyDict {
  readonly #touched = new Set<string>();
  #filled = false;

  constructor(
    private readonly node: object,
    private readonly dict: () => Readonly<Record<string, unknown>>,
  ) {
    super();
  }

  /** The plain properties that were read; undefined if the answer may depend on anything of the node. */
  get touched(): readonly string[] | undefined {
    return this.#filled ? undefined : [...this.#touched];
  }

  override get(key: Value): Value | undefined {
    if (!this.#filled && typeof key === 'string' && isPlain(key)) {
      const value = plainProperty(this.node, key);
      this.#touched.add(key);
      return value === undefined ? undefined : toValue(value);
    }
    return this.#fill().getStored(key);
  }

  override get size(): number {
    this.#fill();
    return super.size;
  }

  override has(key: Value): boolean {
    this.#fill();
    return super.has(key);
  }

  override keys(): IterableIterator<Value> {
    this.#fill();
    return super.keys();
  }

  override delete(key: Value): boolean {
    this.#fill();
    return super.delete(key);
  }

  private getStored(key: Value): Value | undefined {
    return super.get(key);
  }

  #fill(): this {
    if (this.#filled) return this;
    this.#filled = true;
    for (const [key, value] of Object.entries(this.dict())) super.set(key, toValue(value));
    return this;
  }
}
