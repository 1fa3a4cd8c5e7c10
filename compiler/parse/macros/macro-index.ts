import type { Adapter } from '../../adapters/types.js';
import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { ProjectConfig } from '../../config/types.js';
import type { SourceTree } from '../../load/tree.js';
import { MacroIndex } from '../../render/macro-index.js';
import { CountingSink, ParseMemo } from '../memo.js';
import type { BuiltinPackage } from './builtin.js';
import { entriesOf, loadMacros } from './load.js';
import type { MacroSource } from './macro-node.js';

/** How templates of a project find these macros. */
export function indexMacros(
  sources: readonly MacroSource[],
  config: ProjectConfig,
  adapter: Adapter,
  builtins: readonly BuiltinPackage[],
): MacroIndex {
  return new MacroIndex(entriesOf(sources), {
    rootPackage: config.root.name,
    internalPackages: builtins.map((b) => b.name),
    dispatch: config.root.dispatch,
    adapterPrefixes: adapter.macroPrefixes,
    packagesReplaceBuiltins:
      config.flags.behavior.require_explicit_package_overrides_for_builtin_materializations === false,
  });
}

/** The macros of a project whose nodes need not be parsed. */
export function loadMacroIndex(
  tree: SourceTree,
  config: ProjectConfig,
  adapter: Adapter,
  builtins: readonly BuiltinPackage[],
  sink: DiagnosticSink,
): MacroIndex {
  return indexMacros(loadMacros(tree, builtins, new ParseMemo(), new CountingSink(sink)), config, adapter, builtins);
}
