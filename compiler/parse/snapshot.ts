import { SourceFile } from '../base/source.js';
import { type Block, parseTemplate, scanBlocks, type Template } from '../jinja/index.js';
import { codeChecksum } from '../load/text.js';
import type { FileEntry } from '../load/tree.js';
import type { SnapshotNode } from '../manifest/types.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { snapshotConfig } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import { addHookReferences } from './hooks.js';
import type { ParsedNode } from './model.js';
import { evaluateNode, type Mutable, type NodeBody, type NodeHead, plainNode, reportTemplate } from './node.js';
import type { PropertyEntry } from './properties/entries.js';
import { patchOf } from './properties/patch.js';

/** The snapshots of a .sql file: one a `{% snapshot name %}` block. */
export function parseSnapshotFile(
  env: ParseEnvironment,
  file: SourceFile,
  entry: FileEntry,
  packageName: string,
): ParsedNode<SnapshotNode>[] {
  let blocks: Block[];
  try {
    blocks = scanBlocks(file);
  } catch (error) {
    for (const d of diagnoseTemplateError(error, { fallback: { file, start: 0, end: 1 } })) env.sink.report(d);
    return [];
  }
  const checksum = codeChecksum(file.text);
  const parts = entry.path.replace(/\.sql$/i, '').split('/');
  return blocks.flatMap((block) => {
    if (block.kind !== 'snapshot') return [];
    const head = headOf(block.name, packageName, entry.path, entry.originalPath, parts, block.nameSpan);
    const property = env.properties.match('snapshots', packageName, block.name);
    const parsed = parseOne(env, head, file, block.bodySpan, block.body, checksum, property);
    return parsed ? [parsed] : [];
  });
}

/** A snapshot that a properties file defines: `relation:` says of what. */
export function parseYamlSnapshot(env: ParseEnvironment, entry: PropertyEntry): ParsedNode<SnapshotNode> | undefined {
  env.properties.markMatched(entry);
  const { file, name, packageName } = entry;
  const relation = String(env.yaml.render(entry, entry.value.relation, ['relation']));
  const rawCode = `select * from ${/^\s*(ref|source)\s*\(/.test(relation) ? `{{ ${relation} }}` : relation}`;
  const source = new SourceFile(file.displayPath, rawCode);
  const folders = file.path.split('/').slice(0, -1);
  const head = headOf(name, packageName, `${name}.sql`, file.originalPath, folders, entry.nameSpan);
  return parseOne(
    env,
    head,
    source,
    { start: 0, end: rawCode.length },
    rawCode,
    codeChecksum(entry.nameSpan.file.text),
    entry,
  );
}

function headOf(
  name: string,
  packageName: string,
  path: string,
  originalFilePath: string,
  folders: readonly string[],
  span: NodeHead['span'],
): NodeHead {
  return {
    kind: 'snapshot',
    uniqueId: `snapshot.${packageName}.${name}`,
    resourceType: 'snapshot',
    name,
    packageName,
    path,
    originalFilePath,
    fqn: [packageName, ...folders, name],
    ...(span ? { span } : {}),
  };
}

function parseOne(
  env: ParseEnvironment,
  head: NodeHead,
  file: SourceFile,
  range: { readonly start: number; readonly end: number },
  rawCode: string,
  checksum: string,
  property: PropertyEntry | undefined,
): ParsedNode<SnapshotNode> | undefined {
  let template: Template;
  try {
    template = parseTemplate(file, range);
  } catch (error) {
    reportTemplate(env, error, head, file);
    return undefined;
  }
  const evaluated = evaluateNode(env, head, template, file);
  if (!evaluated) return undefined;
  const patch = property && patchOf(property, env.yaml, env.sink);
  const body: NodeBody = {
    rawCode,
    checksum: { name: 'sha256', checksum },
    file,
    ...(patch ? { patch } : {}),
    ...evaluated,
  };
  const node = plainNode(env, head, body) as SnapshotNode | undefined;
  if (!node) return undefined;
  addHookReferences(env, head, body, node as Mutable<SnapshotNode>);
  if (node.config.enabled) checkConfig(env, node);
  return { node, template };
}

/** What a snapshot cannot do without. */
function checkConfig(env: ParseEnvironment, { name, config, span, uniqueId }: SnapshotNode): void {
  const report = (message: string) => env.sink.report(snapshotConfig({ name, message }, span, { nodeId: uniqueId }));
  if (!config.strategy) report("must be configured with a 'strategy' ('timestamp', 'check' or one of your own)");
  if (!config.unique_key) report("must be configured with a 'unique_key'");
  if (config.strategy === 'timestamp' && !config.updated_at) report("the 'timestamp' strategy needs 'updated_at'");
  if (config.strategy === 'check' && !config.check_cols)
    report("the 'check' strategy needs 'check_cols' (a list of columns, or 'all')");
}
