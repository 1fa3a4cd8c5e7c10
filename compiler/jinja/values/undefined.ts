import { TemplateError } from '../errors.js';
import { reprOf, reprText, typeNameOf } from './core.js';
import { PyObject, type Value } from './types.js';

export interface UndefinedOptions {
  /** The whole message, where there is no name to speak of. */
  readonly hint?: string;
  readonly name?: Value;
  /** What the name was looked for in; absent for a variable. */
  readonly object?: Value;
  /** The exception upon use. */
  readonly kind?: 'UndefinedError' | 'SecurityError';
  /** dbt's parse-time behaviour: attributes, items and calls give an undefined value again. */
  readonly lenient?: boolean;
}

/** Modules of classes that are not built in. */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['Namespace', 'jinja2.utils'],
  ['Cycler', 'jinja2.utils'],
  ['Joiner', 'jinja2.utils'],
  ['Markup', 'markupsafe'],
  ['Macro', 'jinja2.runtime'],
  ['LoopContext', 'jinja2.runtime'],
  ['TemplateReference', 'jinja2.runtime'],
  ['Undefined', 'jinja2.runtime'],
  ['_GroupTuple', 'jinja2.filters'],
]);

function qualifiedName(object: Value): string {
  const name = typeNameOf(object);
  const module = MODULES.get(name);
  return module ? `${module}.${name}` : name;
}

/** Jinja's Undefined: empty text, false, no items; any other use is an error that names what is missing. */
export class Undefined extends PyObject {
  readonly typeName = 'Undefined';

  constructor(readonly options: UndefinedOptions = {}) {
    super();
  }

  get lenient(): boolean {
    return this.options.lenient === true;
  }

  /** The name that is missing; '' if there is none. */
  get name(): string {
    return typeof this.options.name === 'string' ? this.options.name : '';
  }

  get message(): string {
    const { hint, name, object } = this.options;
    if (hint) return hint;
    const shown = typeof name === 'string' ? reprText(name) : reprOf(name ?? null);
    if (object === undefined) return `${shown} is undefined`;
    const owner = object === null ? 'None' : `${qualifiedName(object)} object`;
    return typeof name === 'string'
      ? `${reprText(owner)} has no attribute ${shown}`
      : `${owner} has no element ${shown}`;
  }

  /** The error of any use that is not allowed. */
  error(): TemplateError {
    const { kind = 'UndefinedError', object } = this.options;
    const hint = object instanceof PyObject ? object.adviceOn(this.name) : undefined;
    return new TemplateError(kind, this.message, hint === undefined ? {} : { hint });
  }

  override getAttribute(name: string): Value | undefined {
    if (!this.lenient) throw this.error();
    return new Undefined({ ...this.options, name });
  }

  override getItem(_key: Value): Value | undefined {
    if (!this.lenient) throw this.error();
    return this;
  }

  override truthy(): boolean {
    return false;
  }

  override iterate(): Iterable<Value> {
    return [];
  }

  override length(): number {
    return 0;
  }

  override contains(): boolean {
    return false;
  }

  override equals(other: Value): boolean {
    return other instanceof Undefined;
  }

  override hashKey(): string {
    return 'undefined';
  }

  override toText(): string {
    return '';
  }

  override repr(): string {
    return 'Undefined';
  }
}
