import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export interface StagedFile {
  /** From the stage's root on, with slashes. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

/** Files of stages: a folder a stage, which lasts as long as the server. */
export class Stages {
  /** What COPY has loaded, by table and file, so that nothing is loaded twice. */
  readonly loaded = new Set<string>();

  constructor(private readonly root: string) {}

  /** Takes a file that is sent under a name of the wire, `stage/path/file`. */
  write(wireName: string, content: Uint8Array): void {
    const path = this.pathOf(wireName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  has(wireName: string): boolean {
    return existsSync(this.pathOf(wireName));
  }

  /** Throws for a name that leads out of the folder of stages. */
  pathOf(wireName: string): string {
    const path = join(this.root, wireName);
    if (relative(this.root, path).startsWith('..')) throw new Error(`No file of a stage: ${wireName}`);
    return path;
  }

  /** The files whose names begin with `prefix`, by name. A stage elsewhere on this disk is told by its folder. */
  list(stage: string, prefix: string, folder = this.pathOf(stage)): StagedFile[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? (entry as unknown as { path: string }).path, entry.name))
      .map((path) => ({ path, name: relative(folder, path).split(sep).join('/') }))
      .filter(({ name }) => name.startsWith(prefix))
      .map((file) => ({ ...file, size: statSync(file.path).size, modified: Math.floor(statSync(file.path).mtimeMs) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  remove(file: StagedFile): void {
    rmSync(file.path, { force: true });
  }

  drop(stage: string): void {
    rmSync(this.pathOf(stage), { recursive: true, force: true });
  }
}
