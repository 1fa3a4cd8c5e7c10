import { connect, createServer, type Socket } from 'node:net';
import type { PostgresServer } from './server-process.js';

/** What becomes of a text on its way: it never arrives, or its answer does not. */
export type Fault = 'request' | 'answer' | undefined;

export interface ProxyRules {
  /** Whether a new connection is dropped. */
  readonly refuses?: () => boolean;
  /** Called for each text that a client sends. */
  readonly fault?: (sql: string) => Fault;
  /** After an error, the server's word that it is ready is held back until then. */
  readonly ready?: Promise<void>;
}

export interface LossyProxy {
  readonly port: number;
  rules: ProxyRules;
  /** Loses all clients; the server does not hear of it before it answers. */
  drop(): void;
  close(): void;
}

const CANCEL = 80877102;
const QUERY = 'Q'.charCodeAt(0);
const ERROR = 'E'.charCodeAt(0);
/** The server waits for the next text, or for the rows of COPY. */
const WAITING: ReadonlySet<number> = new Set(['Z'.charCodeAt(0), 'G'.charCodeAt(0)]);

/** The whole messages at the beginning of `bytes`, and the rest. The first message of a client has no type. */
function messages(bytes: Buffer, typed: boolean): { whole: Buffer[]; rest: Buffer } {
  const whole: Buffer[] = [];
  let rest = bytes;
  let at = typed ? 1 : 0;
  while (rest.length >= at + 4 && rest.length >= at + rest.readInt32BE(at)) {
    const end = at + rest.readInt32BE(at);
    whole.push(rest.subarray(0, end));
    rest = rest.subarray(end);
    at = 1;
  }
  return { whole, rest };
}

/** A proxy before the server, which loses connections as the rules say. It reads the protocol: clients must not ask for SSL. */
export async function startProxy({ host, port }: PostgresServer): Promise<LossyProxy> {
  const open = new Set<Socket>();
  const clients = new Set<Socket>();
  let silent = false;
  const listener = createServer((client) => {
    if (proxy.rules.refuses?.()) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(port, host);
    // A small answer must not wait for the next one.
    for (const socket of [client, server]) {
      open.add(socket.setNoDelay(true));
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    clients.add(client);
    client.on('close', () => {
      clients.delete(client);
      if (!silent) server.destroy();
    });
    server.on('close', () => client.destroy());
    let started = false;
    let fromClient: Buffer = Buffer.alloc(0);
    let fromServer: Buffer = Buffer.alloc(0);
    let losingAnswer = false;
    let failed = false;
    client.on('data', (data) => {
      const { whole, rest } = messages(Buffer.concat([fromClient, data]), started);
      fromClient = rest;
      for (const message of whole) {
        const first = !started;
        started = true;
        const isQuery = !first && message[0] === QUERY;
        const fault = isQuery ? proxy.rules.fault?.(message.subarray(5, -1).toString()) : undefined;
        if (fault === 'request') {
          client.resetAndDestroy();
          return;
        }
        losingAnswer ||= fault === 'answer';
        server.write(message);
        if (first && message.readInt32BE(4) === CANCEL) client.removeAllListeners('data').pipe(server);
      }
    });
    server.on('data', (data) => {
      const { ready } = proxy.rules;
      if (!losingAnswer && !ready) {
        client.write(data);
        return;
      }
      const { whole, rest } = messages(Buffer.concat([fromServer, data]), true);
      fromServer = rest;
      if (ready) {
        const error = whole.findIndex((message) => message[0] === ERROR);
        const held = failed ? 0 : error < 0 ? whole.length : error + 1;
        failed ||= error >= 0;
        client.write(Buffer.concat(whole.slice(0, held)));
        void ready.then(() => client.write(Buffer.concat(whole.slice(held))));
      } else if (whole.some((message) => WAITING.has(message[0]!))) client.resetAndDestroy();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const proxy: LossyProxy = {
    port: (listener.address() as { port: number }).port,
    rules: {},
    drop: () => {
      silent = true;
      for (const client of clients) client.resetAndDestroy();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      listener.close();
    },
  };
  return proxy;
}
