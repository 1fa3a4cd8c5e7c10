import { randomUUID } from 'node:crypto';
import { ApiError } from './engine/api-error.js';
import { Catalog } from './engine/catalog.js';
import { Engine } from './engine/engine.js';
import { Files } from './engine/files.js';
import { Store } from './engine/store.js';
import { type RestRequest, route } from './http/routes.js';
import { JobStore } from './jobs/jobs.js';

export interface EmulatorOptions {
  /** The DuckDB file; default: in memory. */
  readonly path?: string;
  /** The project that the file is of; others get files of their own beside it. */
  readonly project?: string;
  readonly location?: string;
  /** The server's time at its start; default: the machine's. */
  readonly clock?: Date;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** BigQuery without its server: calls of the REST API are handed in and answered. */
export class Emulator {
  readonly jobs: JobStore;
  readonly #uploads = new Map<string, RestRequest>();

  private constructor(
    readonly engine: Engine,
    readonly catalog: Catalog,
    private readonly store: Store | undefined,
  ) {
    this.jobs = new JobStore(engine, catalog);
  }

  static async open({ path, project = 'local', location = 'US', clock }: EmulatorOptions = {}): Promise<Emulator> {
    const files = path === undefined ? undefined : new Files(path, project);
    const engine = await Engine.create({ files, clock });
    const catalog = new Catalog(location);
    const store = files ? new Store(engine, catalog) : undefined;
    const emulator = new Emulator(engine, catalog, store);
    if (store) {
      engine.attached = (name) => store.read(name);
      emulator.jobs.changed = () => store.save();
    }
    try {
      for (const name of files?.projects() ?? []) await engine.project(name);
    } catch (error) {
      await engine.close();
      throw error;
    }
    return emulator;
  }

  /** Never throws: what goes wrong is an answer, too. */
  async answer(request: RestRequest): Promise<Answer> {
    try {
      const answer = await this.#respond(request);
      // Jobs say themselves when they have changed something.
      if (request.method !== 'GET' && !/\/jobs(\/|$)/.test(request.path)) await this.store?.save();
      return answer;
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.body };
      const errors = [{ reason: 'internalError', message: String((error as Error).stack) }];
      return { status: 500, body: { error: { code: 500, message: String(error), errors } } };
    }
  }

  /** A resumable upload is two calls: the metadata first, the rows at the address that is answered. */
  async #respond(request: RestRequest): Promise<Answer> {
    const host = { engine: this.engine, catalog: this.catalog, jobs: this.jobs };
    if (!request.path.startsWith('/upload/') || request.query.get('uploadType') !== 'resumable')
      return { status: 200, body: await route(request, host) };
    const id = request.query.get('upload_id');
    const first = id === null ? undefined : this.#uploads.get(id);
    if (first) return { status: 200, body: await route({ ...first, content: request.raw }, host) };
    const own = randomUUID();
    this.#uploads.set(own, request);
    const location = `${request.origin}${request.path}?uploadType=resumable&upload_id=${own}`;
    return { status: 200, body: {}, headers: { location } };
  }

  async close(): Promise<void> {
    for (const job of this.jobs.jobs.values()) {
      if (job.state !== 'DONE') job.cancel();
      await job.done;
    }
    await this.engine.close();
  }
}
