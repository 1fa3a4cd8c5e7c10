import type { Adapter } from '../../adapters/types.js';
import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { ProjectConfig } from '../../config/types.js';
import type { SourceTree } from '../../load/tree.js';
import { type MacroEntry, MacroIndex } from '../../render/macro-index.js';
import { CountingSink, ParseMemo } from '../memo.js';
import type { BuiltinPackage } from './builtin.js';
import { callsOf, resolveCalls } from './dependencies.js';
import { builtinMacros, entriesOf, loadMacros } from './load.js';
import type { MacroSource } from './macro-node.js';

/** How templates of a project find these macros. Macros of a package that stands in are added to `sources` when it is asked for. */
export function indexMacros(
  sources: MacroSource[],
  config: ProjectConfig,
  adapter: Adapter,
  builtins: readonly BuiltinPackage[],
): MacroIndex {
  const present = new Set([config.root, ...config.packages].map((pkg) => pkg.name));
  const standIn = (builtin: BuiltinPackage) => (): MacroEntry[] => {
    const found = builtinMacros(builtin);
    sources.push(...found);
    return entriesOf(found);
  };
  return new MacroIndex(entriesOf(sources), {
    rootPackage: config.root.name,
    internalPackages: builtins.filter((b) => !b.standsIn).map((b) => b.name),
    standIns: new Map(builtins.filter((b) => b.standsIn && !present.has(b.name)).map((b) => [b.name, standIn(b)])),
    dispatch: config.root.dispatch,
    adapterPrefixes: adapter.macroPrefixes,
    packagesReplaceBuiltins:
      config.flags.behavior.require_explicit_package_overrides_for_builtin_materializations === false,
  });
}

/** Takes in what stands in for packages that macros name which nobody called: the manifest says what they depend on. */
export function takeInNamed(sources: readonly MacroSource[], index: MacroIndex): void {
  const names = index.untakenStandIns();
  if (names.length === 0) return;
  for (const source of sources) {
    if (source.prepared || !names.some((name) => source.block.text.includes(name))) continue;
    const { name, packageName } = { name: source.block.macroName, packageName: source.packageName };
    resolveCalls(callsOf(source.macro.facts()), { name, packageName }, index);
  }
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
