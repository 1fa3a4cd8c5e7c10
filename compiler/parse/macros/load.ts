import type { DiagnosticSink } from '../../base/diagnostics.js';
import { SourceFile } from '../../base/source.js';
import { type Block, macroOf, scanBlocks } from '../../jinja/index.js';
import { readEntry } from '../../load/read.js';
import type { FileEntry, PackageFiles, SourceTree } from '../../load/tree.js';
import type { MacroEntry } from '../../render/macro-index.js';
import { diagnoseTemplateError } from '../../render/template-diagnostics.js';
import { type BuiltinPackage, blockOf } from './builtin.js';
import type { MacroSource } from './macro-node.js';

const KINDS = new Set<Block['kind']>(['macro', 'test', 'materialization']);

/** Every macro, generic test and materialization of the project, its packages and the built-in packages. */
export function loadMacros(tree: SourceTree, builtins: readonly BuiltinPackage[], sink: DiagnosticSink): MacroSource[] {
  const sources: MacroSource[] = [];
  for (const files of tree) {
    for (const entry of files.byKind.macro) addFile(sources, files, entry, sink, (block) => KINDS.has(block.kind));
    for (const entry of files.byKind['generic-test'])
      addFile(sources, files, entry, sink, (block) => block.kind === 'test');
  }
  for (const builtin of builtins) addBuiltin(sources, builtin);
  return sources;
}

/** What templates call. */
export function entriesOf(sources: readonly MacroSource[]): MacroEntry[] {
  return sources.map(({ uniqueId, packageName, block, macro }) => ({
    uniqueId,
    packageName,
    name: block.macroName,
    macro,
  }));
}

function addFile(
  into: MacroSource[],
  files: PackageFiles,
  entry: FileEntry,
  sink: DiagnosticSink,
  wanted: (block: Block) => boolean,
): void {
  const file = readEntry(entry, sink);
  if (!file) return;
  let blocks: Block[];
  try {
    blocks = scanBlocks(file);
  } catch (error) {
    for (const diagnostic of diagnoseTemplateError(error, { fallback: { file, start: 0, end: 1 } }))
      sink.report(diagnostic);
    return;
  }
  for (const block of blocks.filter(wanted))
    into.push(sourceOf(block, files.package.name, entry.originalPath, entry.kind === 'macro'));
}

function addBuiltin(into: MacroSource[], builtin: BuiltinPackage): void {
  for (const { path, text, macros } of builtin.files()) {
    const shown = `macros/${path}`;
    const file = new SourceFile(`${builtin.name}/${shown}`, text);
    if (!macros) {
      for (const block of scanBlocks(file)) into.push(sourceOf(block, builtin.name, shown, true));
      continue;
    }
    for (const prepared of macros)
      into.push({ ...sourceOf(blockOf(prepared, file), builtin.name, shown, true), prepared });
  }
}

function sourceOf(block: Block, packageName: string, path: string, showsArguments: boolean): MacroSource {
  return {
    uniqueId: `macro.${packageName}.${block.macroName}`,
    packageName,
    path,
    block,
    macro: macroOf(block),
    showsArguments,
  };
}
