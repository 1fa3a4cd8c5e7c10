import type { Driver, SdkConnection, SdkOptions } from './driver.js';

/** A session on the server, and the driver's connection that speaks for it. */
export class Line {
  #tokens: string | undefined;

  constructor(
    private readonly driver: Driver,
    private readonly options: SdkOptions,
    private current: SdkConnection,
  ) {}

  /** The connection, for one request. */
  connection(): SdkConnection {
    // A connection that is given up forgets its tokens.
    if (this.current.isUp()) this.#tokens = this.current.serialize();
    return this.current;
  }

  /**
   * The driver gives a connection up for good when a renewal of its token fails in the middle. The session itself lives on: another
   * connection with the same tokens goes on with it, transaction and all.
   */
  revive(): void {
    if (this.#tokens === undefined) return;
    const given = this.current;
    this.current = this.driver.deserializeConnection(this.options, this.#tokens);
    given.destroy(() => {});
  }

  /** Ends the session, and with it a transaction that was left open. */
  end(): Promise<void> {
    return new Promise((done) => this.current.destroy(() => done()));
  }
}
