import { SourceFile } from '../base/source.js';
import { parseTemplate, type Template } from '../jinja/index.js';
import type { CompilableNode, Hook, NodeConfig, RefCall, SourceCall } from '../manifest/types.js';
import type { Captures } from '../render/captures.js';
import { seedDepends } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import { captureNode, layersOf, type Mutable, type NodeBody, type NodeHead, reportTemplate } from './node.js';

/** Templates of hooks by their text: a project file gives one hook to many nodes. */
export class HookTemplates {
  readonly #parsed = new Map<string, Template>();

  /** Throws TemplateError. */
  of(sql: string): Template {
    let template = this.#parsed.get(sql);
    if (!template) this.#parsed.set(sql, (template = parseTemplate(new SourceFile('hook', sql))));
    return template;
  }
}

/** What a node's hooks refer to is what the node depends on. */
export function addHookReferences(
  env: ParseEnvironment,
  head: NodeHead,
  body: NodeBody,
  node: Mutable<CompilableNode>,
): void {
  const found = hooksOf(node.config).flatMap((hook) => captured(env, head, hook) ?? []);
  if (found.length === 0) return;
  const macros = new Set([...node.dependsOn.macros, ...found.flatMap((captures) => captures.macros)]);
  node.dependsOn = { ...node.dependsOn, macros: [...macros] };
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  for (const captures of found) {
    // A place in the hook's text is no place in a file.
    refs.push(...captures.refs.map(({ span: _, ...ref }) => ref));
    sources.push(...captures.sources.map(({ span: _, ...source }) => source));
  }
  if (refs.length === 0 && sources.length === 0) return;
  const key = (node.config['post-hook'] as readonly unknown[]).length > 0 ? 'post-hook' : 'pre-hook';
  const span = env.configs.originOf(head.kind, head.packageName, head.fqn, layersOf(body), key) ?? head.span;
  if (node.resourceType === 'seed') {
    if (refs.length > 0)
      env.sink.report(
        seedDepends({ name: node.name, refs: refs.map((ref) => ref.name) }, span, { nodeId: node.uniqueId }),
      );
    return;
  }
  const placed = span ? { span } : {};
  node.refs = [...node.refs, ...refs.map((ref) => ({ ...ref, ...placed }))];
  node.sources = [...node.sources, ...sources.map((source) => ({ ...source, ...placed }))];
}

function hooksOf(config: NodeConfig): Hook[] {
  return [
    ...((config['pre-hook'] as Hook[] | undefined) ?? []),
    ...((config['post-hook'] as Hook[] | undefined) ?? []),
  ];
}

function captured(env: ParseEnvironment, head: NodeHead, { sql }: Hook): Captures | undefined {
  if (!/\{[{%]/.test(sql)) return undefined;
  const file = new SourceFile(`hook of ${head.originalFilePath}`, sql);
  try {
    return captureNode(env, head, env.hooks.of(sql), file);
  } catch (error) {
    reportTemplate(env, error, head, file);
    return undefined;
  }
}
