import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { Block, Macro } from '../../jinja/index.js';
import type { JsonObject, MacroArgument, MacroNode } from '../../manifest/types.js';
import type { MacroIndex } from '../../render/macro-index.js';
import { isRecord } from '../config/merge.js';
import { macroArguments } from '../diagnostics.js';
import type { PropertyEntry } from '../properties/entries.js';
import { callsOf, type MacroCall, resolveCalls } from './dependencies.js';

/** What the node of a macro is made from. `parameters` and `calls` need its text parsed: they are asked for when somebody reads them. */
export interface MacroSource {
  readonly uniqueId: string;
  readonly packageName: string;
  readonly path: string;
  readonly block: Block;
  readonly macro: Macro;
  /** Definitions in `tests/generic` show no arguments in the manifest (as in dbt). */
  readonly showsArguments: boolean;
  readonly prepared?: { readonly parameters: readonly string[]; readonly calls: readonly MacroCall[] };
}

export interface MacroPatch {
  readonly entry: PropertyEntry;
  readonly description: string;
  readonly arguments: readonly MacroArgument[];
}

const DOCS = { show: true, node_color: null };

/** The manifest's node of a macro. Its arguments and what it depends on are worked out when they are first read. */
export function macroNode(
  source: MacroSource,
  index: MacroIndex,
  patch: MacroPatch | undefined,
  createdAt: number,
): MacroNode {
  const { block } = source;
  const value = patch?.entry.value ?? {};
  const config = isRecord(value.config) ? value.config : {};
  const meta = {
    ...(isRecord(value.meta) ? value.meta : {}),
    ...(isRecord(config.meta) ? config.meta : {}),
  } as JsonObject;
  const docs = {
    ...DOCS,
    ...(isRecord(value.docs) ? value.docs : {}),
    ...(isRecord(config.docs) ? config.docs : {}),
  } as MacroNode['docs'];
  let macros: readonly string[] | undefined;
  let listed: readonly MacroArgument[] | undefined = patch && patch.arguments.length > 0 ? patch.arguments : undefined;
  return {
    uniqueId: source.uniqueId,
    resourceType: 'macro',
    name: block.macroName,
    packageName: source.packageName,
    path: source.path,
    originalFilePath: source.path,
    fqn: [source.packageName, block.macroName],
    span: block.nameSpan,
    macroSql: block.text,
    description: patch?.description ?? '',
    meta,
    docs,
    patchPath: patch ? patch.entry.patchPath : null,
    supportedLanguages: block.kind === 'materialization' ? (block.supportedLanguages ?? ['sql']) : null,
    config: {},
    createdAt,
    get arguments() {
      listed ??= source.showsArguments
        ? parametersOf(source).map((name) => ({ name, type: null, description: '' }))
        : [];
      return listed;
    },
    get dependsOn() {
      macros ??= resolveCalls(
        source.prepared?.calls ?? callsOf(source.macro.facts()),
        { name: block.macroName, packageName: source.packageName },
        index,
      );
      return { macros };
    },
  };
}

/** Warns when a properties file lists other arguments than the definition has. */
export function checkArguments(source: MacroSource, patch: MacroPatch, sink: DiagnosticSink): void {
  if (patch.arguments.length === 0) return;
  const defined = parametersOf(source);
  const listed = patch.arguments.map((a) => a.name);
  if (defined.length === listed.length && defined.every((name, at) => name === listed[at])) return;
  sink.report(macroArguments({ name: source.block.name }, patch.entry.spanOf(['arguments'], 'key')));
}

function parametersOf(source: MacroSource): readonly string[] {
  if (source.block.kind === 'materialization') return ['supported_languages'];
  return source.prepared?.parameters ?? source.macro.parameters.map((p) => p.name);
}
