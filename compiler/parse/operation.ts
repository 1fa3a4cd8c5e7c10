import { basename } from 'node:path';
import { SourceFile } from '../base/source.js';
import type { PackageConfig } from '../config/types.js';
import { parseTemplate } from '../jinja/index.js';
import { codeChecksum } from '../load/text.js';
import type { OperationNode } from '../manifest/types.js';
import type { ParseEnvironment } from './environment.js';
import { addHookReferences } from './hooks.js';
import type { ParsedNode } from './model.js';
import {
  commonNode,
  evaluateNode,
  layersOf,
  type Mutable,
  type NodeBody,
  type NodeHead,
  reportTemplate,
} from './node.js';

/** The hooks of a project file as nodes: `on-run-start` and `on-run-end`, numbered. */
export function parseOperations(env: ParseEnvironment, pkg: PackageConfig): ParsedNode<OperationNode>[] {
  const checksum = codeChecksum(pkg.file.text);
  const all = [
    ['on-run-start', pkg.onRunStart],
    ['on-run-end', pkg.onRunEnd],
  ] as const;
  return all.flatMap(([when, hooks]) =>
    hooks.flatMap((sql, index) => {
      const parsed = parseHook(env, pkg, when, sql, index, hooks.length, checksum);
      return parsed ? [parsed] : [];
    }),
  );
}

function parseHook(
  env: ParseEnvironment,
  pkg: PackageConfig,
  when: string,
  rawCode: string,
  index: number,
  count: number,
  checksum: string,
): ParsedNode<OperationNode> | undefined {
  const name = `${pkg.name}-${when}-${index}`;
  // Where the hook stands literally in the project file, problems point into it.
  const at = pkg.file.text.indexOf(rawCode);
  const literal = rawCode !== '' && at >= 0;
  const file = literal ? pkg.file : new SourceFile(pkg.file.path, rawCode);
  const range = literal ? { start: at, end: at + rawCode.length } : { start: 0, end: rawCode.length };
  const whole = literal ? undefined : env.configs.spanInProjectFile(pkg, count > 1 ? [when, index] : [when]);
  const head: NodeHead = {
    kind: 'operation',
    uniqueId: `operation.${pkg.name}.${name}`,
    resourceType: 'operation',
    name,
    packageName: pkg.name,
    path: `hooks/${name}.sql`,
    originalFilePath: `./${basename(pkg.file.path)}`,
    fqn: [pkg.name, 'hooks', name],
    span: literal ? { file, ...range } : (whole ?? { file, ...range }),
  };
  try {
    const template = parseTemplate(file, range);
    const evaluated = evaluateNode(env, head, template, file);
    if (!evaluated) return undefined;
    const body: NodeBody = { rawCode, checksum: { name: 'sha256', checksum }, file, ...evaluated };
    const resolved = env.configs.resolve('operation', pkg.name, head.fqn, layersOf(body));
    const node = commonNode(env, head, body, resolved) as Mutable<OperationNode>;
    node.tags = [when, ...node.tags.filter((tag) => tag !== when)];
    node.index = index;
    // Its configuration is that of models, hooks of the project file included.
    addHookReferences(env, head, body, node);
    return env.names.assign(node) ? { node, template } : undefined;
  } catch (error) {
    reportTemplate(env, error, head, file);
    return undefined;
  }
}
