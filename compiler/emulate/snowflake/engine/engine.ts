import { randomUUID } from 'node:crypto';
import { Translator } from '../../../sql/translate/index.js';
import { Catalog } from './catalog.js';
import { type Cancellation, Duck } from './duck.js';
import { installFunctions } from './functions.js';
import { History } from './history.js';
import { KeyedLocks } from './locks.js';
import { physicalSchema, quoteIdentifier } from './names.js';
import { EmulatedSession, type SessionStart } from './session.js';
import { Stages } from './stages.js';
import type { CatalogStore } from './store.js';
import { openStore } from './store.js';

/** What all sessions share. */
export class Engine {
  readonly locks = new KeyedLocks();
  readonly history = new History();
  readonly sessions = new Map<string, EmulatedSession>();
  /** Of statements that are being run, by query id. */
  readonly cancellations = new Map<string, Cancellation>();
  /** Tokens that have been renewed: whoever missed the new one is told that the old one has expired. */
  readonly renewed = new Map<string, EmulatedSession>();

  private constructor(
    readonly duck: Duck,
    readonly translator: Translator,
    readonly catalog: Catalog,
    readonly store: CatalogStore,
    readonly stages: Stages,
  ) {}

  static async open(path: string, stageFolder: string): Promise<Engine> {
    const [duck, translator] = await Promise.all([Duck.open(path), Translator.load()]);
    const system = await duck.connect();
    await installFunctions(system);
    const catalog = new Catalog();
    const store = await openStore(system, catalog, path);
    return new Engine(duck, translator, catalog, store, new Stages(stageFolder));
  }

  async startSession(start: SessionStart): Promise<EmulatedSession> {
    if (start.database !== undefined && !this.catalog.databases.has(start.database))
      await this.createDatabase(start.database, start.role);
    const session = new EmulatedSession(await this.duck.connect(), start);
    session.schema ??= start.database === undefined ? undefined : 'PUBLIC';
    this.sessions.set(session.token, session);
    return session;
  }

  endSession(session: EmulatedSession): void {
    this.sessions.delete(session.token);
    for (const [token, owner] of this.renewed) if (owner === session) this.renewed.delete(token);
    this.locks.releaseAll(session.id);
    this.catalog.dropSession(session.id);
    session.duck.close();
  }

  /** A new token for a session whose old one has expired. */
  renew(session: EmulatedSession): void {
    this.sessions.delete(session.token);
    this.renewed.set(session.token, session);
    session.token = randomUUID();
    session.expired = false;
    this.sessions.set(session.token, session);
  }

  async createDatabase(
    name: string,
    owner: string,
    more: { comment?: string; transient?: boolean } = {},
  ): Promise<void> {
    const created = Date.now();
    this.catalog.databases.set(name, { name, created, owner, comment: '', ...more });
    await this.createSchema(name, 'PUBLIC', owner);
  }

  async createSchema(
    database: string,
    name: string,
    owner: string,
    more: { comment?: string; transient?: boolean; retentionDays?: number } = {},
  ): Promise<void> {
    await this.store.run(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(physicalSchema(database, name))}`);
    this.catalog.putSchema({ database, name, created: Date.now(), owner, comment: '', ...more });
    await this.store.save(this.catalog);
  }

  close(): void {
    for (const session of [...this.sessions.values()]) this.endSession(session);
    this.store.close();
    this.duck.close();
  }
}
