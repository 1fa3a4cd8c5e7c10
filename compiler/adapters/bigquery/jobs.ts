import { randomUUID } from 'node:crypto';
import { cancelled, databaseError } from './errors.js';
import type { Job, JobReference, QueryPage } from './job-types.js';
import { type Rest, type RestCall, sleep } from './rest.js';
import { isRetryableJob, isTransient, RestError } from './rest-error.js';

/** Milliseconds that the server may wait for a query to end before it answers that it runs. */
const LONG_POLL = 10_000;
/** Between two looks at a job that is no query; grows up to the second. */
const POLL = [100, 2_000] as const;
/** How often in a row the server may fail to tell whether a query has ended. */
const POLL_FAILURES = 10;
const RETRY_PAUSE = 500;
/** How long to wait for a job to end that was asked to. */
const CANCEL_MILLISECONDS = 4_000;

export interface JobOptions {
  readonly project: string;
  readonly location: string | undefined;
  /** How many times a job that failed by no fault of its own is sent again. */
  readonly retries: number;
  readonly creationTimeoutSeconds: number | undefined;
  /** The whole URL for uploads: `https://…/upload/bigquery/v2/projects/<project>/jobs`. */
  readonly uploadUrl: string;
}

export interface JobRequest {
  readonly configuration: Readonly<Record<string, unknown>>;
  /** The statement, or what stands for one in messages. */
  readonly sql: string;
  /** The rows of a load job. */
  readonly content?: string;
  readonly timeoutSeconds?: number | undefined;
}

export interface JobWatch {
  readonly signal: AbortSignal;
  readonly onSubmitted?: ((jobId: string) => void) | undefined;
  /** Rows wanted with the first page; 0 for none. */
  readonly maxResults?: number | undefined;
}

export interface FinishedJob {
  readonly job: Job;
  /** The first rows, of a query. */
  readonly page: QueryPage | undefined;
}

/**
 * Runs jobs, each sent under an id that was made here: an answer that got lost is asked for by that id, and sending the same job
 * twice is refused by the server. So no statement runs twice.
 */
export class Jobs {
  /** The last work by name. */
  readonly #exclusive = new Map<string, Promise<unknown>>();

  constructor(
    readonly rest: Rest,
    private readonly options: JobOptions,
  ) {}

  /** Does work that has a name once all earlier work of that name is done. */
  async exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#exclusive.get(name);
    const done = (before ?? Promise.resolve()).then(work);
    this.#exclusive.set(
      name,
      done.catch(() => undefined),
    );
    return await done;
  }

  /** Waits for the end. Throws DatabaseError; an abort of the signal stops the job on the server first. */
  async run(request: JobRequest, watch: JobWatch): Promise<FinishedJob> {
    for (let attempt = 0; ; attempt++) {
      const finished = await this.#attempt(request, watch);
      const { errorResult } = finished.job.status;
      if (!errorResult) return finished;
      const again = isRetryableJob(errorResult, finished.job.statistics?.query?.statementType);
      if (!again || attempt >= this.options.retries) throw databaseError(errorResult, request.sql);
      await sleep(RETRY_PAUSE * 2 ** attempt * (0.5 + Math.random()), watch.signal);
      if (watch.signal.aborted) throw cancelled(request.sql);
    }
  }

  /** What a query would read and answer, without running it. */
  async dryRun(request: JobRequest, signal: AbortSignal): Promise<Job> {
    try {
      const { project, location } = this.options;
      return await this.rest.call<Job>(
        {
          method: 'POST',
          path: '/jobs',
          project,
          body: {
            jobReference: { projectId: project, ...(location === undefined ? {} : { location }) },
            configuration: { ...request.configuration, dryRun: true },
          },
        },
        signal,
      );
    } catch (error) {
      throw asDatabaseError(error, request.sql);
    }
  }

  /** Further rows of a finished query. */
  async page(reference: JobReference, pageToken: string, maxResults: number | undefined): Promise<QueryPage> {
    return await this.rest.call(resultsCall(reference, { pageToken, maxResults }));
  }

  async #attempt(request: JobRequest, { signal, onSubmitted, maxResults }: JobWatch): Promise<FinishedJob> {
    const { project, location } = this.options;
    let reference: JobReference = {
      projectId: project,
      jobId: `quern-${randomUUID()}`,
      ...(location === undefined ? {} : { location }),
    };
    const stopped = abortOf(signal);
    try {
      if (signal.aborted) throw cancelled(request.sql);
      const job = await this.#submit(reference, request, signal);
      reference = job.jobReference;
      onSubmitted?.(reference.jobId);
      const isQuery = 'query' in request.configuration;
      const work = isQuery ? this.#query(reference, maxResults ?? 0, signal) : this.#other(job, signal);
      const end = await Promise.race([work, stopped.promise, timeout(request.timeoutSeconds)]);
      if (typeof end === 'object') return end;
      work.catch(() => {});
      if (end === 'late')
        throw databaseError(
          {
            reason: 'timeout',
            message: `The job ran longer than ${request.timeoutSeconds} seconds (job_execution_timeout_seconds)`,
          },
          request.sql,
        );
      throw cancelled(request.sql);
    } catch (error) {
      // Also where it is not known whether the job came to be.
      if (signal.aborted || isLate(error)) await this.#cancel(reference);
      throw signal.aborted ? cancelled(request.sql) : asDatabaseError(error, request.sql);
    } finally {
      stopped.forget();
    }
  }

  async #submit(reference: JobReference, { configuration, content }: JobRequest, signal: AbortSignal): Promise<Job> {
    const metadata = { jobReference: reference, configuration };
    const { project, creationTimeoutSeconds, uploadUrl } = this.options;
    const timeoutSeconds = creationTimeoutSeconds === undefined ? {} : { timeoutSeconds: creationTimeoutSeconds };
    const call: RestCall =
      content === undefined
        ? { method: 'POST', path: '/jobs', project, body: metadata, ...timeoutSeconds }
        : {
            method: 'POST',
            path: uploadUrl,
            project,
            query: { uploadType: 'multipart' },
            upload: { metadata, content },
            timeoutSeconds: creationTimeoutSeconds ?? 300,
          };
    try {
      return await this.rest.call<Job>(call, signal);
    } catch (error) {
      // An earlier attempt, whose answer was lost, had reached the server.
      if (error instanceof RestError && error.details.status === 409) return await this.#lookUp(reference);
      throw error;
    }
  }

  /** Without a location only jobs of the large regions are found by their id; the list has them all. */
  async #lookUp(reference: JobReference): Promise<Job> {
    try {
      return await this.rest.call<Job>(jobCall(reference));
    } catch (error) {
      if (!(error instanceof RestError) || error.details.status !== 404 || reference.location !== undefined)
        throw error;
      const minCreationTime = Date.now() - 3_600_000;
      const call = { path: '/jobs', project: reference.projectId, query: { minCreationTime, maxResults: 1000 } };
      const { jobs = [] } = await this.rest.call<{ readonly jobs?: readonly Job[] }>(call);
      const found = jobs.find((job) => job.jobReference.jobId === reference.jobId);
      if (!found) throw error;
      return await this.rest.call<Job>(jobCall(found.jobReference));
    }
  }

  async #query(reference: JobReference, maxResults: number, signal: AbortSignal): Promise<FinishedJob> {
    const call = resultsCall(reference, {
      maxResults: maxResults === Number.POSITIVE_INFINITY ? undefined : maxResults,
    });
    for (let failures = 0; ; ) {
      try {
        const page = await this.rest.once<QueryPage>(call);
        if (page.jobComplete !== false) return { job: await this.rest.call<Job>(jobCall(reference), signal), page };
      } catch (error) {
        // The answer to a failed job is an error, too: only the job itself tells which of the two failed.
        const job = await this.rest.call<Job>(jobCall(reference), signal);
        if (job.status.state === 'DONE' && job.status.errorResult) return { job, page: undefined };
        if (!(error instanceof RestError) || !isTransient(error) || ++failures > POLL_FAILURES) throw error;
        await sleep(this.rest.pause(failures), signal);
      }
      if (signal.aborted) throw new RestError('stopped', {});
    }
  }

  async #other(submitted: Job, signal: AbortSignal): Promise<FinishedJob> {
    let job = submitted;
    for (let pause: number = POLL[0]; job.status.state !== 'DONE'; pause = Math.min(pause * 1.5, POLL[1])) {
      await sleep(pause, signal);
      if (signal.aborted) throw new RestError('stopped', {});
      job = await this.rest.call<Job>(jobCall(submitted.jobReference), signal);
    }
    return { job, page: undefined };
  }

  async #cancel({ projectId, jobId, location }: JobReference): Promise<void> {
    const call = {
      method: 'POST',
      path: `/jobs/${jobId}/cancel`,
      project: projectId,
      query: { location },
      body: {},
    } as const;
    // There is nothing to stop where no such job is. The answer comes before the job has ended.
    const answer = await this.rest.call<{ readonly job?: Job }>(call).catch(() => undefined);
    const deadline = Date.now() + CANCEL_MILLISECONDS;
    for (let job = answer?.job; job && job.status.state !== 'DONE' && Date.now() < deadline; ) {
      await sleep(POLL[0]);
      job = await this.rest.once<Job>(jobCall({ ...job.jobReference })).catch(() => undefined);
    }
  }
}

function jobCall({ projectId, jobId, location }: JobReference): RestCall {
  return { path: `/jobs/${jobId}`, project: projectId, query: { location } };
}

function resultsCall(
  { projectId, jobId, location }: JobReference,
  { maxResults, pageToken }: { readonly maxResults?: number | undefined; readonly pageToken?: string },
): RestCall {
  const format = { 'formatOptions.useInt64Timestamp': true, timeoutMs: LONG_POLL };
  return { path: `/queries/${jobId}`, project: projectId, query: { location, maxResults, pageToken, ...format } };
}

function abortOf(signal: AbortSignal): { readonly promise: Promise<'stopped'>; forget(): void } {
  let stop = (): void => {};
  const promise = new Promise<'stopped'>((resolve) => {
    stop = () => resolve('stopped');
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  return { promise, forget: () => signal.removeEventListener('abort', stop) };
}

function timeout(seconds: number | undefined): Promise<'late'> {
  return new Promise((resolve) => {
    // The server stops the job at that time by itself; this is for one that does not.
    if (seconds !== undefined) setTimeout(() => resolve('late'), seconds * 1000 + 1000).unref();
  });
}

function isLate(error: unknown): boolean {
  return (error as { readonly details?: { readonly code?: string } }).details?.code === 'timeout';
}

/** An answer to a statement; what hinders all statements alike stays what it is. */
function asDatabaseError(error: unknown, sql: string): unknown {
  return error instanceof RestError ? databaseError(error, sql) : error;
}
