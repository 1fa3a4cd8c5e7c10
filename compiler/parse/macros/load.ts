import { SourceFile } from '../../base/source.js';
import { type Block, macroOf, scanBlocks } from '../../jinja/index.js';
import { readEntry } from '../../load/read.js';
import type { FileEntry, PackageFiles, SourceTree } from '../../load/tree.js';
import type { MacroEntry } from '../../render/macro-index.js';
import { diagnoseTemplateError } from '../../render/template-diagnostics.js';
import type { CountingSink, ParseMemo } from '../memo.js';
import { type BuiltinPackage, blockOf } from './builtin.js';
import type { MacroSource } from './macro-node.js';

const KINDS = new Set<Block['kind']>(['macro', 'test', 'materialization']);

/** Every macro, generic test and materialization of the project, its packages and the built-in packages. */
export function loadMacros(
  tree: SourceTree,
  builtins: readonly BuiltinPackage[],
  memo: ParseMemo,
  sink: CountingSink,
): MacroSource[] {
  const sources: MacroSource[] = [];
  const addFile = (files: PackageFiles, entry: FileEntry, wanted: (block: Block) => boolean): void => {
    const file = readEntry(entry, sink);
    if (!file) return;
    const make = (): MacroSource[] => macrosOf(file, files, entry, sink, wanted);
    sources.push(...memo.file(`${entry.kind} ${entry.displayPath}`, [file.text], sink, make));
  };
  for (const files of tree) {
    for (const entry of files.byKind.macro) addFile(files, entry, (block) => KINDS.has(block.kind));
    for (const entry of files.byKind['generic-test']) addFile(files, entry, (block) => block.kind === 'test');
  }
  for (const builtin of builtins) {
    if (!builtin.standsIn)
      sources.push(...memo.file(`builtin ${builtin.name}`, [], sink, () => builtinMacros(builtin)));
  }
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

function macrosOf(
  file: SourceFile,
  files: PackageFiles,
  entry: FileEntry,
  sink: CountingSink,
  wanted: (block: Block) => boolean,
): MacroSource[] {
  let blocks: Block[];
  try {
    blocks = scanBlocks(file);
  } catch (error) {
    for (const diagnostic of diagnoseTemplateError(error, { fallback: { file, start: 0, end: 1 } }))
      sink.report(diagnostic);
    return [];
  }
  return blocks
    .filter(wanted)
    .map((block) => sourceOf(block, files.package.name, entry.originalPath, entry.kind === 'macro'));
}

export function builtinMacros(builtin: BuiltinPackage): MacroSource[] {
  const into: MacroSource[] = [];
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
  return into;
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
