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

/** The macro that names nodes of a package, and what it has answered. */
interface Rule {
  readonly macro: MacroEntry;
  /** All that it does with the node's name is to print it. */
  readonly printsName: boolean;
  readonly answers: Map<string | null, Answers[]>;
}

/** Answers by what was read of the node. */
interface Answers {
  readonly keys: readonly string[];
  readonly byValues: Map<string, string | null>;
}

/** Stands for the name of any node: two of Unicode's noncharacters. */
const ANY_NAME = '\ufdd0\ufdd1';

/**
 * Names nodes by the project's `generate_<kind>_name` macros. Where the built-in macro holds, it is not evaluated at all; any
 * other is evaluated once for what it reads of the node, since nothing else can change its answer while a project is parsed.
 */
export class NameGenerator {
  /** By package; null: the built-in rule holds. */
  readonly #rules: Readonly<Record<NameKind, Map<string, Rule | null>>> = {
    schema: new Map(),
    alias: new Map(),
    database: new Map(),
  };

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
    const rule = this.#rule(kind, node.packageName);
    if (rule === null) return this.#builtIn(kind, custom, node);
    const known = rule.answers.get(custom);
    if (known)
      for (const answers of known) {
        const answer = answers.byValues.get(valuesOf(node, answers.keys));
        if (answer !== undefined) return named(answer, node);
      }
    const seen = rule.printsName ? { ...node, name: ANY_NAME } : node;
    const argument = new NodeArgument(seen, dict);
    const answer = this.#call(rule.macro, custom, node, argument);
    if (argument.touched) {
      const keys = rule.printsName ? argument.touched.filter((key) => key !== 'name') : argument.touched;
      remember(rule.answers, custom, keys, node, answer);
      return named(answer, node);
    }
    // What it was shown of the dict has the name.
    return (
      (rule.printsName ? this.#call(rule.macro, custom, node, new NodeArgument(node, dict)) : answer)?.trim() ?? null
    );
  }

  #call(macro: MacroEntry, custom: string | null, node: NamedNode, argument: NodeArgument): string | null {
    return callText(this.contextFor(node.packageName).macros.bind(macro), positionalArguments(custom, argument));
  }

  #rule(kind: NameKind, packageName: string): Rule | null {
    const rules = this.#rules[kind];
    let found = rules.get(packageName);
    if (found === undefined) {
      const macro = this.services.macros.generator(kind, packageName);
      found =
        macro && !this.#isBuiltIn(macro, kind) ? { macro, printsName: printsName(macro), answers: new Map() } : null;
      rules.set(packageName, found);
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

function printsName({ macro }: MacroEntry): boolean {
  try {
    return macro.onlyPrints(1, 'name');
  } catch {
    // Calling it says what is wrong with it.
    return false;
  }
}

/** The answer for a node of this name. */
function named(answer: string | null, { name }: NamedNode): string | null {
  return answer === null ? null : answer.replaceAll(ANY_NAME, () => name).trim();
}

function remember(
  all: Rule['answers'],
  custom: string | null,
  keys: readonly string[],
  node: NamedNode,
  answer: string | null,
): void {
  let known = all.get(custom);
  if (!known) all.set(custom, (known = []));
  const joined = keys.join();
  let answers = known.find((a) => a.keys.join() === joined);
  if (!answers) known.push((answers = { keys, byValues: new Map() }));
  answers.byValues.set(valuesOf(node, keys), answer);
}

function valuesOf(node: NamedNode, keys: readonly string[]): string {
  let out = '';
  for (const key of keys) {
    const value = plainProperty(node, key);
    out += typeof value === 'object' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
    out += '\0';
  }
  return out;
}
