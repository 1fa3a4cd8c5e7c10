/** BigQuery, as far as a project's builds need it, on DuckDB: as a server of its REST API on a local port, or without one. */
export { type Answer, Emulator, type EmulatorOptions } from './emulator.js';
export type { Table } from './engine/catalog.js';
export type { RestRequest } from './http/routes.js';
export { type BigQueryServer, type Fault, restPath, type ServerOptions, startBigQueryServer } from './http/server.js';
