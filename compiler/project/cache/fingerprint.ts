import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PackageConfig, ProjectConfig } from '../../config/types.js';
import type { SourceTree } from '../../load/tree.js';

/** `[path, mtime in ms, size]` of a file, by which an unchanged one is known. */
export type FileStamp = readonly [path: string, modified: number, size: number];

/** A file written this shortly before the cache may have been written again since without looking different. */
const RACY_MILLISECONDS = 20;

/** Everything besides files and environment variables that decides what parsing gives. */
export function configKey(config: ProjectConfig): string {
  const { flags, profile, cliVars, selectors } = config;
  const content = {
    program: stampOf(fileURLToPath(import.meta.url)),
    packages: [config.root, ...config.packages].map(packageKey),
    profile: [profile.profileName, profile.targetName, profile.adapterType, profile.output, profile.threads],
    flags: [flags.behavior, flags.storeFailures, flags.printerWidth, flags.maximumSeedSizeMib],
    cliVars,
    selectors,
  };
  return createHash('sha1').update(JSON.stringify(content)).digest('hex');
}

function packageKey(pkg: PackageConfig): object {
  const { file, ...rest } = pkg;
  return { ...rest, file: file.text };
}

/** The stamps of all files of a project, in order of discovery. */
export function stampsOf(tree: SourceTree): FileStamp[] {
  const out: FileStamp[] = [];
  for (const { byKind } of tree) {
    for (const entries of Object.values(byKind)) for (const entry of entries) out.push(stampOf(entry.absolutePath));
  }
  return out;
}

function stampOf(path: string): FileStamp {
  const stats = statSync(path, { throwIfNoEntry: false });
  return [path, stats?.mtimeMs ?? 0, stats?.size ?? -1];
}

/** Paths whose stamps differ; undefined if files were added or removed (or changed their kind). */
export function changedFiles(
  before: readonly FileStamp[],
  now: readonly FileStamp[],
  written: number,
): string[] | undefined {
  if (before.length !== now.length) return undefined;
  const changed: string[] = [];
  for (let i = 0; i < now.length; i++) {
    const [path, modified, size] = now[i]!;
    const [pathBefore, modifiedBefore, sizeBefore] = before[i]!;
    if (path !== pathBefore) return undefined;
    if (modified !== modifiedBefore || size !== sizeBefore || modified > written - RACY_MILLISECONDS)
      changed.push(path);
  }
  return changed;
}

/** A view of environment variables that remembers which were asked for, by a hash of what they were: values may be confidential. */
export function recordingEnvironment(env: ProjectConfig['env']): {
  readonly env: ProjectConfig['env'];
  readonly read: Map<string, string | null>;
} {
  const read = new Map<string, string | null>();
  const recording = new Proxy(env, {
    get: (target, name) => {
      // Who serialises the configuration reads no variable.
      if (typeof name !== 'string' || name === 'toJSON') return undefined;
      const value = Reflect.get(target, name) as string | undefined;
      if (!read.has(name)) read.set(name, hashOf(value));
      return value;
    },
    ownKeys: (target) => Reflect.ownKeys(target),
  });
  return { env: recording, read };
}

export function hashOf(value: string | undefined): string | null {
  return value === undefined ? null : createHash('sha1').update(value).digest('hex');
}
