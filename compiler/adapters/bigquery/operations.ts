import type { BigQueryCredentials } from './credentials.js';
import type { Jobs } from './jobs.js';

export interface OperationHost {
  readonly jobs: Jobs;
  readonly credentials: BigQueryCredentials;
  readonly projectRoot: string;
  readonly signal: AbortSignal;
}

export type Operation = (host: OperationHost, input: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** What the REST API does and SQL does not, by the names that the template methods know. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {};
