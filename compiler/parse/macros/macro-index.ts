import type { Adapter } from '../../adapters/types.js';
import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { ProjectConfig } from '../../config/types.js';
import type { SourceTree } from '../../load/tree.js';
import { type MacroEntry, MacroIndex } from '../../render/macro-index.js';
import { CountingSink, ParseMemo } from '../memo.js';
import type { BuiltinPackage } from './builtin.js';
import { callsOf } from './dependencies.js';
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

/**
 * Packages for which something stands in that the project uses: whose macros a node has `called`, or a macro names that may never be called.
 * The latter are taken in.
 */
export function standInsInUse(
  sources: readonly MacroSource[],
  called: Iterable<readonly string[]>,
  index: MacroIndex,
): ReadonlySet<string> {
  const used = new Set<string>();
  // Their own macros, which name them, and built-in ones use none.
  const open = new Set(index.options.standIns?.keys());
  const use = (name: string): void => {
    if (open.delete(name)) used.add(name);
  };
  if (index.takenStandIns().length > 0) for (const ids of called) for (const id of ids) use(id.split('.')[1]!);
  for (const { prepared, packageName, block, macro } of sources) {
    if (prepared || index.options.standIns?.has(packageName) || ![...open].some((name) => block.text.includes(name)))
      continue;
    for (const call of callsOf(macro.facts()))
      use(typeof call === 'string' ? call.split('.')[0]! : (call.namespace ?? ''));
  }
  for (const name of used) index.namespace(name);
  return used;
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
