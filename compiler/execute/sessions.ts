import type { RelationCache } from '../adapters/relation-cache.js';
import type { Session, Warehouse } from '../adapters/types.js';
import type { EventListener } from '../base/events.js';
import type { CompilableNode, SourceNode } from '../manifest/types.js';
import { ClosingStatements } from '../render/closing-statements.js';
import type { NodeConnection } from '../render/renderer.js';
import type { Journal } from './journal.js';
import { ObservedSession } from './observed-session.js';
import type { Commenting, QueryComment } from './query-comment.js';

/**
 * One session a worker, opened when it is first needed and kept between nodes. After a failure a worker gets a new one, as the
 * old one may be in any state.
 */
export class SessionPool {
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #closing: Promise<unknown>[] = [];
  readonly #cancelled = new Set<string>();

  constructor(
    readonly warehouse: () => Promise<Warehouse>,
    readonly events: EventListener,
    readonly cache?: RelationCache,
    private readonly comment?: QueryComment,
    private readonly journal?: Journal,
  ) {}

  /** How one node reaches the database on the session of this name; nothing is opened before it asks. */
  connection(name: string, nodeId?: string, node?: CompilableNode | SourceNode): NodeConnection {
    const label = nodeId ?? name;
    let commenting: Promise<Commenting | undefined> | undefined;
    const session = async () => {
      commenting ??= this.comment?.of(label, node);
      const comment = await commenting;
      return new ObservedSession(
        await this.#get(name),
        label,
        this.events,
        nodeId,
        comment,
        this.journal,
        node?.config,
      );
    };
    return { session, closing: new ClosingStatements(), threadId: name, ...(this.cache ? { cache: this.cache } : {}) };
  }

  async #get(name: string): Promise<Session> {
    let session = this.#sessions.get(name);
    if (!session) {
      session = this.#open(name);
      this.#sessions.set(name, session);
    }
    return session;
  }

  /** A stop may come while a session is being opened, or before. */
  async #open(name: string): Promise<Session> {
    const session = await (await this.warehouse()).session(name);
    if (this.#cancelled.has(name)) session.cancel();
    return session;
  }

  /** Stops what runs on a session, and all that is to run on it. The session is of no use afterwards: release it. */
  async cancel(name: string): Promise<void> {
    this.#cancelled.add(name);
    (await this.#sessions.get(name)?.catch(() => undefined))?.cancel();
  }

  /**
   * To be called when a node is done with its session. What it left uncommitted is undone, as in dbt; a session that failed is
   * closed.
   */
  async release(name: string, failed: boolean): Promise<void> {
    const opening = this.#sessions.get(name);
    if (!opening) return;
    const session = await opening.catch(() => undefined);
    const usable = session && !failed && (!session.inTransaction || (await rolledBack(session)));
    if (usable) return;
    this.#sessions.delete(name);
    if (session) this.#closing.push(session.close().catch(() => undefined));
  }

  async close(): Promise<void> {
    const names = [...this.#sessions.keys()];
    await Promise.all(names.map((name) => this.release(name, true)));
    await Promise.all(this.#closing);
  }
}

/** False if the connection is lost: there is nothing to undo then, and nothing to keep. */
async function rolledBack(session: Session): Promise<boolean> {
  try {
    await session.rollback();
    return true;
  } catch {
    return false;
  }
}
