import { ReprState, reprOf, reprText } from './core.js';
import { PyObject, type Value } from './types.js';

/** What a host lets templates see of an object: these attributes and nothing else. Functions are called once, at first use. */
export class HostObject extends PyObject {
  readonly #attributes = new Map<string, Value | (() => Value)>();

  constructor(
    readonly typeName: string,
    attributes: Readonly<Record<string, Value | (() => Value)>>,
    private readonly options: { readonly text?: () => string; readonly repr?: () => string } = {},
  ) {
    super();
    for (const name of Object.keys(attributes)) this.#attributes.set(name, attributes[name]!);
  }

  attributeNames(): string[] {
    return [...this.#attributes.keys()];
  }

  override getAttribute(name: string): Value | undefined {
    const value = this.#attributes.get(name);
    if (typeof value !== 'function') return value;
    const made = value();
    this.#attributes.set(name, made);
    return made;
  }

  override toText(): string {
    return this.options.text?.() ?? this.repr();
  }

  override repr(): string {
    return this.options.repr?.() ?? `<${this.typeName} object>`;
  }
}

/** `namespace(…)`: attributes can be set by `{% set ns.x = … %}`. */
export class Namespace extends PyObject {
  readonly typeName = 'Namespace';
  readonly #attributes = new Map<string, Value>();

  override getAttribute(name: string): Value | undefined {
    return this.#attributes.get(name);
  }

  setAttribute(name: string, value: Value): void {
    this.#attributes.set(name, value);
  }

  override repr(state = new ReprState()): string {
    return state.enter(this, '<Namespace {...}>', () => {
      const parts = [...this.#attributes].map(([name, value]) => `${reprText(name)}: ${reprOf(value, state)}`);
      return `<Namespace {${state.join(parts)}}>`;
    });
  }
}
