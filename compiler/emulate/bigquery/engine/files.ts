import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const MEMORY = ':memory:';

/** Where projects are kept: one in the file that was named, others in files of their own beside it, `<name>.<project>.duckdb`. */
export class Files {
  readonly temporary: string;
  readonly #stem: string;

  constructor(
    private readonly path: string,
    private readonly project: string,
  ) {
    this.temporary = `${path}.tmp`;
    this.#stem = basename(path).replace(/\.[^.]+$/, '');
  }

  of(project: string): string {
    return project === this.project ? this.path : join(dirname(this.path), `${this.#stem}.${project}.duckdb`);
  }

  /** Projects that there are files of, the first one included. */
  projects(): readonly string[] {
    const prefix = `${this.#stem}.`;
    const others = readdirSync(dirname(this.path))
      .filter((name) => name.startsWith(prefix) && name.endsWith('.duckdb') && name !== basename(this.path))
      .map((name) => name.slice(prefix.length, -'.duckdb'.length));
    return [this.project, ...others];
  }
}
