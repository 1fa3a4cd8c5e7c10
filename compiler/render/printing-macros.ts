import type { Callee, FindPrinting, PrintingMacro } from '../jinja/index.js';
import type { MacroEntry, MacroIndex } from './macro-index.js';

/** Finds the macros that templates of one package call, with what they only print. */
export class PrintingMacros {
  readonly #known = new Map<string, PrintingMacro | undefined>();

  constructor(
    private readonly macros: MacroIndex,
    private readonly packageName: string,
  ) {}

  readonly find: FindPrinting = (callee) => {
    const entry = this.#entryOf(callee);
    if (!entry) return undefined;
    const { uniqueId, macro } = entry;
    if (this.#known.has(uniqueId)) return this.#known.get(uniqueId);
    // A macro that calls itself is not told of.
    this.#known.set(uniqueId, undefined);
    const found = { parameters: macro.parameters.map(({ name }) => name), printed: macro.printed(this.find) };
    this.#known.set(uniqueId, found);
    return found;
  };

  /** As a context finds it (`MacroScope`). */
  #entryOf({ name, dispatched, namespace }: Callee): MacroEntry | undefined {
    const { macros, packageName } = this;
    if (dispatched) {
      const replaced = macros.find('adapter', packageName) ?? macros.hasNamespace('adapter');
      return replaced || name.includes('.') ? undefined : macros.dispatch(name, namespace, packageName).entry;
    }
    const dot = name.indexOf('.');
    const root = dot < 0 ? name : name.slice(0, dot);
    const own = macros.find(root, packageName);
    if (own && !(macros.hasNamespace(root) && macros.isInternal(own))) return dot < 0 ? own : undefined;
    return dot < 0 || !macros.hasNamespace(root) ? undefined : macros.inNamespace(root, name.slice(dot + 1));
  }
}
