import { loadAdapter } from '../../../compiler/adapters/registry.js';
import type { Adapter, Credentials, Warehouse } from '../../../compiler/adapters/types.js';
import {
  type BigQueryServer,
  type ServerOptions,
  startBigQueryServer,
} from '../../../compiler/emulate/bigquery/index.js';

export const adapter: Adapter = await loadAdapter('bigquery');

/** A server with an empty dataset `shop` in `acme`. */
export async function startServer(options: ServerOptions = {}): Promise<BigQueryServer> {
  const server = await startBigQueryServer(options);
  await server.engine.project('acme');
  await server.engine.use((c) => c.run('CREATE SCHEMA IF NOT EXISTS "acme"."shop"'));
  server.catalog.createDataset('acme', 'shop');
  return server;
}

export function output(server: BigQueryServer, change: Credentials = {}): Credentials {
  return {
    type: 'bigquery',
    method: 'oauth-secrets',
    token: 'a-token',
    project: 'acme',
    dataset: 'shop',
    api_endpoint: server.endpoint,
    ...change,
  };
}

export function open(server: BigQueryServer, change: Credentials = {}): Promise<Warehouse> {
  const { credentials } = adapter.resolveCredentials(output(server, change));
  return adapter.connect(credentials, { projectRoot: '/', threads: 4 });
}
