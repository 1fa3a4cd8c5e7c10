import { QuernError } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import type { Context } from '../jinja/index.js';
import {
  getAttribute,
  LazyDict,
  type PyCallable,
  type PyDict,
  PyObject,
  Undefined,
  type Value,
} from '../jinja/values/index.js';
import { dispatchArguments, dispatchNotFound } from './errors.js';
import { INTERNAL_NAMESPACE, type MacroEntry, type MacroIndex } from './macro-index.js';

/** Macros as values of one evaluation: each is bound to the evaluation's context when it is first looked up. */
export class MacroScope {
  readonly #bound = new Map<string, PyCallable>();
  readonly #replaced = new Map<string, PyCallable>();
  readonly #namespaces = new Map<string, MacroNamespaceValue>();

  constructor(
    readonly index: MacroIndex,
    readonly packageName: string,
    private readonly context: Context,
    /** Told the unique id of every macro that the node's own template calls. */
    private readonly onMacro?: (uniqueId: string) => void,
  ) {}

  /** A macro or a namespace of macros by the name that a template uses. */
  lookup(name: string): Value | undefined {
    const own = this.index.find(name, this.packageName);
    // A package's name goes before a built-in macro of the same name, after a macro of one's own.
    if (own && !(this.index.hasNamespace(name) && this.index.isInternal(own))) return this.bind(own);
    if (this.index.hasNamespace(name)) return this.namespace(name);
    return own ? this.bind(own) : undefined;
  }

  namespace(name: string): MacroNamespaceValue {
    let value = this.#namespaces.get(name);
    if (!value) this.#namespaces.set(name, (value = new MacroNamespaceValue(name, this)));
    return value;
  }

  /** Has something else called in a macro's place, by whatever name. */
  replace(entry: MacroEntry, value: PyCallable): void {
    this.#replaced.set(entry.uniqueId, value);
  }

  bind(entry: MacroEntry): PyCallable {
    const bound = this.#bound.get(entry.uniqueId);
    if (bound) return bound;
    const value = this.bindAnew(entry);
    this.#bound.set(entry.uniqueId, value);
    return value;
  }

  /** A value that equals no other one. */
  bindAnew(entry: MacroEntry): PyCallable {
    const replaced = this.#replaced.get(entry.uniqueId);
    if (replaced) return replaced;
    const plain = entry.packageName === this.packageName || entry.packageName === this.index.options.rootPackage;
    const display = plain ? entry.name : `${this.index.isInternal(entry) ? 'dbt' : entry.packageName}.${entry.name}`;
    const onMacro = this.onMacro;
    return entry.macro.bind(this.context, display, onMacro && (() => onMacro(entry.uniqueId)));
  }

  /** `adapter.dispatch(name, namespace)`. Throws QuernError if nothing is found. */
  dispatch(name: string, namespace: string | null): PyCallable {
    if (name.includes('.')) {
      const [first, ...rest] = name.split('.');
      throw new QuernError(
        dispatchArguments({
          message: `In adapter.dispatch, got a macro name of "${name}", but "." is not a valid macro name component. Did you mean \`adapter.dispatch("${rest.join('.')}", macro_namespace="${first}")\`?`,
        }),
      );
    }
    const answer = this.index.dispatch(name, namespace, this.packageName);
    if (answer.entry) return this.bind(answer.entry);
    const suffixes = this.index
      .names(this.packageName)
      .filter((n) => n.includes('__'))
      .map((n) => n.slice(n.indexOf('__') + 2));
    const near = closest(name, suffixes);
    throw new QuernError(dispatchNotFound({ name, namespace, attempts: answer.attempts, near }));
  }
}

/** `dbt_utils`, `dbt`, or the root project's own name: attributes are its macros, then a dict's methods, since it is a dict in dbt. */
export class MacroNamespaceValue extends PyObject {
  readonly typeName = 'MacroNamespace';

  constructor(
    readonly namespace: string,
    private readonly scope: MacroScope,
  ) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    const macro = this.getItem(name);
    if (macro !== undefined) return macro;
    const method = name.startsWith('_') ? undefined : getAttribute(this.#dict, name);
    return method instanceof Undefined ? undefined : method;
  }

  override getItem(key: Value): Value | undefined {
    const entry = typeof key === 'string' ? this.scope.index.inNamespace(this.namespace, key) : undefined;
    // As in dbt, `pkg.macro` is another object each time: `pkg.macro == pkg.macro` is false.
    return entry && this.scope.bindAnew(entry);
  }

  override adviceOn(missing: string): string | undefined {
    const { index } = this.scope;
    const near = closest(missing, index.namespace(this.namespace)?.keys() ?? []);
    if (near !== undefined) return `Did you mean '${this.namespace}.${near}'?`;
    const isBuiltin = index.inNamespace(INTERNAL_NAMESPACE, missing) !== undefined;
    return isBuiltin
      ? `The macro is built in: '${INTERNAL_NAMESPACE}.${missing}'`
      : `The package '${this.namespace}' has no macro of that name`;
  }

  override contains(item: Value): boolean {
    return typeof item === 'string' && this.scope.index.inNamespace(this.namespace, item) !== undefined;
  }

  override isMapping(): boolean {
    return true;
  }

  override iterate(): Iterable<Value> {
    return this.#dict.keys();
  }

  override length(): number {
    return this.#dict.size;
  }

  get #dict(): PyDict {
    const names = this.scope.index.namespace(this.namespace) ?? new Map<string, MacroEntry>();
    return new LazyDict([...names].map(([name, entry]) => [name, () => this.scope.bind(entry)]));
  }

  override repr(): string {
    return `<MacroNamespace ${this.namespace}>`;
  }
}
