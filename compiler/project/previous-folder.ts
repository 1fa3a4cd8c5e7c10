import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PreviousManifest, readPreviousManifest } from '../artifacts/previous/manifest.js';
import { once } from '../base/once.js';

/** A folder with artifacts of an earlier run; each is read when it is first asked for. */
export class PreviousFolder {
  readonly path: string;
  readonly manifest: () => PreviousManifest | undefined;

  /** @param shown as the command line has it: relative to the project */
  constructor(
    projectRoot: string,
    readonly shown: string,
  ) {
    this.path = resolve(projectRoot, shown);
    this.manifest = once(() => readPreviousManifest(...this.file('manifest.json')));
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  file(name: string): [path: string, shown: string] {
    return [join(this.path, name), join(this.shown, name)];
  }
}
