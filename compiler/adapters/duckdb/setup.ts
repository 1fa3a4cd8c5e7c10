import { isAbsolute, resolve } from 'node:path';
import { type Attachment, type DuckDBCredentials, isMotherDuck, type Secret } from './credentials.js';
import { literal } from './dialect.js';

/** Where a path of the profile points: relative ones start at the project's root; URLs and special names stay. */
export function resolvePath(path: string, projectRoot: string): string {
  if (path === ':memory:' || path === '' || isMotherDuck(path) || /^[A-Za-z][A-Za-z0-9+.-]+:/.test(path)) return path;
  return isAbsolute(path) ? path : resolve(projectRoot, path);
}

export function secretSql(secret: Secret): string {
  const lines = [`type ${secret.type}`];
  if (secret.provider !== null) lines.push(`provider ${secret.provider}`);
  for (const [key, value] of Object.entries(secret.options)) {
    if (value === null || value === undefined) continue;
    for (const part of Array.isArray(value) ? value : [value]) lines.push(`${key} ${optionValue(part)}`);
  }
  return `CREATE OR REPLACE ${secret.persistent ? 'PERSISTENT ' : ''}SECRET ${secret.name} (\n    ${lines.join(',\n    ')}\n)`;
}

function optionValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return literal(String(value));
  const entries = Object.entries(value).map(([key, item]) => `${literal(key)}: ${literal(String(item))}`);
  return `map {${entries.join(', ')}}`;
}

export function attachSql(attachment: Attachment, projectRoot: string): string {
  // MotherDuck's query parameters are for connecting, ATTACH does not know them.
  const path = isMotherDuck(attachment.path) ? attachment.path.split('?', 1)[0]! : attachPath(attachment, projectRoot);
  const options: string[] = [];
  if (attachment.type !== null) options.push(`TYPE ${attachment.type}`);
  if (attachment.secret !== null) options.push(`SECRET ${attachment.secret}`);
  if (attachment.readOnly) options.push('READ_ONLY');
  for (const [key, value] of Object.entries(attachment.options)) {
    const name = key.toUpperCase();
    if (value === true) options.push(name);
    else if (typeof value === 'string')
      options.push(/^\s*(['"])[\s\S]*\1\s*$/.test(value) ? `${name} ${value}` : `${name} ${literal(value)}`);
    else if (value !== false && value !== null && value !== undefined) options.push(`${name} ${String(value)}`);
  }
  const alias = attachment.alias === null ? '' : ` AS ${attachment.alias}`;
  return `ATTACH IF NOT EXISTS ${literal(path)}${alias}${options.length > 0 ? ` (${options.join(', ')})` : ''}`;
}

function attachPath(attachment: Attachment, projectRoot: string): string {
  // Connection strings of other database systems are not files.
  const isFile = attachment.type === null || ['duckdb', 'sqlite'].includes(attachment.type.toLowerCase());
  return isFile ? resolvePath(attachment.path, projectRoot) : attachment.path;
}

/** Statements that are needed once an instance, in order: each with what it does, for messages. */
export function instanceStatements(
  credentials: DuckDBCredentials,
  projectRoot: string,
): { readonly what: string; readonly sql: string }[] {
  return [
    ...credentials.secretList.map((s) => ({ what: `Creating the secret '${s.name}'`, sql: secretSql(s) })),
    ...credentials.attachments.map((a) => ({
      what: `Attaching '${a.alias ?? a.path}'`,
      sql: attachSql(a, projectRoot),
    })),
  ];
}

/** Statements that every connection needs. */
export function connectionStatements(
  credentials: DuckDBCredentials,
  projectRoot: string,
): { readonly what: string; readonly sql: string }[] {
  const out = Object.entries(credentials.settingValues).map(([key, value]) => ({
    what: `The setting '${key}'`,
    sql: `SET ${key} = ${literal(String(value))}`,
  }));
  // Files that SQL names are found from the project's root, wherever quern was started. (A comma separates folders.)
  if (
    process.cwd() !== projectRoot &&
    !('file_search_path' in credentials.settingValues) &&
    !projectRoot.includes(',')
  ) {
    out.push({ what: "The setting 'file_search_path'", sql: `SET file_search_path = ${literal(projectRoot)}` });
  }
  if (credentials.database !== credentials.pathDatabase) {
    out.push({ what: `Using the database '${credentials.database}'`, sql: `USE "${credentials.database}"` });
  }
  return out;
}
