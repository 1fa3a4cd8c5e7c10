import { stringifyFloats } from '../base/float-json.js';
import type { Json } from '../base/json.js';
import type { Template } from '../jinja/index.js';
import { type PyDict, textOf, type Value } from '../jinja/values/index.js';
import type { CompilableNode } from '../manifest/types.js';
import type { MacroIndex } from './macro-index.js';
import type { HoldsFor } from './node-reads.js';
import { PrintingMacros } from './printing-macros.js';
import { isTemplate } from './test-arguments.js';
import { RelationValue } from './values/relation.js';

/** The name by which the template of a generic test knows its arguments. */
export const TEST_KWARGS = '_dbt_generic_test_kwargs';

/** The text of tests that differ only in arguments that are printed: literal pieces, and between them the names of arguments. */
interface TestPlan {
  readonly pieces: readonly string[];
  readonly holes: readonly string[];
  readonly holdsFor: HoldsFor;
}

/** The plans of one kind of test with the same other arguments. */
interface Plans {
  readonly made: TestPlan[];
  /** No further one need be tried. */
  hopeless: boolean;
}

/** A generic test to be compiled. */
export interface PlannedTest {
  readonly node: CompilableNode;
  readonly template: Template;
  /** As the properties file has them. */
  readonly written: Readonly<Record<string, Json>>;
  /** Evaluated. */
  readonly args: PyDict;
  /** Evaluates the template with these texts in place of arguments, in a context of its own; undefined if that needs more than reading. */
  readonly evaluate: (
    replaced: ReadonlyMap<string, string>,
  ) => { readonly text: string; readonly holdsFor: HoldsFor | undefined } | undefined;
}

/** So many plans of one kind, which differ in what their nodes are configured to. */
const MOST_PLANS = 4;

/**
 * Texts of generic tests without evaluating each: most tests of a kind differ only in names that their macros print. Which arguments
 * are only printed is told by the syntax trees of the macros; the template is then evaluated once with marks in their places.
 * All else that the evaluation read holds for another test as well, or the plan is not used for it.
 */
export class TestPlans {
  readonly #plans = new Map<string, Plans>();
  readonly #printed = new Map<string, ReadonlySet<string> | null>();
  readonly #macros = new Map<string, PrintingMacros>();

  constructor(private readonly macros: MacroIndex) {}

  /** The test's text; undefined if it has to be evaluated. */
  textOf(test: PlannedTest): string | undefined {
    const { node, written, args } = test;
    const kind = `${node.packageName}\0${test.template.file.text}`;
    const printed = this.#printedOf(kind, test);
    if (!printed) return undefined;
    let key = kind;
    for (const name in written) {
      const isHole = printed.has(name);
      if (isHole ? !isPrintable(args.get(name)!) : !isConstant(written[name]!)) return undefined;
      key += isHole ? `\0${name}` : `\0${name}=${stringifyFloats(written[name])}`;
    }
    let plans = this.#plans.get(key);
    if (!plans) this.#plans.set(key, (plans = { made: [], hopeless: false }));
    const plan = plans.made.find(({ holdsFor }) => holdsFor(node)) ?? make(plans, printed, test);
    return plan && filled(plan, args);
  }

  #printedOf(kind: string, { node, template }: PlannedTest): ReadonlySet<string> | null {
    let printed = this.#printed.get(kind);
    if (printed === undefined) {
      let macros = this.#macros.get(node.packageName);
      if (!macros) this.#macros.set(node.packageName, (macros = new PrintingMacros(this.macros, node.packageName)));
      try {
        printed = template.printedKeys(TEST_KWARGS, macros.find) ?? null;
      } catch {
        // Evaluating it says what is wrong with a macro's syntax.
        printed = null;
      }
      this.#printed.set(kind, printed);
    }
    return printed;
  }
}

function make(plans: Plans, printed: ReadonlySet<string>, { written, evaluate }: PlannedTest): TestPlan | undefined {
  if (plans.hopeless) return undefined;
  const names = Object.keys(written).filter((name) => printed.has(name));
  const evaluated = evaluate(new Map(names.map((name) => [name, `\0argument ${name}\0`])));
  plans.hopeless = !evaluated?.holdsFor || plans.made.length + 1 >= MOST_PLANS;
  if (!evaluated?.holdsFor) return undefined;
  const parts = evaluated.text.split(/\0argument ([^\0]*)\0/);
  const plan = {
    pieces: parts.filter((_, i) => i % 2 === 0),
    holes: parts.filter((_, i) => i % 2 === 1),
    holdsFor: evaluated.holdsFor,
  };
  plans.made.push(plan);
  return plan;
}

function filled({ pieces, holes }: TestPlan, args: PyDict): string {
  let text = pieces[0]!;
  for (let i = 0; i < holes.length; i++) text += textOf(args.get(holes[i]!)!) + pieces[i + 1]!;
  return text;
}

/** Values that have no other text than the one that is printed wherever they are. */
function isPrintable(value: Value): boolean {
  return typeof value === 'string' || typeof value === 'number' || value instanceof RelationValue;
}

/** An argument whose value is the same in every context. */
function isConstant(value: Json): boolean {
  if (typeof value === 'string') return !isTemplate(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isConstant);
}
