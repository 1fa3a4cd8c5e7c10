import type { Json } from '../base/json.js';
import type { Context } from '../jinja/index.js';
import { LazyDict, type Value } from '../jinja/values/index.js';
import { MacroScope } from './macro-scope.js';
import type { RenderServices } from './services.js';

/** What the members of every phase may use. */
export interface Scope {
  readonly services: RenderServices;
  /** The package whose macros and vars hold. */
  readonly packageName: string;
  /** False while parsing: nothing may ask the database. */
  readonly execute: boolean;
  readonly nodeId: string | null;
  /** How messages call the node: `model orders (models/orders.sql)`. */
  readonly label: string;
  readonly threadId: string;
  /** The context of this evaluation, for functions that render or call macros. */
  readonly context: () => ScopeContext;
  /** Parse phase: notes what the result depends on. */
  readonly note?: (kind: 'var' | 'env', name: string, value: Json | undefined) => void;
}

/** Makes the value of one context name, at its first use. */
export type Member<S> = (scope: S) => Value;
export type MemberTable<S> = Readonly<Record<string, Member<S>>>;

/** Of Jinja's own, what gives another answer each time. */
const RANDOM: ReadonlySet<string> = new Set(['lipsum', 'random']);

/**
 * Names as dbt resolves them: macros of the node's package, the root project and the built-in library first, then the members
 * of the phase (so that a project can replace `ref` by a macro of its own; the original stays reachable as `builtins.ref`).
 */
export class ScopeContext implements Context {
  readonly macros: MacroScope;
  readonly #cache = new Map<string, Value | undefined>();
  /** What was looked up since `watch`. */
  #asked: Set<string> | undefined;

  constructor(
    readonly lookupMember: (name: string) => Value | undefined,
    services: RenderServices,
    packageName: string,
    onMacro?: (uniqueId: string) => void,
    private readonly memberNames: () => readonly string[] = () => [],
  ) {
    this.macros = new MacroScope(services.macros, packageName, this, onMacro);
  }

  /** Puts a name above everything else. */
  define(name: string, value: Value): void {
    this.#cache.set(name, value);
  }

  lookup(name: string): Value | undefined {
    this.#asked?.add(name);
    const cached = this.#cache.get(name);
    if (cached !== undefined || this.#cache.has(name)) return cached;
    const value = this.macros.lookup(name) ?? this.#member(name);
    this.#cache.set(name, value);
    return value;
  }

  /** A member may be None (`sql` before there is any), which is not the same as none. */
  #member(name: string): Value | undefined {
    const value = this.lookupMember(name);
    return value === undefined && name === 'context' ? this.#dict() : value;
  }

  /** From now on `readOnly` tells of what is looked up after this. */
  watch(): void {
    this.#asked = new Set();
  }

  /** Whether nothing was looked up so far but macros, these names, and names that the context does not have. */
  readOnly(names: ReadonlySet<string>): boolean {
    for (const name of this.#asked ?? this.#cache.keys()) {
      const value = this.#cache.get(name);
      if (RANDOM.has(name)) return false;
      if (value !== undefined && !names.has(name) && this.macros.lookup(name) !== value) return false;
    }
    return true;
  }

  /** The context as a template sees it under the name `context`: what it holds is made when it is taken out. */
  #dict(): Value {
    const { index, packageName } = this.macros;
    const names = new Set([...this.memberNames(), ...index.names(packageName), ...index.namespaces(), 'context']);
    return new LazyDict([...names].map((name) => [name, () => this.lookup(name) ?? null] as const));
  }
}

/** A context of the given members over macros. */
export function contextOf<S extends Scope>(
  scope: S,
  members: MemberTable<S>,
  onMacro?: (uniqueId: string) => void,
): ScopeContext {
  const lookup = (name: string): Value | undefined =>
    Object.hasOwn(members, name) ? members[name]!(scope) : undefined;
  return new ScopeContext(lookup, scope.services, scope.packageName, onMacro, () => Object.keys(members));
}
