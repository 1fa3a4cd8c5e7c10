import { SourceFile, type Span, spanWithin } from '../base/source.js';
import { parseTemplate, type Template } from '../jinja/index.js';
import type { CompilableNode, Hook, NodeConfig, RefCall, SourceCall } from '../manifest/types.js';
import type { Captures } from '../render/captures.js';
import { seedDepends } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import { CountingSink } from './memo.js';
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
  const originOf = (key: string) =>
    env.configs.originOf(head.kind, head.packageName, head.fqn, layersOf(body), key) ?? head.span;
  const found = (['pre-hook', 'post-hook'] as const).flatMap((key) =>
    hooksOf(node.config, key).flatMap((hook) => captured(env, head, hook, () => originOf(key)) ?? []),
  );
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
  const span = originOf(key);
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

function hooksOf(config: NodeConfig, key: 'pre-hook' | 'post-hook'): Hook[] {
  return (config[key] as Hook[] | undefined) ?? [];
}

function captured(
  env: ParseEnvironment,
  head: NodeHead,
  { sql }: Hook,
  origin: () => Span | undefined,
): Captures | undefined {
  if (!/\{[{%]/.test(sql)) return undefined;
  const file = new SourceFile('hook', sql);
  // What is wrong with a hook is wrong where it was configured.
  const placed: ParseEnvironment = {
    ...env,
    sink: new CountingSink({
      report: (d) => {
        const place = d.span?.file.path === 'hook' ? origin() : undefined;
        env.sink.report(place ? { ...d, span: spanWithin(d.span!, place) } : d);
      },
    }),
  };
  try {
    return captureNode(placed, head, env.hooks.of(sql), file);
  } catch (error) {
    reportTemplate(placed, error, head, file);
    return undefined;
  }
}
