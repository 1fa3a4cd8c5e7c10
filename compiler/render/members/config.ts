import { QuernError } from '../../base/diagnostics.js';
import { TemplateError } from '../../jinja/index.js';
import {
  bindArguments,
  type CallArguments,
  callValue,
  generatorFunction,
  hostFunction,
  PyCallable,
  PyDict,
  toValue,
  truthy,
  type Value,
} from '../../jinja/values/index.js';
import { configMissing, raisedByTemplate } from '../errors.js';
import type { NodeReads } from '../node-reads.js';

/** `config(a=1)` and `config({'a': 1})` as one record. Throws for other shapes. */
export function configArguments(args: CallArguments): Map<string, Value> {
  const out = new Map<string, Value>();
  if (args.positional.length > 0) {
    const [first] = args.positional;
    if (args.positional.length > 1 || args.named.size > 0 || !(first instanceof PyDict)) {
      throw new QuernError(
        raisedByTemplate({ message: 'Invalid inline model config: pass keyword arguments or one dictionary' }),
      );
    }
    for (const [key, value] of first.entries()) out.set(String(key), value);
  }
  for (const [key, value] of args.named) out.set(key, value);
  for (const [alias, key] of [
    ['pre_hook', 'pre-hook'],
    ['post_hook', 'post-hook'],
  ] as const) {
    const value = out.get(alias);
    if (value === undefined) continue;
    if (out.has(key)) {
      throw new QuernError(
        raisedByTemplate({ message: `Invalid config, has conflicting keys '${alias}' and '${key}'` }),
      );
    }
    out.delete(alias);
    out.set(key, value);
  }
  return out;
}

/** The `config` object of the parse phase: calls are captured, reads answer '' (nothing is known yet). */
export class ParseConfigValue extends PyCallable {
  override readonly typeName = 'ParseConfigObject';
  readonly name = 'config';

  constructor(private readonly capture: (values: Map<string, Value>) => void) {
    super();
  }

  call(args: CallArguments): Value {
    this.capture(configArguments(args));
    return '';
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'set') {
      return hostFunction('set', (args) => {
        const bound = bindArguments('set', args, ['name', 'value']);
        this.capture(new Map([[String(bound.name), bound.value!]]));
        return '';
      });
    }
    if (name === 'persist_relation_docs' || name === 'persist_column_docs') return hostFunction(name, () => false);
    if (READERS.has(name)) return hostFunction(name, () => '');
    return undefined;
  }
}

const READERS = new Set(['get', 'require', 'meta_get', 'meta_require']);

/** The `config` object of a node that is compiled or run: reads its effective configuration. */
export class RuntimeConfigValue extends PyCallable {
  override readonly typeName = 'RuntimeConfigObject';
  readonly name = 'config';
  #values: PyDict | undefined;

  constructor(
    private readonly nodeId: string,
    private readonly config: Readonly<Record<string, unknown>> | null,
    private readonly reads?: NodeReads,
  ) {
    super();
  }

  call(args: CallArguments): Value {
    configArguments(args);
    return '';
  }

  override getAttribute(name: string): Value | undefined {
    switch (name) {
      case 'set':
        return hostFunction('set', () => '');
      case 'get':
        return this.reader('get', (key) => this.lookup(key), false);
      case 'require':
        return this.reader('require', (key) => this.lookup(key), true);
      case 'meta_get':
        return this.reader('meta_get', (key) => this.lookupMeta(key), false);
      case 'meta_require':
        return this.reader('meta_require', (key) => this.lookupMeta(key), true);
      case 'persist_relation_docs':
        return hostFunction(name, () => this.persistDocs('relation'));
      case 'persist_column_docs':
        return hostFunction(name, () => this.persistDocs('columns'));
      default:
        return undefined;
    }
  }

  private values(): PyDict {
    this.#values ??= toValue(this.config ?? {}) as PyDict;
    return this.#values;
  }

  private lookup(key: string): Value | undefined {
    const { config } = this;
    this.reads?.setting(key, config?.[key]);
    if (config && Object.hasOwn(config, key) && !this.#values) {
      // A plain setting needs no dict of all.
      const plain = config[key];
      if (plain === null || typeof plain === 'string' || typeof plain === 'boolean') return plain;
    }
    const found = this.values().get(key);
    if (found !== undefined) return found;
    if (key === 'pre_hook' || key === 'post_hook') {
      this.reads?.more();
      return this.values().get(key.replace('_', '-'));
    }
    return undefined;
  }

  private lookupMeta(key: string): Value | undefined {
    this.reads?.more();
    const meta = this.values().get('meta');
    return meta instanceof PyDict ? meta.get(key) : undefined;
  }

  private persistDocs(what: string): Value {
    this.reads?.more();
    const docs = this.values().get('persist_docs') ?? null;
    if (docs === null) return false;
    if (docs instanceof PyDict) return docs.get(what) ?? false;
    throw new QuernError(
      raisedByTemplate({ message: `Invalid value provided for 'persist_docs'. Expected dict, got ${typeof docs}` }),
    );
  }

  private reader(name: string, find: (key: string) => Value | undefined, required: boolean): Value {
    const nodeId = this.nodeId;
    return generatorFunction(name, function* (args) {
      const bound = bindArguments(name, args, ['name', ...(required ? [] : (['default'] as const)), 'validator'], {
        default: null,
        validator: null,
      });
      const key = String(bound.name);
      const found = find(key);
      if (found === undefined && required) throw new QuernError(configMissing({ node: nodeId, name: key }));
      const value = found ?? bound.default ?? null;
      const validates =
        bound.validator !== null && bound.validator !== undefined && (required || bound.default !== null);
      if (validates) yield* callValue(bound.validator as Value, { positional: [value], named: new Map() });
      return value;
    });
  }
}

/** `validation.any[...]`: a validator that raises unless the value is one of the given ones or of the given types. */
export function validationAny(allowed: readonly Value[]): Value {
  return hostFunction('validate_any', (args) => {
    const value = args.positional[0] ?? null;
    const matches = allowed.some((a) => a === value || (a instanceof PyCallable && truthy(a) && typeMatches(a, value)));
    if (!matches)
      throw new TemplateError(
        'ValidationError',
        `Expected value "${String(value)}" to be one of ${allowed.map(String).join(',')}`,
      );
    return null;
  });
}

function typeMatches(type: PyCallable, value: Value): boolean {
  const kinds: Record<string, string> = { str: 'string', int: 'number', bool: 'boolean', float: 'number' };
  return kinds[type.name] === typeof value || (type.name === 'list' && Array.isArray(value));
}
