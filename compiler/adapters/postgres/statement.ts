import type { Connection } from 'pg';

/** A column of a result as the protocol describes it. */
export interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** What the last statement of a text answered. */
export interface Answer {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** `SELECT 10`, `CREATE TABLE`; empty where there was no statement. */
  readonly tag: string;
}

/** The driver's messages that its types leave out. */
type Wire = Pick<Connection, 'query' | 'parse' | 'bind' | 'describe' | 'execute' | 'sync'> & {
  sendCopyFail(message: string): void;
};

/**
 * A text on its way through the driver. Without parameters it goes as it is and may hold several statements; with them it is one.
 * Rows beyond `keep` are passed over as they arrive.
 */
export class Statement {
  readonly done: Promise<Answer>;
  #settle!: { resolve(answer: Answer): void; reject(error: unknown): void };
  #fields: readonly Field[] = [];
  #rows: (readonly (string | null)[])[] = [];
  #answer: Answer = { fields: [], rows: [], tag: '' };

  constructor(
    private readonly text: string,
    private readonly keep: number,
    private readonly values: readonly (string | Uint8Array | null)[] | undefined,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    if (!this.values) {
      wire.query(this.text);
      return;
    }
    wire.parse({ text: this.text, name: '', types: [] } as never, true);
    wire.bind({ values: this.values.map((v) => (v instanceof Uint8Array ? Buffer.from(v) : v)) } as never, true);
    wire.describe({ type: 'P', name: '' }, true);
    wire.execute({} as never, true);
    wire.sync();
  }

  handleRowDescription(message: { readonly fields: readonly Field[] }): void {
    this.#fields = message.fields;
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    if (this.#rows.length < this.keep) this.#rows.push(message.fields);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#answer = { fields: this.#fields, rows: this.#rows, tag: message.text };
    this.#fields = [];
    this.#rows = [];
  }

  handleEmptyQuery(): void {}

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: Wire): void {
    connection.sendCopyFail('Rows for COPY can only come from a seed');
  }

  handleCopyData(): void {}

  handleError(error: unknown): void {
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#answer);
  }
}
