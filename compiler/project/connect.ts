import type { Credentials } from '../adapters/types.js';
import { type Adapter, DatabaseError, type Warehouse } from '../adapters/types.js';
import { type Diagnostic, defineDiagnostic, QuernError } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';

const cannotConnect = defineDiagnostic<{ target: string; reason: string }>({
  code: 'CON001',
  category: 'Database Error',
  message: (d) => `Cannot connect to target '${d.target}': ${d.reason}`,
});

export interface ConnectRequest {
  readonly adapter: Adapter;
  readonly credentials: Credentials;
  readonly projectRoot: string;
  readonly threads: number;
  readonly targetName: string;
  /** What the profile says of the connection, for what goes wrong with it. */
  readonly place: () => Span;
  readonly signal?: AbortSignal;
  readonly report?: (diagnostic: Diagnostic) => void;
}

/** A connection that is made at the first call and shared by all later ones, until it is closed. */
export class LazyWarehouse {
  #opening: Promise<Warehouse> | undefined;

  constructor(private readonly request: ConnectRequest) {}

  get(): Promise<Warehouse> {
    this.#opening ??= this.#connect();
    return this.#opening;
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    await (await opening?.catch(() => undefined))?.close();
  }

  async #connect(): Promise<Warehouse> {
    const { adapter, credentials, targetName, place, ...options } = this.request;
    try {
      return await adapter.connect(credentials, options);
    } catch (error) {
      if (error instanceof DatabaseError)
        throw new QuernError(cannotConnect({ target: targetName, reason: error.message }, place()));
      if (error instanceof QuernError)
        throw new QuernError(error.diagnostics.map((d) => (d.span ? d : { ...d, span: place() })));
      throw error;
    }
  }
}
