import { positionalArguments } from '../jinja/values/index.js';
import { callText } from './call-text.js';
import type { MacroEntry } from './macro-index.js';
import { NodeArgument, plainProperty } from './node-argument.js';
import type { ScopeContext } from './scope.js';
import type { RenderServices } from './services.js';

export type NameKind = 'schema' | 'alias' | 'database';

/** What the built-in naming rules look at. */
export interface NamedNode {
  readonly name: string;
  readonly packageName: string;
  readonly version?: string | number | null;
}

/** Answers of a macro by what it read of the node. */
interface Answers {
  readonly keys: readonly string[];
  readonly byValues: Map<string, string | null>;
}

/**
 * Names nodes by the project's `generate_<kind>_name` macros. Where the built-in macro holds, it is not evaluated at all; any
 * other is evaluated once for what it reads of the node, since nothing else can change its answer while a project is parsed.
 */
export class NameGenerator {
  readonly #macros = new Map<string, MacroEntry | null>();
  readonly #answers = new Map<string, Answers[]>();

  constructor(
    private readonly services: RenderServices,
    private readonly contextFor: (packageName: string) => ScopeContext,
  ) {}

  /** `dict` makes what the macro sees of the node. Throws what the macro throws. */
  generate(
    kind: NameKind,
    custom: string | null,
    node: NamedNode,
    dict: () => Readonly<Record<string, unknown>>,
  ): string | null {
    const macro = this.#macro(kind, node.packageName);
    if (macro === null) return this.#builtIn(kind, custom, node);
    const key = `${kind}\0${node.packageName}\0${custom ?? '\0'}`;
    const known = this.#answers.get(key) ?? [];
    for (const answers of known) {
      const answer = answers.byValues.get(valuesOf(node, answers.keys));
      if (answer !== undefined) return answer;
    }
    const argument = new NodeArgument(node, dict);
    const text = callText(this.contextFor(node.packageName).macros.bind(macro), positionalArguments(custom, argument));
    const answer = text === null ? null : text.trim();
    if (argument.touched) this.#remember(key, known, argument.touched, node, answer);
    return answer;
  }

  #remember(key: string, known: Answers[], keys: readonly string[], node: NamedNode, answer: string | null): void {
    const joined = keys.join();
    let answers = known.find((a) => a.keys.join() === joined);
    if (!answers) {
      known.push((answers = { keys, byValues: new Map() }));
      this.#answers.set(key, known);
    }
    answers.byValues.set(valuesOf(node, keys), answer);
  }

  /** Null: the built-in rule holds. */
  #macro(kind: NameKind, packageName: string): MacroEntry | null {
    const key = `${kind}\0${packageName}`;
    let found = this.#macros.get(key);
    if (found === undefined) {
      const entry = this.services.macros.generator(kind, packageName);
      found = entry && !this.#isBuiltIn(entry, kind) ? entry : null;
      this.#macros.set(key, found);
    }
    return found;
  }

  /** Whether the macro that holds is the built-in one and none of the macros that it dispatches to is replaced. */
  #isBuiltIn(entry: MacroEntry, kind: NameKind): boolean {
    const { macros, config } = this.services;
    if (!macros.isInternal(entry)) return false;
    const { entry: dispatched } = macros.dispatch(`generate_${kind}_name`, 'dbt', config.root.name);
    return !dispatched || (macros.isInternal(dispatched) && dispatched.name.startsWith('default__'));
  }

  #builtIn(kind: NameKind, custom: string | null, { name, version }: NamedNode): string {
    const { target } = this.services;
    const own = custom === null ? '' : custom.trim();
    if (kind === 'database') return own || target.database;
    if (kind === 'schema') return own ? `${target.schema}_${own}` : target.schema;
    if (own) return own;
    return version === null || version === undefined ? name : `${name}_v${String(version).replaceAll('.', '_')}`;
  }
}

function valuesOf(node: NamedNode, keys: readonly string[]): string {
  return keys.length === 0 ? '' : JSON.stringify(keys.map((key) => plainProperty(node, key)));
}
