import type { Client, Connection } from 'pg';
import { QuernError } from '../../base/diagnostics.js';
import { driverMissing } from '../diagnostics.js';

/** What is used of the driver. */
export interface Driver {
  readonly Client: typeof Client;
  readonly Connection: typeof Connection;
}

/** The driver, loaded with the first connection. Throws QuernError if it is not installed. */
export async function loadDriver(): Promise<Driver> {
  try {
    return (await import('pg')).default;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new QuernError(driverMissing({ platform: 'PostgreSQL', packages: ['pg'] }));
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as { readonly code?: unknown }).code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
