import { existsSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { environment } from '../config/dotenv.js';
import { profileFolders } from '../config/profile/profile.js';
import { findProjectRoot, PROJECT_FILES } from '../config/project/locate.js';
import type { Invocation, PackageConfig, ProjectConfig } from '../config/types.js';

/** Files beside the project file whose change can reach every node. */
const ROOT_FILES = [
  ...PROJECT_FILES,
  'packages.yml',
  'dependencies.yml',
  'package-lock.yml',
  'selectors.yml',
  'vars.yml',
  'profiles.yml',
  '.env',
  '.dbtignore',
];
/** Where resources usually are: watched while the project file cannot be read. */
const USUAL_FOLDERS = ['models', 'seeds', 'data', 'snapshots', 'analyses', 'analysis', 'tests', 'macros'];
const USUAL_OUTPUT = ['target', 'logs', 'dbt_packages', 'dbt_modules'];

/** What of the file system the project is made of. */
export interface WatchScope {
  /** Absolute path of the project. */
  readonly root: string;
  /** Folders to start from; what lies in them counts only if `watches` says so. */
  readonly starts: readonly string[];
  /** Whether a file belongs to the project, or a folder may lead to one. Without `stats` it is not known which of both it is. */
  watches(path: string, stats?: Stats): boolean;
  /** Whether a change of this file can reach every node. */
  reachesAll(path: string): boolean;
  /** Equal for scopes that watch the same. */
  readonly key: string;
}

/** The scope of a project that could be configured; of one that could not, the usual places. Throws QuernError where there is no project. */
export function scopeOf(invocation: Invocation, config: ProjectConfig | undefined): WatchScope {
  const env = config?.env ?? invocation.env;
  const root = config?.root.root ?? findProjectRoot(invocation, environmentOf(invocation));
  const profiles = profileFolders(invocation, env, root).map((folder) => join(folder, 'profiles.yml'));
  const files = [...ROOT_FILES.map((name) => join(root, name)), ...dotenvFiles(invocation.cwd), ...profiles];
  const folders: string[] = [];
  const outputs: string[] = [];
  if (config) {
    const installed = config.root.packagesInstallPath;
    for (const pkg of [config.root, ...config.packages]) {
      outputs.push(pkg.targetPath, pkg.logPath, pkg.packagesInstallPath);
      // A local package may be a link among the installed ones.
      const place = isInside(pkg.root, installed) ? realPath(pkg.root) : pkg.root;
      files.push(...PROJECT_FILES.map((name) => join(place, name)));
      // An installed package changes as a whole, by `deps`, which its project file tells. A local one is worked on.
      if (!isInside(place, realPath(installed))) folders.push(...resourceFolders(pkg, place));
    }
  } else {
    folders.push(...USUAL_FOLDERS.map((name) => join(root, name)));
    outputs.push(...USUAL_OUTPUT.map((name) => join(root, name)));
  }
  return createScope(root, [...new Set(folders)].sort(), [...new Set(files)].sort(), [...new Set(outputs)]);
}

function createScope(
  root: string,
  folders: readonly string[],
  files: readonly string[],
  outputs: readonly string[],
): WatchScope {
  const wanted = new Set(files);
  // Folders on the way from a start to what is wanted, so that what does not exist yet is noticed when it comes.
  const starts = outermost([root, ...[...folders, ...files.map(dirname)].filter((path) => existsSync(path))]);
  const onTheWay = new Set<string>(starts);
  for (const path of [...folders, ...files]) {
    for (let at = dirname(path); starts.some((start) => isInside(at, start)); at = dirname(at)) {
      onTheWay.add(at);
      if (dirname(at) === at) break;
    }
  }
  const isOutput = (path: string): boolean => outputs.some((output) => isInside(path, output));
  return {
    root,
    starts,
    key: [root, ...folders, ...files, ...outputs].join('\n'),
    watches(path, stats) {
      if (wanted.has(path) || onTheWay.has(path)) return true;
      if (!folders.some((folder) => isInside(path, folder)) || isOutput(path)) return false;
      return stats?.isFile() ? isSource(basename(path)) : !IGNORED_FOLDERS.has(basename(path));
    },
    reachesAll: (path) => wanted.has(path),
  };
}

const IGNORED_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules', '__pycache__']);
const SOURCE_ENDING = /\.(sql|py|csv|md|ya?ml)$/i;

/** Whether the project can have a file of this name: what editors leave beside a file (`.x.sql.swp`, `x.sql~`, `#x.sql#`) is none. */
function isSource(name: string): boolean {
  return SOURCE_ENDING.test(name) && !/^[.~#!]/.test(name);
}

function resourceFolders(pkg: PackageConfig, root: string): string[] {
  return Object.values(pkg.paths)
    .flat()
    .map((path) => resolve(root, path));
}

/** The `.env` that holds, and those that would if they were there. */
function dotenvFiles(cwd: string): string[] {
  const own = join(cwd, '.env');
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, '.env');
    if (existsSync(file)) return [own, file];
    if (dirname(folder) === folder) return [own];
  }
}

function environmentOf(invocation: Invocation): Invocation['env'] {
  try {
    return environment(invocation.cwd, invocation.env);
  } catch {
    return invocation.env;
  }
}

function outermost(folders: readonly string[]): string[] {
  const unique = [...new Set(folders)];
  return unique.filter((folder) => !unique.some((other) => other !== folder && isInside(folder, other))).sort();
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
