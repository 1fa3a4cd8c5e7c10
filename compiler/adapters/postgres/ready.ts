import type { Client } from 'pg';

/**
 * Settles when the server waits for the next statement, or is gone. An error alone does not say so: the server tells it before it has
 * undone the work, and the state of the transaction only after that.
 */
export function serverReady(client: Client): Promise<void> {
  const { connection, readyForQuery } = client as unknown as Pick<Client, 'connection'> & {
    readyForQuery: boolean | null;
  };
  if (readyForQuery || connection.stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      connection.off('readyForQuery', done);
      connection.off('end', done);
      resolve();
    };
    connection.on('readyForQuery', done);
    connection.on('end', done);
  });
}
