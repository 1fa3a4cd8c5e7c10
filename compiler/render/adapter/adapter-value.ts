import type { Adapter } from '../../adapters/types.js';
import {
  bindArguments,
  type CallArguments,
  generatorFunction,
  hostFunction,
  type PyCallable,
  PyObject,
  TemplateError,
  textOf,
  typeNameOf,
  type Value,
} from '../../jinja/values/index.js';
import { RelationClass } from '../values/relation-class.js';
import { columnMethods } from './columns.js';
import { constraintMethods } from './constraints.js';
import { BehaviorValue, configValue } from './facts.js';
import { AdapterHost } from './host.js';
import type { AdapterMethod } from './method.js';
import { namingMethods } from './naming.js';
import type { AdapterOptions } from './options.js';
import { queryMethods } from './queries.js';
import { relationMethods } from './relations.js';

const METHODS: ReadonlyMap<string, AdapterMethod> = new Map(
  Object.entries({ ...queryMethods, ...relationMethods, ...columnMethods, ...constraintMethods, ...namingMethods }),
);

/** `adapter` as templates see it: dbt's methods, and those that the target's adapter adds. */
export class AdapterValue extends PyObject {
  readonly typeName: string;
  readonly host: AdapterHost;

  constructor(options: AdapterOptions) {
    super();
    this.host = new AdapterHost(options);
    this.typeName = options.execute ? 'RuntimeDatabaseWrapper' : 'ParseDatabaseWrapper';
  }

  override getAttribute(name: string): Value | undefined {
    const { options } = this.host;
    const own = options.adapter.templateMethods;
    if (own && Object.hasOwn(own, name)) {
      const method = own[name]!;
      if (!options.execute && method.atParse) return answering(name, method.atParse);
      const { call, suspend } = method;
      return suspend
        ? generatorFunction(name, (args) => suspend(this.host, args))
        : hostFunction(name, (args) => call!(this.host, args));
    }
    const method = METHODS.get(name);
    if (method) return this.#bound(name, method);
    return this.#fact(name);
  }

  override repr(): string {
    return `<${this.typeName} object>`;
  }

  #bound(name: string, method: AdapterMethod): PyCallable {
    if (!this.host.options.execute && method.atParse) return answering(name, method.atParse);
    if ('suspend' in method) return generatorFunction(name, (args) => method.suspend(this.host, args));
    return hostFunction(name, (args) => method.call(this.host, args));
  }

  #fact(name: string): Value | undefined {
    const { options } = this.host;
    switch (name) {
      case 'dispatch':
        return hostFunction(name, (args) => dispatch(options, args));
      case 'type':
        return hostFunction(name, () => options.adapter.name);
      case 'Relation':
        return new RelationClass(this.host.relation, options.quoting);
      case 'behavior':
        return new BehaviorValue(options.config.flags.behavior);
      case 'config':
        return configValue(this.host);
      default:
        return undefined;
    }
  }
}

const HARMLESS: ReadonlySet<string> = new Set(['type', 'quote', 'quote_as_configured', 'Relation.create']);

/** Whether a method of `adapter` does nothing but answer while a project is parsed. */
export function inertAtParse(adapter: Adapter, name: string): boolean {
  const own = adapter.templateMethods;
  if (own && Object.hasOwn(own, name)) return own[name]!.atParse !== undefined;
  return HARMLESS.has(name) || METHODS.get(name)?.atParse !== undefined;
}

function answering(name: string, answer: () => Value): PyCallable {
  return hostFunction(name, () => answer());
}

function dispatch(options: AdapterOptions, args: CallArguments): Value {
  const bound = bindArguments('dispatch', args, ['macro_name', 'macro_namespace', 'packages'], {
    macro_namespace: null,
    packages: null,
  });
  const namespace = bound.macro_namespace;
  if (namespace !== null && typeof namespace !== 'string') {
    throw new TemplateError(
      'CompilationError',
      `In adapter.dispatch, got a "${typeNameOf(namespace)}" macro_namespace argument ("${textOf(namespace)}"), but macro_namespace should be None or a string.`,
    );
  }
  return options.dispatch(textOf(bound.macro_name), namespace);
}
