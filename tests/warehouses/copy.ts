import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, call } from './call.js';
import { type BuiltNode, builtNodes, type Digest, digestsOf } from './digests.js';
import type { Site } from './site.js';
import type { Row, Warehouse } from './warehouse.js';

/** A node's outcome in run_results.json. */
export interface Outcome {
  readonly unique_id: string;
  readonly status: string;
  readonly message: string | null;
  readonly failures: number | null;
  readonly execution_time: number;
  readonly adapter_response: Readonly<Record<string, unknown>>;
}

/** A project's copy that days are delivered to and built in. */
export class WarehouseCopy {
  constructor(
    readonly warehouse: Warehouse,
    readonly dir: string,
    /** Where deliveries are: LAKE of the project's environment. */
    readonly files: string,
    readonly site: Site,
    readonly scale: number,
    readonly seed: number,
  ) {}

  get env(): Readonly<Record<string, string>> {
    return { ...this.site.env, LAKE: this.files, DBT_PROFILES_DIR: this.dir };
  }

  deliver(day: number): Promise<void> {
    const { files, scale, seed, site, env } = this;
    this.setClock(day);
    return this.warehouse.deliver({
      day,
      files,
      scale,
      seed,
      env,
      target: site.target,
      execute: (sql) => site.execute(sql),
    });
  }

  /** Lets it be the morning after a day's delivery, where the warehouse cares. */
  setClock(day: number): void {
    const time = this.warehouse.clock?.(day);
    if (time !== undefined) this.site.setClock?.(time);
  }

  /** A target's name in the project is its warehouse's, unless the descriptor says otherwise. */
  get target(): string {
    return this.warehouse.targetNames?.[this.site.target] ?? this.site.target;
  }

  /** Calls quern on the copy, with its target. */
  quern(...args: readonly string[]): Promise<Call> {
    return call(this.dir, [...args, '--target', this.target], this.env);
  }

  /** The day's calls, with further options for `build`, `run` and `nightly`. Throws with the output of the first that fails. */
  async build(...options: readonly string[]): Promise<readonly Call[]> {
    const made: Call[] = [];
    for (const args of this.warehouse.calls) {
      const builds = ['build', 'run', 'nightly'].includes(args[0]!);
      const done = await this.quern(...args, ...(builds ? options : []));
      if (done.code !== 0) throw new Error(`quern ${args.join(' ')} ended with ${done.code}:\n${done.output}`);
      made.push(done);
    }
    return made;
  }

  query(sql: string): Promise<readonly Row[]> {
    return this.site.query(sql);
  }

  /** What the latest run said of its nodes. */
  outcomes(): readonly Outcome[] {
    return JSON.parse(readFileSync(join(this.dir, 'target/run_results.json'), 'utf8')).results;
  }

  nodes(): readonly BuiltNode[] {
    return builtNodes(this.dir);
  }

  /** The digest of each relation that the project makes, by its node's name. */
  digests(which: (node: BuiltNode) => boolean = () => true): Promise<ReadonlyMap<string, Digest>> {
    return digestsOf(this.site, this.nodes().filter(which), this.warehouse.volatile ?? []);
  }
}
