import type { Json } from '../base/json.js';
import type { Template } from '../jinja/index.js';
import { callText } from './call-text.js';
import { CaptureCollector, type Captures } from './captures.js';
import type { MacroEntry } from './macro-index.js';
import { configArguments } from './members/config.js';
import { parseMembers, type ParseScope } from './members/parse.js';
import { contextOf, type ScopeContext } from './scope.js';
import type { RenderServices } from './services.js';
import { type CallArguments, positionalArguments, toValue, type Value } from '../jinja/values/index.js';
import { renderTestArguments } from './test-arguments.js';

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

/** What the built-in naming rules look at. */
export interface NamedNode {
  readonly name: string;
  readonly packageName: string;
  readonly version?: string | number | null;
}

export type NameKind = 'schema' | 'alias' | 'database';

/** Evaluates templates while nothing is linked and no database is asked. Changes nothing: it returns what it captured. */
export interface ParseRenderer {
  /** Throws TemplateError, or an error that carries a QuernError as its cause. */
  capture(template: Template, node: ParseNode): Captures;
  /** What `generate_<kind>_name(custom, node)` answers, trimmed. `dict` is what the macro sees of the node. */
  generateName(kind: NameKind, custom: string | null, node: NamedNode, dict: () => Readonly<Record<string, unknown>>): string | null;
}

export function createParseRenderer(services: RenderServices): ParseRenderer {
  return {
    capture: (template, node) => staticCaptures(template) ?? evaluate(services, template, node),
    generateName: (kind, custom, node, dict) => generateName(services, kind, custom, node, dict),
  };
}

function evaluate(services: RenderServices, template: Template, node: ParseNode): Captures {
  const collector = new CaptureCollector();
  const context = parseScopeContext(services, node, collector);
  if (node.testArguments) context.define('_dbt_generic_test_kwargs', renderTestArguments(node.testArguments, context));
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

/** Captures of a template in which nothing has to be evaluated to know them; undefined for any other. */
export function staticCaptures(template: Template): Captures | undefined {
  const facts = template.facts();
  if (!facts.simple) return undefined;
  const collector = new CaptureCollector();
  for (const call of facts.calls) {
    const positional = call.positional.map((a) => a.value ?? null);
    if (call.name === 'ref') {
      const version = (call.named.get('v') ?? call.named.get('version'))?.value ?? null;
      const name = String(positional[positional.length - 1]);
      const packageName = positional.length > 1 ? String(positional[0]) : null;
      collector.refs.push({ name, package: packageName, version: version as string | number | null, span: call.span });
    } else if (call.name === 'source') {
      collector.sources.push({ source: String(positional[0]), table: String(positional[1]), span: call.span });
    } else if (call.name === 'config') {
      const named = new Map([...call.named].map(([key, argument]): [string, Value] => [key, argument.value ?? null]));
      collector.addConfig(configArguments({ positional, named }));
    } else if (call.name === 'var') {
      collector.vars.add(String(positional[0]));
    }
  }
  return collector.finish();
}

function generateName(
  services: RenderServices,
  kind: NameKind,
  custom: string | null,
  named: NamedNode,
  node: () => Readonly<Record<string, unknown>>,
): string | null {
  const { packageName } = named;
  const entry = services.macros.generator(kind, packageName);
  if (!entry || isBuiltInDefault(services, entry, kind)) return builtInName(services, kind, custom, named);
  const collector = new CaptureCollector();
  const dict = node();
  const scopeNode: ParseNode = {
    uniqueId: String(dict.unique_id ?? ''),
    name: String(dict.name ?? ''),
    resourceType: String(dict.resource_type ?? ''),
    packageName,
    path: String(dict.path ?? ''),
    originalFilePath: String(dict.original_file_path ?? ''),
    fqn: (dict.fqn as string[] | undefined) ?? [],
    database: services.target.database,
    schema: services.target.schema,
    alias: String(dict.name ?? ''),
    dict: node,
  };
  const context = parseScopeContext(services, scopeNode, collector);
  const args: CallArguments = positionalArguments(custom, nodeArgument(dict));
  const answer = callText(context.macros.bind(entry), args);
  return answer === null ? null : answer.trim();
}

function nodeArgument(dict: Readonly<Record<string, unknown>>): Value {
  return toValue(dict);
}

/** Whether the macro that holds is the built-in one and none of the macros that it dispatches to is replaced. */
function isBuiltInDefault(services: RenderServices, entry: MacroEntry, kind: NameKind): boolean {
  if (!services.macros.isInternal(entry)) return false;
  const answer = services.macros.dispatch(`generate_${kind}_name`, 'dbt', services.config.root.name);
  return answer.entry === undefined || (services.macros.isInternal(answer.entry) && answer.entry.name.startsWith('default__'));
}

/** What the built-in macros answer, without evaluating them for every node. */
function builtInName(services: RenderServices, kind: NameKind, custom: string | null, { name, version }: NamedNode): string {
  const own = custom === null ? '' : custom.trim();
  if (kind === 'database') return own || services.target.database;
  if (kind === 'schema') return own ? `${services.target.schema}_${own}` : services.target.schema;
  if (own) return own;
  return version === null || version === undefined ? name : `${name}_v${String(version).replaceAll('.', '_')}`;
}
