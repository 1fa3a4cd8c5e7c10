import { ApiError, invalidQuery } from '../engine/api-error.js';
import type { Catalog } from '../engine/catalog.js';
import type { Engine, EngineConnection } from '../engine/engine.js';
import type { Json } from '../engine/json.js';
import { engineError } from '../statements/engine-error.js';
import { type Outcome, Script } from '../statements/script.js';
import { copyTables } from './copy.js';
import { loadTable } from './load.js';

export interface JobReference {
  readonly projectId: string;
  readonly jobId: string;
  readonly location: string;
}

export interface StoredJob {
  readonly reference: JobReference;
  readonly configuration: Json;
  state: 'PENDING' | 'RUNNING' | 'DONE';
  error?: { reason: string; message: string };
  outcome?: Outcome;
  readonly created: number;
  ended?: number;
  done: Promise<void>;
  cancel(): void;
}

/** A statement that ran, in the order in which they came. */
export interface Logged {
  readonly jobId: string;
  readonly sql: string;
  readonly configuration: Json;
}

/** The jobs of the server; each runs on a connection of its own as soon as it is inserted. */
export class JobStore {
  readonly jobs = new Map<string, StoredJob>();
  readonly log: Logged[] = [];
  /** Answers what a job fails with, before it does anything. */
  failing: ((sql: string) => { reason: string; message: string } | undefined) | undefined;

  /** Told after a job that may have changed something. */
  changed: () => Promise<void> = async () => {};

  constructor(
    readonly engine: Engine,
    readonly catalog: Catalog,
  ) {}

  get(id: string): StoredJob | undefined {
    return this.jobs.get(id);
  }

  insert(reference: JobReference, configuration: Json, content?: string): StoredJob {
    const job: StoredJob = {
      reference,
      configuration,
      state: 'RUNNING',
      created: Date.now(),
      done: Promise.resolve(),
      cancel: () => {},
    };
    if (!configuration.dryRun) {
      this.jobs.set(reference.jobId, job);
      this.log.push({
        jobId: reference.jobId,
        sql: configuration.query?.query ?? describe(configuration),
        configuration,
      });
    }
    job.done = this.#run(job, content);
    return job;
  }

  async #run(job: StoredJob, content: string | undefined): Promise<void> {
    let connection: EngineConnection | undefined;
    let stopped = false;
    job.cancel = () => {
      stopped = true;
      // One that comes before the query has started is lost.
      const timer = setInterval(() => (job.state === 'DONE' ? clearInterval(timer) : connection?.interrupt()), 5);
    };
    const timeout = Number(job.configuration.jobTimeoutMs ?? 0);
    const timer = timeout > 0 ? setTimeout(() => job.cancel(), timeout) : undefined;
    connection = await this.engine.connect();
    try {
      if (stopped) throw new ApiError(400, 'stopped', 'Job execution was cancelled: User requested cancellation');
      const failure = this.failing?.(job.configuration.query?.query ?? '');
      if (failure) throw new ApiError(400, failure.reason, failure.message);
      job.outcome = await this.#work(job, connection, content);
      if (job.outcome.statementType !== 'SELECT') await this.changed();
    } catch (error) {
      job.error = engineError(error, job.configuration.query?.query ?? '').proto;
    } finally {
      clearTimeout(timer);
      job.state = 'DONE';
      job.ended = Date.now();
      connection.close();
    }
  }

  async #work(job: StoredJob, connection: EngineConnection, content: string | undefined): Promise<Outcome> {
    const { configuration, reference } = job;
    const { engine, catalog } = this;
    if (configuration.copy) return await copyTables(configuration.copy, catalog, connection);
    if (configuration.load) return await loadTable(configuration.load, content ?? '', catalog, connection);
    const query = configuration.query;
    if (!query) throw invalidQuery('Required parameter is missing: query');
    const dataset = query.defaultDataset?.datasetId;
    return await new Script(
      {
        engine,
        catalog,
        project: query.defaultDataset?.projectId ?? reference.projectId,
        ...(dataset === undefined ? {} : { dataset }),
        dryRun: configuration.dryRun === true,
        maximumBytesBilled: query.maximumBytesBilled === undefined ? undefined : Number(query.maximumBytesBilled),
        parameters: query.queryParameters,
      },
      connection,
    ).run(query.query);
  }
}

function describe({ copy, load }: Json): string {
  const name = (t: Record<string, string>): string => `${t.projectId}.${t.datasetId}.${t.tableId}`;
  if (copy)
    return `-- copy job: ${(copy.sourceTables ?? [copy.sourceTable]).map(name).join(', ')} -> ${name(copy.destinationTable)} (${copy.writeDisposition})`;
  return `-- load job: ${load?.sourceFormat} -> ${name(load?.destinationTable ?? {})} (${load?.writeDisposition})`;
}
