import { createServer, type Server, type Socket } from 'node:net';

export interface Listening {
  readonly port: number;
  /** Somebody has come. */
  readonly visited: Promise<void>;
  close(): void;
}

/** A server that says `answer` to whoever comes, or nothing. */
export async function listening(answer?: Buffer): Promise<Listening> {
  const sockets = new Set<Socket>();
  let visit = (): void => {};
  const visited = new Promise<void>((resolve) => {
    visit = resolve;
  });
  const listener: Server = createServer((socket) => {
    sockets.add(socket);
    visit();
    socket.on('error', () => {});
    if (answer) socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as { port: number }).port,
    visited,
    close: () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
}
