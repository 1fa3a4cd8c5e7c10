import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { PackageConfig, ProjectConfig } from '../config/types.js';
import { compileIgnore, type IgnoreMatcher } from './ignore.js';
import type { FileEntry, FileKind, PackageFiles, SourceTree } from './tree.js';

/** Finds the files of the root project and of its packages. Reads folders only (and `.dbtignore`). */
export function discover(config: ProjectConfig): SourceTree {
  return [config.root, ...config.packages].map((pkg) => discoverPackage(pkg, config.root.root));
}

type Classify = (path: string, name: string) => FileKind | undefined;

const CLASSIFY: Readonly<Record<string, Classify>> = {
  models: (_path, name) => (hasEnding(name, '.sql') ? 'model' : hasEnding(name, '.py') ? 'python-model' : undefined),
  seeds: (_path, name) => (hasEnding(name, '.csv') ? 'seed' : undefined),
  snapshots: (_path, name) => (hasEnding(name, '.sql') ? 'snapshot' : undefined),
  analyses: (_path, name) => (hasEnding(name, '.sql') ? 'analysis' : undefined),
  // The folders `generic` and `fixtures` right below the test path are special; fixtures belong to unit tests.
  tests: (path, name) => {
    if (path.startsWith('fixtures/')) return hasEnding(name, '.sql') || hasEnding(name, '.csv') ? 'fixture' : undefined;
    if (!hasEnding(name, '.sql')) return undefined;
    return path.startsWith('generic/') ? 'generic-test' : 'test';
  },
  functions: (_path, name) =>
    ['.sql', '.py', '.js'].some((ending) => hasEnding(name, ending)) ? 'function' : undefined,
  macros: (_path, name) => (hasEnding(name, '.sql') ? 'macro' : undefined),
  docs: (_path, name) => (hasEnding(name, '.md') ? 'docs' : undefined),
};

const isProperties: Classify = (_path, name) =>
  hasEnding(name, '.yml') || hasEnding(name, '.yaml') ? 'properties' : undefined;

/** Paths whose YAML files hold properties. */
const PROPERTY_PATHS = ['models', 'seeds', 'snapshots', 'analyses', 'macros', 'tests', 'functions'] as const;

function discoverPackage(pkg: PackageConfig, projectRoot: string): PackageFiles {
  const wanted = new Map<string, Classify[]>();
  const want = (paths: readonly string[], classify: Classify) => {
    for (const path of paths) {
      const list = wanted.get(path) ?? [];
      if (!list.includes(classify)) list.push(classify);
      wanted.set(path, list);
    }
  };
  for (const [key, classify] of Object.entries(CLASSIFY))
    want(pkg.paths[key as keyof typeof pkg.paths] ?? [], classify);
  for (const key of PROPERTY_PATHS) want(pkg.paths[key] ?? [], isProperties);

  const byKind: Record<FileKind, FileEntry[]> = {
    model: [],
    'python-model': [],
    seed: [],
    snapshot: [],
    analysis: [],
    test: [],
    'generic-test': [],
    fixture: [],
    function: [],
    macro: [],
    docs: [],
    properties: [],
  };
  const seen = new Set<string>();
  const ignored = readIgnore(pkg.root);
  const rootDisplay = relative(projectRoot, pkg.root).split(sep).join('/');
  for (const [searchPath, classifiers] of wanted) {
    const base = searchPath.replace(/^\.\//, '').replace(/\/+$/, '');
    const folder = join(pkg.root, searchPath);
    const prefix = folder.endsWith(sep) ? folder : folder + sep;
    for (const path of walk(folder)) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      for (const classify of classifiers) {
        const kind = classify(path, name);
        if (!kind) continue;
        const originalPath = base === '' || base === '.' ? path : `${base}/${path}`;
        const key = `${kind}:${originalPath}`;
        if (seen.has(key) || ignored(originalPath)) continue;
        seen.add(key);
        byKind[kind].push({
          kind,
          absolutePath: prefix + (sep === '/' ? path : path.replaceAll('/', sep)),
          searchPath,
          path,
          originalPath,
          displayPath: rootDisplay === '' ? originalPath : `${rootDisplay}/${originalPath}`,
        });
      }
    }
  }
  return { package: pkg, byKind };
}

function readIgnore(root: string): IgnoreMatcher {
  const path = join(root, '.dbtignore');
  return existsSync(path) ? compileIgnore(readFileSync(path, 'utf8')) : () => false;
}

/** Files below a folder, relative to it, depth first in order of name. As in dbt: names that start with `.`, `~` or `#` are no files of the project, folders of such names are; links to files are followed, links to folders are not. */
function walk(root: string): string[] {
  const files: string[] = [];
  const visit = (folder: string, prefix: string) => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      return; // a search path that does not exist is empty
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.isDirectory()) visit(join(folder, entry.name), `${prefix}${entry.name}/`);
      else if (/^[.~#!]/.test(entry.name)) continue;
      else if (entry.isFile() || (entry.isSymbolicLink() && linksToFile(join(folder, entry.name)))) {
        files.push(prefix + entry.name);
      }
    }
  };
  visit(root, '');
  return files;
}

function linksToFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function hasEnding(name: string, ending: string): boolean {
  return name.length > ending.length && name.toLowerCase().endsWith(ending);
}
