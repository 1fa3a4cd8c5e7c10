import type { BigQuery, BigQueryOptions } from '@google-cloud/bigquery';
import { QuernError } from '../../base/diagnostics.js';
import { driverMissing } from '../diagnostics.js';

/** What is used of the client: requests with its authentication. Jobs and their retries are ours. */
export interface Driver {
  readonly BigQuery: new (options: BigQueryOptions) => BigQuery;
  readonly auth: typeof import('google-auth-library');
}

/** The client, loaded with the first connection. Throws QuernError if it is not installed. */
export async function loadDriver(): Promise<Driver> {
  try {
    const [client, auth] = await Promise.all([import('@google-cloud/bigquery'), import('google-auth-library')]);
    return { BigQuery: client.BigQuery, auth };
  } catch (error) {
    const code = (error as { readonly code?: unknown }).code;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new QuernError(driverMissing({ platform: 'BigQuery', packages: ['@google-cloud/bigquery'] }));
  }
}
