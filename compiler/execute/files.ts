import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { QuernError } from '../base/diagnostics.js';
import { systemFailure } from '../base/system-error.js';
import type { Batch } from '../manifest/batch.js';
import type { ResourceBase } from '../manifest/types.js';
import { cannotWrite } from './diagnostics.js';

type Located = Pick<ResourceBase, 'packageName' | 'path' | 'originalFilePath' | 'resourceType' | 'name'> & {
  readonly batch?: Batch;
};

/**
 * Writes target/compiled and target/run. Synchronously, as that takes half the processor time of the asynchronous calls
 * (0.06 ms a file); each directory is made once.
 */
export class TargetFiles {
  readonly #made = new Set<string>();
  /** Of each node that was asked for: its file, relative to `compiled` and `run`. */
  readonly #places = new WeakMap<Located, string>();
  /** As messages and artifacts show it: what a path begins with. */
  readonly #shownTarget: string;

  constructor(
    /** Absolute. */
    readonly targetPath: string,
    /** Absolute; paths in messages are relative to it. */
    readonly projectRoot: string,
    private readonly writes = true,
  ) {
    const shown = relative(projectRoot, targetPath);
    this.#shownTarget = shown === '' ? '' : shown + sep;
  }

  /** The same paths, to which nothing is written. */
  unwritten(): TargetFiles {
    return new TargetFiles(this.targetPath, this.projectRoot, false);
  }

  compiledPath(node: Located): string {
    return this.#shown('compiled', node);
  }

  runPath(node: Located): string {
    return this.#shown('run', node);
  }

  /** Nothing is written for a node whose template came to nothing. */
  writeCompiled(node: Located, sql: string): void {
    if (sql !== '') this.#write('compiled', node, sql);
  }

  writeRun(node: Located, sql: string): void {
    this.#write('run', node, sql);
  }

  #shown(kind: 'compiled' | 'run', node: Located): string {
    return this.#shownTarget + kind + sep + this.#placeOf(node);
  }

  #placeOf(node: Located): string {
    let place = this.#places.get(node);
    if (place === undefined) this.#places.set(node, (place = join(node.packageName, targetFile(node))));
    return place;
  }

  #write(kind: 'compiled' | 'run', node: Located, text: string): void {
    if (!this.writes) return;
    const path = this.targetPath + sep + kind + sep + this.#placeOf(node);
    const folder = dirname(path);
    try {
      if (!this.#made.has(folder)) mkdirSync(folder, { recursive: true });
      this.#made.add(folder);
      writeFileSync(path, text);
    } catch (error) {
      throw new QuernError(
        cannotWrite({
          path: relative(this.projectRoot, path),
          reason: systemFailure(error)?.reason ?? (error as Error).message,
        }),
      );
    }
  }
}

/** A node of a file of its own keeps that file's path; one of many in a file, and any snapshot, gets a folder named as the file. */
function targetFile({ path, originalFilePath, resourceType, name, batch }: Located): string {
  // A folder named as the model, with a file a batch.
  if (batch) {
    const stem = originalFilePath.slice(0, -extname(originalFilePath).length);
    return join(stem, `${basename(stem)}_${batch.label}.sql`);
  }
  if (resourceType === 'snapshot') return join(originalFilePath, `${name}.sql`);
  return basename(path) === basename(originalFilePath) ? originalFilePath : join(originalFilePath, path);
}
