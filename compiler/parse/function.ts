import { beginOf, type SourceFile } from '../base/source.js';
import { parseTemplate, type Template } from '../jinja/index.js';
import { codeChecksum } from '../load/text.js';
import type { FileEntry } from '../load/tree.js';
import { NO_RETURNS } from '../manifest/functions.js';
import type { FunctionArgument, FunctionNode, FunctionOverload, FunctionReturns, Json } from '../manifest/types.js';
import { asList, isRecord, mergeUnrendered } from './config/merge.js';
import { functionProblem } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import { addHookReferences } from './hooks.js';
import { type ParsedNode, strippedRange } from './model.js';
import {
  commonNode,
  evaluateNode,
  layersOf,
  type Mutable,
  type NodeBody,
  type NodeHead,
  reportTemplate,
} from './node.js';
import type { PropertyEntry } from './properties/entries.js';
import { type NodePatch, patchOf } from './properties/patch.js';

const LANGUAGES = { py: 'python', js: 'javascript' } as const;

/** A user-defined function: its body from its file, its signature from the properties. Undefined: it failed, which was reported. */
export function parseFunction(
  env: ParseEnvironment,
  file: SourceFile,
  entry: FileEntry,
  packageName: string,
): ParsedNode<FunctionNode> | undefined {
  const folders = entry.path.split('/');
  const [, name, ending] = /^(.*)\.([^.]+)$/.exec(folders.pop()!)!;
  const language = LANGUAGES[ending!.toLowerCase() as keyof typeof LANGUAGES] ?? 'sql';
  const head: NodeHead = {
    kind: 'function',
    uniqueId: `function.${packageName}.${name}`,
    resourceType: 'function',
    name: name!,
    packageName,
    path: entry.path,
    originalFilePath: entry.originalPath,
    fqn: [packageName, ...folders, name!],
    span: beginOf(file),
  };
  const { rawCode, range } = strippedRange(file);
  let template: Template;
  try {
    template = parseTemplate(file, range, env.tags);
  } catch (error) {
    reportTemplate(env, error, head, file);
    return undefined;
  }
  const evaluated = evaluateNode(env, head, template, file);
  if (!evaluated) return undefined;
  const property = env.properties.match('functions', packageName, name!);
  const patch = property && withoutDescription(patchOf(property, env.yaml, env.sink));
  const body: NodeBody = {
    rawCode,
    language,
    checksum: { name: 'sha256', checksum: codeChecksum(file.text) },
    file,
    ...(patch ? { patch } : {}),
    ...evaluated,
  };
  const resolved = env.configs.resolve('function', packageName, head.fqn, layersOf(body));
  const node = commonNode(env, head, body, resolved) as Mutable<FunctionNode>;
  // As in dbt: what project files say is not among it.
  node.unrenderedConfig = layersOf(body).reduce(
    (all, layer) => (layer ? mergeUnrendered(all, layer.unrendered) : all),
    {} as Readonly<Record<string, unknown>>,
  ) as FunctionNode['unrenderedConfig'];
  const value = patch?.value ?? {};
  node.description = typeof property?.value.description === 'string' ? property.value.description : '';
  node.arguments = argumentsOf(value.arguments);
  node.returns = returnsOf(value.returns) ?? { data_type: NO_RETURNS, description: null };
  node.overloads = asList(value.overloads).filter(isRecord).map(overloadOf);
  addHookReferences(env, head, body, node);
  if (property && node.config.enabled) check(env, node, property);
  return env.names.assign(node) ? { node, template } : undefined;
}

/** dbt keeps a function's description as it is written. */
function withoutDescription(patch: NodePatch): NodePatch {
  return { ...patch, value: { ...patch.value, description: '' } };
}

/** Puts the bodies of overloads into their functions: their files are no functions of their own. Answers those that are left. */
export function absorbOverloads(
  env: ParseEnvironment,
  functions: readonly FunctionNode[],
  propertyOf: (node: FunctionNode) => PropertyEntry | undefined,
): FunctionNode[] {
  const byId = new Map(functions.map((node) => [node.uniqueId, node]));
  const owners = new Map<string, string>();
  const changed = new Map<string, FunctionNode>();
  for (const root of functions) {
    if (root.overloads.length === 0) continue;
    const bodies: FunctionNode[] = [];
    const overloads = root.overloads.map((overload, index) => {
      const id = `function.${root.packageName}.${overload.defined_in}`;
      const body = byId.get(id);
      const report = (message: string) =>
        env.sink.report(
          functionProblem({ message }, propertyOf(root)?.spanOf(['overloads', index, 'defined_in']), {
            nodeId: root.uniqueId,
          }),
        );
      const quoted = `'${overload.defined_in}' (defined_in)`;
      if (id === root.uniqueId)
        report(`Function '${root.name}' cannot list itself in overloads (defined_in: '${overload.defined_in}')`);
      else if (owners.has(id)) report(`Function overload ${quoted} is already used by '${owners.get(id)}'`);
      else if (!body) report(`Function overload ${quoted} not found: there is no file of that name in a function path`);
      else {
        owners.set(id, root.uniqueId);
        bodies.push(body);
        return { ...overload, raw_body: body.rawCode };
      }
      return overload;
    });
    changed.set(root.uniqueId, { ...root, overloads, ...references([root, ...bodies]) });
  }
  return functions.filter((node) => !owners.has(node.uniqueId)).map((node) => changed.get(node.uniqueId) ?? node);
}

/** What any of the bodies reads. */
function references(nodes: readonly FunctionNode[]): Pick<FunctionNode, 'refs' | 'sources' | 'functions'> {
  const once = <T>(items: readonly T[], keyOf: (item: T) => unknown[]): T[] => [
    ...new Map(items.map((item) => [JSON.stringify(keyOf(item)), item])).values(),
  ];
  return {
    refs: once(
      nodes.flatMap((n) => n.refs),
      (r) => [r.name, r.package, r.version],
    ),
    sources: once(
      nodes.flatMap((n) => n.sources),
      (s) => [s.source, s.table],
    ),
    functions: once(
      nodes.flatMap((n) => n.functions),
      (f) => [...f],
    ),
  };
}

function argumentsOf(value: unknown): FunctionArgument[] {
  return asList(value)
    .filter(isRecord)
    .map((argument) => ({
      name: String(argument.name),
      data_type: String(argument.data_type),
      description: textOrNull(argument.description),
      default_value: (argument.default_value ?? null) as Json,
    }));
}

function returnsOf(value: unknown): FunctionReturns | null {
  return isRecord(value) ? { data_type: String(value.data_type), description: textOrNull(value.description) } : null;
}

function overloadOf(value: Record<string, unknown>): FunctionOverload {
  return {
    defined_in: String(value.defined_in),
    arguments: argumentsOf(value.arguments),
    returns: returnsOf(value.returns),
    description: textOrNull(value.description),
    raw_body: null,
    compiled_body: null,
  };
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

function check(env: ParseEnvironment, node: FunctionNode, property: PropertyEntry): void {
  const report = (message: string, at: readonly (string | number)[]) =>
    env.sink.report(functionProblem({ message }, property.spanOf(at), { nodeId: node.uniqueId }));
  const first = node.arguments.findIndex((argument) => argument.default_value !== null);
  node.arguments.forEach((argument, index) => {
    if (first >= 0 && index > first && argument.default_value === null)
      report(
        `Non-defaulted argument '${argument.name}' of function '${node.name}' comes after a defaulted argument. Non-defaulted arguments cannot come after defaulted arguments.`,
        ['arguments', index],
      );
  });
  const { name, capabilities } = env.services.adapter;
  if (node.language !== 'javascript') return;
  const { javascriptFunctions: types } = capabilities;
  if (!types) report(`Function '${node.name}' uses JavaScript, which is not supported on '${name}'`, ['name']);
  else if (!types.includes(String(node.config.type)))
    report(`Function '${node.name}' is a JavaScript ${node.config.type} function and not supported on '${name}'`, [
      'name',
    ]);
}
