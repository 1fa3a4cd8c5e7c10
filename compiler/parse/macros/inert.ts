import type { MacroEntry, MacroIndex } from '../../render/macro-index.js';
import type { MacroCall } from './dependencies.js';
import { callsOf } from './dependencies.js';
import type { MacroSource } from './macro-node.js';

/** Functions of the context that leave no trace: calling them while parsing changes nothing and tells nothing. */
const HARMLESS = new Set([
  'range',
  'dict',
  'namespace',
  'cycler',
  'joiner',
  'return',
  'var',
  'set',
  'zip',
  'set_strict',
  'zip_strict',
  'fromjson',
  'tojson',
  'fromyaml',
  'toyaml',
  'local_md5',
  'diff_of_two_dicts',
  'adapter.quote',
  'adapter.type',
  'config.get',
  'config.require',
  'config.meta_get',
  'api.Relation.create',
  'api.Column.translate_type',
  'var.has_var',
]);
/** Objects of the context: what else can be called on them may matter. A method of any other name is one of a local value. */
const OBJECTS = new Set([
  'adapter',
  'api',
  'builtins',
  'caller',
  'config',
  'context',
  'exceptions',
  'flags',
  'graph',
  'modules',
  'model',
  'target',
  'this',
  'kwargs',
  'varargs',
  'validation',
]);

/**
 * Knows macros that nobody notices at parse time: what they do, and what the macros do that they call, captures nothing, raises
 * nothing, logs nothing and reads no environment. A template that calls only such macros need not be evaluated to know what it
 * refers to.
 */
export class InertMacros {
  readonly #known = new Map<string, boolean>();
  readonly #sources: ReadonlyMap<string, MacroSource>;

  constructor(
    sources: readonly MacroSource[],
    private readonly index: MacroIndex,
  ) {
    this.#sources = new Map(sources.map((source) => [source.uniqueId, source]));
  }

  has(entry: MacroEntry): boolean {
    const known = this.#known.get(entry.uniqueId);
    if (known !== undefined) return known;
    // One that calls itself is as inert as the rest of it.
    this.#known.set(entry.uniqueId, true);
    const inert = this.#isInert(entry);
    this.#known.set(entry.uniqueId, inert);
    return inert;
  }

  #isInert(entry: MacroEntry): boolean {
    const calls = this.#sources.get(entry.uniqueId)?.prepared?.calls ?? callsOf(entry.macro.facts());
    // Unqualified names in a package's macro can lead to the root project's: that one must be inert too.
    return calls.every(
      (call) => this.#callIsInert(call, entry.packageName) && this.#callIsInert(call, this.index.options.rootPackage),
    );
  }

  /** Whether it takes all of these keyword arguments; evaluating it would raise otherwise. */
  takes(entry: MacroEntry, names: readonly string[]): boolean {
    const source = this.#sources.get(entry.uniqueId);
    const parameters = source?.prepared?.parameters ?? entry.macro.parameters.map((p) => p.name);
    return names.every((name) => parameters.includes(name));
  }

  #callIsInert(call: MacroCall, packageName: string): boolean {
    if (typeof call !== 'string') {
      const { entry } = this.index.dispatch(call.dispatch, call.namespace, packageName);
      return entry !== undefined && this.has(entry);
    }
    const dot = call.indexOf('.');
    const macro =
      dot < 0 ? this.index.find(call, packageName) : this.index.inNamespace(call.slice(0, dot), call.slice(dot + 1));
    if (macro) return this.has(macro);
    if (HARMLESS.has(call)) return true;
    if (dot < 0) return false;
    const root = call.slice(0, dot);
    return !OBJECTS.has(root) && !this.index.hasNamespace(root);
  }
}
