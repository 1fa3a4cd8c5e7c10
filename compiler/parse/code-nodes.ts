import { beginOf, type SourceFile } from '../base/source.js';
import { parseTemplate, type Template } from '../jinja/index.js';
import { codeChecksum } from '../load/text.js';
import type { FileEntry } from '../load/tree.js';
import type { AnalysisNode, TestNode } from '../manifest/types.js';
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
import { patchOf } from './properties/patch.js';

/** An analysis: compiled, never run. Its path starts with `analysis`, whatever its folder is called (as in dbt). */
export function parseAnalysis(
  env: ParseEnvironment,
  file: SourceFile,
  entry: FileEntry,
  packageName: string,
): ParsedNode<AnalysisNode> | undefined {
  return parseCode(env, file, entry, packageName, 'analysis');
}

/** A singular test: a query whose rows are failures. */
export function parseSingularTest(
  env: ParseEnvironment,
  file: SourceFile,
  entry: FileEntry,
  packageName: string,
): ParsedNode<TestNode> | undefined {
  const parsed = parseCode<TestNode>(env, file, entry, packageName, 'test');
  if (parsed)
    Object.assign(parsed.node, { testMetadata: null, columnName: null, fileKeyName: null, attachedNode: null });
  return parsed;
}

function parseCode<N extends AnalysisNode | TestNode>(
  env: ParseEnvironment,
  file: SourceFile,
  entry: FileEntry,
  packageName: string,
  kind: 'analysis' | 'test',
): ParsedNode<N> | undefined {
  const corrected = env.config.flags.behavior.require_corrected_analysis_fqns === true;
  const path = kind === 'analysis' && !corrected ? `analysis/${entry.path}` : entry.path;
  const parts = path.replace(/\.sql$/i, '').split('/');
  const name = parts[parts.length - 1]!;
  const head: NodeHead = {
    kind,
    uniqueId: `${kind}.${packageName}.${name}`,
    resourceType: kind,
    name,
    packageName,
    path,
    originalFilePath: entry.originalPath,
    fqn: [packageName, ...parts],
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
  const property = env.properties.match(kind === 'analysis' ? 'analyses' : 'data_tests', packageName, name);
  const patch = property && patchOf(property, env.yaml, env.sink);
  const body: NodeBody = {
    rawCode,
    checksum: { name: 'sha256', checksum: codeChecksum(file.text) },
    file,
    ...(patch ? { patch } : {}),
    ...evaluated,
  };
  const resolved = env.configs.resolve(kind, packageName, head.fqn, layersOf(body));
  const node = commonNode(env, head, body, resolved);
  if (kind === 'analysis') addHookReferences(env, head, body, node as Mutable<AnalysisNode>);
  return env.names.assign(node) ? { node: node as Mutable<N>, template } : undefined;
}
