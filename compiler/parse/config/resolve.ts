import { type Diagnostic, type DiagnosticSink, QuernError } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { parseYaml, type YamlDocument, type YamlPath } from '../../base/yaml/index.js';
import type { PackageConfig, ProjectConfig } from '../../config/types.js';
import type { NodeConfig } from '../../manifest/types.js';
import { type KeyAliases, NO_ALIASES, withoutAliases } from './aliases.js';
import { badKeys, without } from './check.js';
import { type ConfigKind, TREE_OF, withDefaults } from './defaults.js';
import { type ConfigValues, mergeConfig, mergeUnrendered } from './merge.js';
import { type ConfigTree, compileTree, innermostLevel, levelsFor, pathInFile, type TreeLevel } from './tree.js';

/** What one place (a properties file, a template) says of a node's configuration. */
export interface ConfigLayer {
  /** By dbt's key names (`pre-hook`). */
  readonly values: ConfigValues;
  readonly unrendered: ConfigValues;
  /** Where the value of a key stands. */
  readonly spanOf: (key: string, what?: 'key' | 'value') => Span | undefined;
  /** What to say of keys with values of a wrong type. */
  readonly problems?: (badKeys: readonly string[]) => readonly Diagnostic[];
}

export interface ResolvedConfig {
  readonly config: NodeConfig;
  readonly unrendered: ConfigValues;
}

interface Values {
  readonly values: ConfigValues;
  readonly unrendered: ConfigValues;
}

interface Base {
  /** What the project file of the node's own package says. */
  readonly own: Values;
  /** Levels of the root project's file for a node of another package: they have the last word. */
  readonly over: readonly Values[];
  readonly resolved: ResolvedConfig;
  readonly all: Values;
}

/**
 * Effective configurations: the package's own project file, then the properties file, then the template's `config()`, then, for a node
 * of another package, the root project's file. Nodes without configuration of their own share one frozen object a folder.
 */
export class ConfigResolver {
  readonly #trees = new Map<string, readonly ConfigTree[]>();
  readonly #bases = new Map<string, Base>();
  readonly #projectFiles = new Map<string, YamlDocument | undefined>();
  #levels = 0;

  constructor(
    private readonly project: ProjectConfig,
    private readonly sink: DiagnosticSink,
    private readonly aliases: KeyAliases = NO_ALIASES,
  ) {}

  resolve(
    kind: ConfigKind,
    packageName: string,
    fqn: readonly string[],
    layers: readonly (ConfigLayer | undefined)[] = [],
  ): ResolvedConfig {
    const base = this.#base(kind, packageName, fqn);
    let { values, unrendered } = base.own;
    let changed = false;
    for (const layer of layers) {
      if (!layer || isEmpty(layer)) continue;
      changed = true;
      const own = withoutAliases(layer.values, this.aliases);
      const bad = badKeys(kind, own);
      if (bad.length > 0) for (const d of layer.problems?.(bad) ?? []) this.sink.report(d);
      values = mergeConfig(values, without(own, bad));
      unrendered = mergeUnrendered(unrendered, withoutAliases(layer.unrendered, this.aliases));
    }
    if (!changed) return base.resolved;
    const all = merged({ values, unrendered }, base.over);
    return { config: withDefaults(kind, all.values) as NodeConfig, unrendered: all.unrendered };
  }

  /** Values of the project files alone, without dbt's defaults: for resources that merge by rules of their own. `over` is said over everything else. */
  treeValues(kind: ConfigKind, packageName: string, fqn: readonly string[]): Pick<Base, 'own' | 'over'> {
    return this.#base(kind, packageName, fqn);
  }

  /** What the levels of project files say, each in the place of what is above it; `meta` adds up. Without hooks. */
  plainTreeValues(kind: ConfigKind, packageName: string, fqn: readonly string[]): ConfigValues {
    const levels = this.#treesOf(kind, packageName).flatMap((tree) => levelsFor(tree, fqn));
    const values: Record<string, unknown> = {};
    for (const level of levels) {
      const meta = { ...(values.meta as object | undefined), ...(level.values.meta as object | undefined) };
      Object.assign(values, level.values, { meta });
    }
    delete values['pre-hook'];
    delete values['post-hook'];
    return values;
  }

  /** Where the value that holds for a key comes from: the last layer that has it, else the innermost level of a project file. */
  originOf(
    kind: ConfigKind,
    packageName: string,
    fqn: readonly string[],
    layers: readonly (ConfigLayer | undefined)[],
    key: string,
  ): Span | undefined {
    const innermost = (own: boolean) => {
      const trees = this.#treesOf(kind, packageName).filter((tree) => (tree.package.name === packageName) === own);
      const level = trees.flatMap((tree) => levelsFor(tree, fqn)).findLast((l) => key in l.values);
      return level && this.#spanIn(level.tree.package, pathInFile(level, key));
    };
    const over = innermost(false);
    if (over) return over;
    for (const layer of [...layers].reverse()) if (layer && key in layer.values) return layer.spanOf(key);
    return innermost(true);
  }

  #base(kind: ConfigKind, packageName: string, fqn: readonly string[]): Base {
    const trees = this.#treesOf(kind, packageName);
    // The innermost level of each tree tells those around it.
    let key = kind as string;
    for (const tree of trees) key += `,${innermostLevel(tree, fqn)}`;
    let base = this.#bases.get(key);
    // What is wrong with the values of project files was said when they were read.
    if (!base) {
      const levelsOf = (own: boolean) =>
        trees.filter((tree) => (tree.package.name === packageName) === own).flatMap((tree) => levelsFor(tree, fqn));
      base = this.#makeBase(kind, levelsOf(true), levelsOf(false));
      this.#bases.set(key, base);
    }
    return base;
  }

  #makeBase(kind: ConfigKind, ownLevels: readonly TreeLevel[], overLevels: readonly TreeLevel[]): Base {
    const good = (level: TreeLevel): Values => {
      const values = withoutAliases(level.values, this.aliases);
      const unrendered = withoutAliases(level.unrendered, this.aliases);
      return { values: without(values, badKeys(kind, values)), unrendered };
    };
    const own = merged({ values: {}, unrendered: {} }, ownLevels.map(good));
    const over = overLevels.map(good);
    const all = merged(own, over);
    return {
      own,
      over,
      all,
      resolved: { config: withDefaults(kind, all.values) as NodeConfig, unrendered: all.unrendered },
    };
  }

  /** The node's own package's tree, then the root project's. */
  #treesOf(kind: ConfigKind, packageName: string): readonly ConfigTree[] {
    const name = TREE_OF[kind];
    const key = `${name}:${packageName}`;
    let trees = this.#trees.get(key);
    if (!trees) {
      const own = this.project.packages.find((p) => p.name === packageName);
      const packages = own ? [own, this.project.root] : [this.project.root];
      trees = packages.map((pkg) => this.#tree(pkg, kind)).filter((tree) => tree !== undefined);
      this.#trees.set(key, trees);
    }
    return trees;
  }

  readonly #compiled = new Map<string, ConfigTree | undefined>();

  #tree(pkg: PackageConfig, kind: ConfigKind): ConfigTree | undefined {
    const name = TREE_OF[kind];
    const key = `${name}:${pkg.name}`;
    if (this.#compiled.has(key)) return this.#compiled.get(key);
    const tree = compileTree(pkg, name, () => this.#levels++);
    this.#compiled.set(key, tree);
    return tree;
  }

  #spanIn(pkg: PackageConfig, path: YamlPath, what: 'key' | 'value' = 'value'): Span | undefined {
    if (!this.#projectFiles.has(pkg.name)) this.#projectFiles.set(pkg.name, readAgain(pkg));
    return this.#projectFiles.get(pkg.name)?.spanOf(path, what);
  }

  /** Places in project files, for other diagnostics about them. */
  spanInProjectFile(pkg: PackageConfig, path: YamlPath, what: 'key' | 'value' = 'value'): Span | undefined {
    return this.#spanIn(pkg, path, what);
  }

  /** All trees that were asked for, for the check of unused paths. */
  treesOfRoot(kinds: readonly ConfigKind[]): readonly ConfigTree[] {
    return [...new Set(kinds.map((kind) => this.#tree(this.project.root, kind)))].filter((tree) => tree !== undefined);
  }
}

function merged(base: Values, levels: readonly Values[]): Values {
  let { values, unrendered } = base;
  for (const level of levels) {
    values = mergeConfig(values, level.values);
    unrendered = mergeUnrendered(unrendered, level.unrendered);
  }
  return { values, unrendered };
}

function isEmpty(layer: ConfigLayer): boolean {
  for (const _ in layer.values) return false;
  for (const _ in layer.unrendered) return false;
  return true;
}

/** The project file was read before; its positions are only needed now. */
function readAgain(pkg: PackageConfig): YamlDocument | undefined {
  try {
    return parseYaml(pkg.file);
  } catch (error) {
    if (error instanceof QuernError) return undefined;
    throw error;
  }
}
