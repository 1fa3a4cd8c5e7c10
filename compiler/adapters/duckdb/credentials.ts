import { posix } from 'node:path';
import { type CredentialProblem, CredentialReader, isMapping } from '../credentials.js';
import type { Credentials } from '../types.js';

export interface Attachment {
  readonly path: string;
  readonly alias: string | null;
  readonly type: string | null;
  readonly secret: string | null;
  readonly readOnly: boolean;
  readonly isDucklake: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Secret {
  readonly type: string;
  readonly name: string;
  readonly persistent: boolean;
  readonly provider: string | null;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Retries {
  readonly connectAttempts: number;
  readonly queryAttempts: number;
  /** Names as Python's driver has them: `IOException`. */
  readonly exceptions: readonly string[];
}

/** A profile output with its defaults; what `connect` needs. `output` keeps the keys as they were written. */
export interface DuckDBCredentials extends Credentials {
  readonly path: string;
  readonly database: string;
  readonly schema: string;
  /** The catalog that DuckDB makes of `path`; differs from `database` if that names an attached one. */
  readonly pathDatabase: string;
  readonly configOptions: Readonly<Record<string, string>>;
  readonly extensionList: readonly { readonly name: string; readonly repo: string | null }[];
  readonly settingValues: Readonly<Record<string, unknown>>;
  readonly secretList: readonly Secret[];
  readonly attachments: readonly Attachment[];
  readonly external_root: string;
  /** Folders of modules that Python models import. */
  readonly modulePaths: readonly string[];
  readonly disable_transactions: boolean;
  readonly is_ducklake: boolean;
  readonly retryPolicy: Retries;
}

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;

export function isMotherDuck(path: string): boolean {
  const scheme = SCHEME.exec(path)?.[1]?.toLowerCase();
  return scheme === 'md' || scheme === 'motherduck';
}

/** The catalog's name that follows from a path: `warehouse/shop.v1.duckdb` → `shop`, `:memory:` → `memory`, `md:` → `my_db`. */
export function databaseOfPath(path: string): string {
  if (path === ':memory:') return 'memory';
  const scheme = SCHEME.exec(path)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? path : path.slice(scheme.length + 1);
  const base = posix.basename(rest.replace(/[?#].*$/, ''));
  if (isMotherDuck(path)) return base.replace(/(?<=.)\.[^.]*$/, '') || 'my_db';
  if (scheme === 'ducklake') return base.replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, '').replace(/(?<=.)\.[^.]*$/, '');
  return base.replace(/^\.+/, '').split('.')[0]!;
}

function readAttachments(reader: CredentialReader): Attachment[] {
  const out: Attachment[] = [];
  for (const item of reader.list('attach') ?? []) {
    if (!isMapping(item) || typeof item.path !== 'string') {
      reader.problem('attach', "every entry of 'attach' needs a 'path'");
      continue;
    }
    const options = isMapping(item.options) ? item.options : {};
    const twice = ['type', 'secret', 'read_only'].filter((key) => item[key] && key in options);
    if (twice.length > 0)
      reader.problem(
        'attach',
        `'${twice.join("', '")}' of the attached '${item.path}' is given twice: beside and inside 'options'`,
      );
    const text = (key: string): string | null => {
      const value = item[key] ?? options[key];
      return value === undefined || value === null ? null : String(value);
    };
    const rest = Object.fromEntries(
      Object.entries(options).filter(([key]) => !['type', 'secret', 'read_only'].includes(key)),
    );
    out.push({
      path: item.path,
      alias: typeof item.alias === 'string' ? item.alias : null,
      type: text('type'),
      secret: text('secret'),
      readOnly: item.read_only === true || options.read_only === true,
      isDucklake: item.is_ducklake === true || item.path.toLowerCase().includes('ducklake:'),
      options: rest,
    });
  }
  return out;
}

function readSecrets(reader: CredentialReader): Secret[] {
  const given = [...(reader.list('secrets') ?? [])];
  const provider = reader.text('use_credential_provider');
  if (provider === 'aws') given.push({ type: 's3', provider: 'credential_chain' });
  else if (provider !== undefined)
    reader.problem('use_credential_provider', `'${provider}' is not supported; the only value is 'aws'`);
  const out: Secret[] = [];
  for (const [index, item] of given.entries()) {
    if (!isMapping(item) || typeof item.type !== 'string') {
      reader.problem('secrets', "every entry of 'secrets' needs a 'type'");
      continue;
    }
    const { type, name, persistent, provider: secretProvider, ...options } = item;
    out.push({
      type: String(type),
      name: typeof name === 'string' ? name : `_dbt_secret_${index + 1}`,
      persistent: persistent === true,
      provider: typeof secretProvider === 'string' ? secretProvider : null,
      options,
    });
  }
  return out;
}

function readExtensions(reader: CredentialReader): { name: string; repo: string | null }[] {
  const out: { name: string; repo: string | null }[] = [];
  for (const item of reader.list('extensions') ?? []) {
    if (typeof item === 'string') out.push({ name: item, repo: null });
    else if (isMapping(item) && typeof item.name === 'string')
      out.push({ name: item.name, repo: typeof item.repo === 'string' ? item.repo : null });
    else reader.problem('extensions', "an entry of 'extensions' is a name or a mapping with 'name' and 'repo'");
  }
  return out;
}

function readRetries(reader: CredentialReader): Retries {
  const given = reader.mapping('retries') ?? {};
  const count = (key: string): number =>
    typeof given[key] === 'number' && given[key] >= 1 ? Math.floor(given[key]) : 1;
  const names = given.retryable_exceptions;
  return {
    connectAttempts: count('connect_attempts'),
    queryAttempts: count('query_attempts'),
    exceptions: Array.isArray(names) ? names.map(String) : ['IOException'],
  };
}

function refuseWhatIsPython(reader: CredentialReader): void {
  for (const key of ['plugins', 'filesystems', 'remote', 'flights']) {
    const value =
      reader.has(key) && (key === 'plugins' || key === 'filesystems' ? (reader.list(key) ?? []).length > 0 : true);
    if (!value) continue;
    const advice =
      key === 'plugins'
        ? "read the data with DuckDB's own functions (read_csv, read_parquet, ATTACH) instead"
        : key === 'filesystems'
          ? "use 'secrets' and 'extensions' (httpfs, azure) instead"
          : "use 'attach' instead";
    reader.problem(key, `'${key}' needs Python and is not supported; ${advice}`);
  }
}

/** Fills in defaults as dbt-duckdb does. */
export function resolveCredentials(output: Credentials): {
  readonly credentials: DuckDBCredentials;
  readonly database: string;
  readonly schema: string;
  readonly problems: readonly CredentialProblem[];
} {
  const reader = new CredentialReader(output);
  refuseWhatIsPython(reader);
  const path = reader.text('path') ?? ':memory:';
  const attachments = readAttachments(reader);
  const pathDatabase = databaseOfPath(path);
  if (pathDatabase === '') reader.problem('path', `no database name follows from the path '${path}'`);
  const database = reader.text('database') ?? pathDatabase;
  if (database !== pathDatabase && !attachments.some((a) => a.alias === database)) {
    reader.problem(
      'database',
      `'database' must be '${pathDatabase}' to match 'path', or the alias of an attached database, but is '${database}'`,
    );
  }
  const settings: Record<string, unknown> = { ...reader.mapping('settings') };
  const token = reader.text('motherduck_token');
  if (token !== undefined) {
    if (settings.motherduck_token !== undefined && settings.motherduck_token !== token) {
      reader.problem('motherduck_token', "'motherduck_token' is set twice with different values");
    }
    settings.motherduck_token = token;
  }
  const schema = reader.text('schema') ?? 'main';
  const credentials: DuckDBCredentials = {
    ...output,
    path,
    database,
    schema,
    pathDatabase,
    configOptions: Object.fromEntries(
      Object.entries(reader.mapping('config_options') ?? {}).map(([k, v]) => [k, String(v)]),
    ),
    extensionList: readExtensions(reader),
    settingValues: settings,
    secretList: readSecrets(reader),
    attachments,
    external_root: reader.text('external_root') ?? '.',
    modulePaths: (reader.list('module_paths') ?? []).map(String),
    disable_transactions: reader.flag('disable_transactions') ?? false,
    is_ducklake: reader.flag('is_ducklake') ?? path.toLowerCase().includes('ducklake:'),
    retryPolicy: readRetries(reader),
  };
  return { credentials, database, schema, problems: reader.problems };
}

/** Names of the catalogs that are DuckLakes. */
export function ducklakeDatabases(credentials: DuckDBCredentials): ReadonlySet<string> {
  const out = new Set<string>();
  if (credentials.is_ducklake) out.add(credentials.pathDatabase);
  for (const attached of credentials.attachments)
    if (attached.isDucklake) out.add(attached.alias ?? databaseOfPath(attached.path));
  return out;
}
