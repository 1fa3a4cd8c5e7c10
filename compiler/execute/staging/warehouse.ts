import { type FileSource, fileSourceOf } from '../../adapters/file-source.js';
import type { ExecuteOptions, QueryResult, Session } from '../../adapters/types.js';
import { fromValue, textOf, toValue, type Value } from '../../jinja/values/index.js';
import type { SourceNode } from '../../manifest/types.js';
import { operationFor } from '../freshness/check.js';
import type { RunContext } from '../ports.js';
import type { SessionPool } from '../sessions.js';
import type { KnownFile } from './changes.js';
import type { StagingInputs } from './types.js';

export const THREAD = 'MainThread';

/** One source's side in the warehouse: its statements come from macros, and run on one session. */
export class StagingWarehouse {
  private constructor(
    private readonly context: RunContext,
    readonly session: Session,
    readonly relation: Value,
    /** The table of files that were taken; none before anything was. */
    readonly state: Value,
  ) {}

  /** `makes`: schemas and the table of taken files are made where they are not there. */
  static async open(
    source: SourceNode,
    inputs: StagingInputs,
    pool: SessionPool,
    makes: boolean,
  ): Promise<StagingWarehouse> {
    const connection = pool.connection(THREAD, source.uniqueId, source);
    const context = inputs.run.render.nodeContext(operationFor(source, inputs.run.projectName), null, connection);
    const session = await connection.session!();
    const relation = inputs.relationOf(source);
    const state = makes
      ? await context.call('prepare_staging', args([relation]))
      : await context.call('found_staging', args([]));
    if (session.inTransaction) await session.commit();
    return new StagingWarehouse(context, session, relation, state);
  }

  /** What a macro answers for these arguments. */
  async ask(macro: string, ...given: readonly unknown[]): Promise<Value> {
    return await this.context.call(macro, args(given));
  }

  /** Runs the statement that a macro answers; nothing if it answers nothing. */
  async run(macro: string, given: readonly unknown[], options?: ExecuteOptions): Promise<QueryResult | undefined> {
    const sql = textOf(await this.ask(macro, ...given)).trim();
    return sql === '' ? undefined : await this.session.execute(sql, options);
  }

  async knownFiles(): Promise<readonly KnownFile[]> {
    if (this.state === null) return [];
    const answer = await this.run('get_staged_files_sql', [this.state, this.relation], { fetch: true });
    return (answer?.rows ?? []).map(([name, size, modified, digest]) => ({
      name: String(name),
      size: numberOf(size),
      modified: numberOf(modified),
      digest: String(digest),
    }));
  }

  /** Names of the columns of the table, or undefined if there is none. */
  async columns(): Promise<readonly string[] | undefined> {
    const names = fromValue(await this.ask('get_staged_columns', this.relation));
    return Array.isArray(names) ? names.map(String) : undefined;
  }

  async forget(names: readonly string[] | null): Promise<void> {
    if (names !== null && names.length === 0) return;
    await this.run('get_forget_files_sql', [this.state, this.relation, names]);
  }

  async note(files: readonly KnownFile[]): Promise<void> {
    if (files.length === 0) return;
    const rows = files.map(({ name, size, modified, digest }) => ({ name, size, modified, digest }));
    await this.run('get_note_files_sql', [this.state, this.relation, rows]);
  }
}

/** Whole numbers are decimals in some warehouses. */
function numberOf(cell: unknown): number {
  return Number(typeof cell === 'object' && cell !== null ? Object.values(cell)[0] : cell);
}

function args(given: readonly unknown[]) {
  return { positional: given.map((value) => (isPlain(value) ? toValue(value) : (value as Value))), named: new Map() };
}

/** Relations and other values of templates go as they are. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** The files of a source that was selected for having some. */
export function filesOf(source: SourceNode): FileSource {
  const files = fileSourceOf(source);
  if (!files) throw new Error(`${source.uniqueId} is no files`);
  return files;
}
