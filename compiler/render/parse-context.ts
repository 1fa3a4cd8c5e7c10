import type { Json } from '../base/json.js';
import type { Template } from '../jinja/index.js';
import { CaptureCollector, type Captures } from './captures.js';
import { type ParseScope, parseMembers } from './members/parse.js';
import { type NamedNode, NameGenerator, type NameKind } from './node-names.js';
import { contextOf, type ScopeContext } from './scope.js';
import type { RenderServices } from './services.js';
import { capturesOf, StaticEffects } from './static-effects.js';
import { TestArguments } from './test-arguments.js';

/** What is known of a node before its template was evaluated. Database, schema and alias are preliminary. */
export interface ParseNode {
  readonly uniqueId: string;
  readonly name: string;
  readonly resourceType: string;
  readonly packageName: string;
  readonly path: string;
  readonly originalFilePath: string;
  readonly fqn: readonly string[];
  readonly database: string;
  readonly schema: string;
  readonly alias: string;
  /** The `model` variable; made when a template asks for it. */
  readonly dict?: () => Readonly<Record<string, unknown>>;
  /** Arguments of a generic test as written (`test_metadata.kwargs`). */
  readonly testArguments?: Readonly<Record<string, Json>>;
}

/** Evaluates templates while nothing is linked and no database is asked. Changes nothing: it returns what it captured. */
export interface ParseRenderer {
  /** Throws TemplateError, or an error that carries a QuernError as its cause. */
  capture(template: Template, node: ParseNode): Captures;
  /** What `generate_<kind>_name(custom, node)` answers, trimmed. `dict` is what the macro sees of the node. */
  generateName(
    kind: NameKind,
    custom: string | null,
    node: NamedNode,
    dict: () => Readonly<Record<string, unknown>>,
  ): string | null;
}

export function createParseRenderer(services: RenderServices): ParseRenderer {
  const contexts = new Map<string, ScopeContext>();
  const names = new NameGenerator(services, (packageName) => {
    let context = contexts.get(packageName);
    if (!context) contexts.set(packageName, (context = namingContext(services, packageName)));
    return context;
  });
  const effects = new Map<string, StaticEffects>();
  const effectsFor = (packageName: string): StaticEffects => {
    let found = effects.get(packageName);
    if (!found) effects.set(packageName, (found = staticEffectsOf(services, packageName)));
    return found;
  };
  return {
    capture: (template, node) => {
      const told = node.testArguments ? undefined : template.effects(effectsFor(node.packageName));
      return told ? capturesOf(told) : evaluateCaptures(services, template, node);
    },
    generateName: (kind, custom, node, dict) => names.generate(kind, custom, node, dict),
  };
}

/** Tells what templates of a package refer to, where evaluating them is not needed to know it. */
export function staticEffectsOf(services: RenderServices, packageName: string): StaticEffects {
  let context: ScopeContext | undefined;
  return new StaticEffects(services, packageName, () => (context ??= namingContext(services, packageName)));
}

/** What evaluating the template notes, whether its syntax tree tells as much or not. */
export function evaluateCaptures(services: RenderServices, template: Template, node: ParseNode): Captures {
  const collector = new CaptureCollector();
  const context = parseScopeContext(services, node, collector);
  if (node.testArguments)
    context.define('_dbt_generic_test_kwargs', new TestArguments().render(node.testArguments, context));
  const output = template.render(context, { undefined: 'lenient' });
  return collector.finish(output.text);
}

function parseScopeContext(services: RenderServices, node: ParseNode, collector: CaptureCollector): ScopeContext {
  const scope: ParseScope = {
    services,
    packageName: node.packageName,
    execute: false,
    nodeId: node.uniqueId,
    label: `${node.resourceType} ${node.name} (${node.originalFilePath})`,
    threadId: 'MainThread',
    context: () => context,
    note: (kind, name) => void (kind === 'var' ? collector.vars : collector.env).add(name),
    node,
    collector,
  };
  const context: ScopeContext = contextOf(scope, parseMembers, (uniqueId) => collector.macros.add(uniqueId));
  return context;
}

/** The context of naming macros, which belong to no node. */
function namingContext(services: RenderServices, packageName: string): ScopeContext {
  const node: ParseNode = {
    uniqueId: '',
    name: '',
    resourceType: '',
    packageName,
    path: '',
    originalFilePath: '',
    fqn: [],
    database: services.target.database,
    schema: services.target.schema,
    alias: '',
  };
  return parseScopeContext(services, node, new CaptureCollector());
}
