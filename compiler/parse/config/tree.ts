import type { YamlPath } from '../../base/yaml/index.js';
import type { ConfigTreeName, PackageConfig } from '../../config/types.js';
import { type ConfigValues, configKey, isRecord } from './merge.js';

/** One folder of a configuration tree of a project file, prepared for matching by fqn. */
export interface TreeLevel {
  /** Of this level in all trees, for caching. */
  readonly id: number;
  readonly values: ConfigValues;
  readonly unrendered: ConfigValues;
  /** Keys as they stand in the file (`+tags`), by their names. */
  readonly writtenAs: ReadonlyMap<string, string>;
  readonly children: ReadonlyMap<string, TreeLevel>;
  /** From the tree's root: `['my_project', 'staging']`. */
  readonly path: readonly string[];
  readonly tree: ConfigTree;
}

export interface ConfigTree {
  readonly name: ConfigTreeName;
  readonly package: PackageConfig;
  readonly root: TreeLevel;
}

/**
 * Prepares one tree. A key with `+` is configuration; a key without is configuration unless its value is a mapping: then it
 * is a folder, a package or a file (dbt's rule; `meta` and the like need their `+`).
 */
export function compileTree(pkg: PackageConfig, name: ConfigTreeName, nextId: () => number): ConfigTree | undefined {
  const rendered = pkg.configTrees[name];
  if (!isRecord(rendered)) return undefined;
  const tree = { name, package: pkg } as { -readonly [K in keyof ConfigTree]: ConfigTree[K] };
  const visit = (level: Record<string, unknown>, raw: Record<string, unknown>, path: readonly string[]): TreeLevel => {
    const values: Record<string, unknown> = {};
    const unrendered: Record<string, unknown> = {};
    const writtenAs = new Map<string, string>();
    const children = new Map<string, TreeLevel>();
    const id = nextId();
    for (const key of Object.keys(level)) {
      const value = level[key];
      const original = Object.hasOwn(raw, key) ? raw[key] : value;
      if (!key.startsWith('+') && isRecord(value)) {
        children.set(key, visit(value, isRecord(original) ? original : {}, [...path, key]));
        continue;
      }
      const plain = key.startsWith('+') ? key.slice(1).trim() : key;
      values[configKey(plain)] = value;
      unrendered[plain] = original;
      writtenAs.set(configKey(plain), key);
    }
    return { id, values, unrendered, writtenAs, children, path, tree };
  };
  const raw = pkg.unrenderedConfigTrees[name];
  tree.root = visit(rendered, isRecord(raw) ? raw : rendered, []);
  return tree;
}

/** The levels that hold for an fqn, outermost first; levels without values are left out. */
export function levelsFor(tree: ConfigTree, fqn: readonly string[]): TreeLevel[] {
  const levels: TreeLevel[] = [];
  let level: TreeLevel | undefined = tree.root;
  for (let at = 0; level; at++) {
    if (level.writtenAs.size > 0) levels.push(level);
    const part = fqn[at];
    level = part === undefined ? undefined : level.children.get(part);
  }
  return levels;
}

/** The id of the last of these levels; -1 if there is none. */
export function innermostLevel(tree: ConfigTree, fqn: readonly string[]): number {
  let innermost = -1;
  let level: TreeLevel | undefined = tree.root;
  for (let at = 0; level; at++) {
    if (level.writtenAs.size > 0) innermost = level.id;
    const part = fqn[at];
    level = part === undefined ? undefined : level.children.get(part);
  }
  return innermost;
}

/** Where a value of a level stands in the project file. */
export function pathInFile(level: TreeLevel, key: string): YamlPath {
  const name = level.tree.name === 'data_tests' && !isDataTests(level.tree.package) ? 'tests' : level.tree.name;
  return [name, ...level.path, level.writtenAs.get(key) ?? key];
}

/** The tree of data tests may be called `tests` in the file. */
function isDataTests(pkg: PackageConfig): boolean {
  return /^['"]?data_tests['"]?\s*:/m.test(pkg.file.text);
}
