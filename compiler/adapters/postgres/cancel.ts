import type { Client } from 'pg';
import type { Driver } from './driver.js';
import type { SslAttempt } from './ssl.js';

/** How long the server may take to hear of it. */
const CANCEL_MILLISECONDS = 3_000;

export interface CancelTarget {
  readonly host: string;
  readonly port: number;
  readonly ssl: SslAttempt;
  readonly client: Client;
}

/** A connection of the driver without a session on it. */
interface Wire {
  readonly stream: { destroy(): void };
  connect(portOrPath: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
  on(event: 'connect' | 'sslconnect' | 'end' | 'error', listener: () => void): void;
}

/**
 * Asks the server, on a connection of its own, to stop what a session runs. Settles once the server has closed that connection, which
 * it does after it has told the session; a request that comes while nothing runs has no effect. Never rejects.
 */
export function requestCancel(driver: Driver, { host, port, ssl, client }: CancelTarget): Promise<void> {
  const { processID, secretKey } = client as unknown as { readonly processID: number; readonly secretKey: number };
  return new Promise((resolve) => {
    const wire = new driver.Connection({ ssl: ssl || undefined }) as unknown as Wire;
    const timer = setTimeout(() => wire.stream.destroy(), CANCEL_MILLISECONDS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const send = (): void => wire.cancel(processID, secretKey);
    wire.on('end', done);
    wire.on('error', () => {
      wire.stream.destroy();
      done();
    });
    wire.on('connect', () => (ssl ? wire.requestSsl() : send()));
    wire.on('sslconnect', send);
    if (host.startsWith('/')) wire.connect(`${host}/.s.PGSQL.${port}`);
    else wire.connect(port, host);
  });
}
