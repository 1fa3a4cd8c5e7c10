import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { PostgresCredentials } from './credentials.js';

/** One way to try to connect: without SSL (false), or with it. */
export type SslAttempt = false | ConnectionOptions;

/** What is wrong with the files that the profile names for SSL. */
export class SslFileError extends Error {}

/** The ways to connect that `sslmode` allows, in order. No SSL on Unix sockets, as with libpq. */
export function sslAttempts(credentials: PostgresCredentials): readonly SslAttempt[] {
  const mode = credentials.sslmode ?? 'prefer';
  if (mode === 'disable' || credentials.host.startsWith('/')) return [false];
  if (mode === 'allow') return [false, sslOptions(credentials)];
  if (mode === 'prefer') return [sslOptions(credentials), false];
  return [sslOptions(credentials)];
}

/**
 * Certificates are checked with `verify-ca` and `verify-full`, and with `require` where there is a root certificate. The host's name is
 * checked with `verify-full`.
 */
function sslOptions(credentials: PostgresCredentials): ConnectionOptions {
  const mode = credentials.sslmode ?? 'prefer';
  const verifies = mode.startsWith('verify-');
  const root = rootCertificates(credentials, verifies);
  const checks = verifies || (mode === 'require' && root !== undefined);
  return {
    rejectUnauthorized: checks,
    ...(root === undefined || root === 'system' ? {} : { ca: root }),
    ...(checks && mode !== 'verify-full' ? { checkServerIdentity: () => undefined } : {}),
    ...clientCertificate(credentials),
  };
}

function rootCertificates({ sslrootcert }: PostgresCredentials, needed: boolean): string | undefined {
  if (sslrootcert === 'system') return 'system';
  if (sslrootcert !== undefined) return fileText('sslrootcert', sslrootcert);
  const standard = inHome('root.crt');
  if (existsSync(standard)) return fileText('sslrootcert', standard);
  if (!needed) return undefined;
  throw new SslFileError(
    `there is no root certificate to check the server's with: set 'sslrootcert' (a file, or 'system'), or put it into ${standard}`,
  );
}

function clientCertificate({ sslcert, sslkey }: PostgresCredentials): Pick<ConnectionOptions, 'cert' | 'key'> {
  const cert = sslcert ?? inHome('postgresql.crt');
  if (sslcert === undefined && !existsSync(cert)) return {};
  return { cert: fileText('sslcert', cert), key: fileText('sslkey', sslkey ?? inHome('postgresql.key')) };
}

function inHome(name: string): string {
  return join(homedir(), '.postgresql', name);
}

function fileText(key: string, path: string): string {
  try {
    return readFileSync(path.replace(/^~(?=\/)/, homedir()), 'utf8');
  } catch {
    throw new SslFileError(`the file '${path}' of '${key}' cannot be read`);
  }
}
