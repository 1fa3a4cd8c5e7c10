import { statSync } from 'node:fs';
import type { PackageConfig } from '../config/types.js';
import { readEntry } from '../load/read.js';
import { seedChecksum } from '../load/text.js';
import type { FileEntry } from '../load/tree.js';
import type { CompilableNode, SeedNode } from '../manifest/types.js';
import type { ParseEnvironment } from './environment.js';
import { addHookReferences } from './hooks.js';
import { commonNode, layersOf, type Mutable, NO_CAPTURES, type NodeBody, type NodeHead } from './node.js';
import { patchOf } from './properties/patch.js';

/** A seed from its file's path and content; one above the size limit is known by its path alone, as in dbt. */
export function parseSeed(env: ParseEnvironment, entry: FileEntry, pkg: PackageConfig): SeedNode | undefined {
  const parts = entry.path.replace(/\.csv$/i, '').split('/');
  const name = parts[parts.length - 1]!;
  const head: NodeHead = {
    kind: 'seed',
    uniqueId: `seed.${pkg.name}.${name}`,
    resourceType: 'seed',
    name,
    packageName: pkg.name,
    path: entry.path,
    originalFilePath: entry.originalPath,
    fqn: [pkg.name, ...parts],
  };
  const checksum = checksumOf(env, entry);
  if (!checksum) {
    env.failed.add(name);
    return undefined;
  }
  const property = env.properties.match('seeds', pkg.name, name);
  const patch = property && patchOf(property, env.yaml, env.sink);
  const body: NodeBody = { rawCode: '', checksum, captures: NO_CAPTURES, ...(patch ? { patch } : {}) };
  const resolved = env.configs.resolve('seed', pkg.name, head.fqn, layersOf(body));
  const node = commonNode(env, head, body, resolved) as Mutable<SeedNode>;
  node.rootPath = pkg.root;
  addHookReferences(env, head, body, node);
  return env.names.assign(node) ? node : undefined;
}

function checksumOf(env: ParseEnvironment, entry: FileEntry): CompilableNode['checksum'] | undefined {
  const mebibytes = env.config.flags.maximumSeedSizeMib;
  // As in dbt, 0 is no limit.
  const limit = mebibytes === 0 ? Number.POSITIVE_INFINITY : mebibytes * 1024 * 1024;
  const size = statSync(entry.absolutePath, { throwIfNoEntry: false })?.size ?? 0;
  if (size > limit) return { name: 'path', checksum: entry.originalPath };
  const file = readEntry(entry, env.sink);
  return file && { name: 'sha256', checksum: seedChecksum(file.text) };
}
