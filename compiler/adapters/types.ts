/** What an adapter is to quern. Adapters live in folders beside this file; nothing else names one. */
import type { Diagnostic } from '../base/diagnostics.js';
import type { SourceNode } from '../manifest/types.js';
import type { TemplateMethod } from './template-methods.js';
import type { AdapterTraits } from './traits.js';

export interface Capabilities {
  /** DDL inside a transaction is undone by rollback. */
  readonly transactionalDdl: boolean;
  /** Statements commit on their own: a transaction is begun only where a template says so. */
  readonly autocommit?: boolean;
  readonly merge: boolean;
  readonly clone: boolean;
  readonly grants: boolean;
  /** Several sessions may write at once. */
  readonly concurrentWrites: boolean;
  readonly schemaMetadataByRelations: boolean;
  /** The database tells when a table was last changed. */
  readonly lastModifiedMetadata: boolean;
  readonly microbatchConcurrency: boolean;
  /** Models may be written in Python. */
  readonly pythonModels?: boolean;
  /** Types of user-defined functions that may be in JavaScript. Absent: none. */
  readonly javascriptFunctions?: readonly string[];
}

export interface QuotePolicy {
  readonly database: boolean;
  readonly schema: boolean;
  readonly identifier: boolean;
}

export interface Dialect {
  /** `duckdb`, as SQL tools call it. */
  readonly name: string;
  readonly quoteCharacter: string;
  /** dbt's default quoting for this warehouse. */
  readonly defaultQuoting: QuotePolicy;
  /** How unquoted identifiers are stored. */
  readonly unquotedCase: 'lower' | 'upper' | 'preserve';
  quote(identifier: string): string;
  /** Types by dbt's names (TIMESTAMP, STRING, …): `Column.translate_type`. */
  translateType(type: string): string;
}

export type RelationType =
  | 'table'
  | 'view'
  | 'cte'
  | 'materialized_view'
  | 'external'
  | 'ephemeral'
  | 'dynamic_table'
  | 'function';

/** Names without quotes, plain data. */
export interface RelationRef {
  readonly database: string | null;
  readonly schema: string | null;
  readonly identifier: string | null;
  readonly type: RelationType | null;
  /** What the adapter's traits name as fields of a relation. */
  readonly fields?: Readonly<Record<string, string | null>>;
}

export interface ColumnRef {
  readonly name: string;
  /** As the database says it: `DECIMAL(18,2)`, `VARCHAR`. */
  readonly dataType: string;
}

/**
 * Cell values of results: numbers are JS numbers or bigint; decimals `{ decimal: string }`; date/time as `{ date | time | timestamp | timestamptz: ISO string }`,
 * so that no precision is lost before a template sees them.
 */
export type Cell =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | { readonly decimal: string }
  | { readonly float: number }
  | { readonly date: string }
  | { readonly time: string }
  | { readonly timestamp: string }
  | { readonly timestamptz: string }
  | { readonly interval: string }
  | readonly Cell[]
  | { readonly struct: readonly (readonly [string, Cell])[] };

export interface QueryResult {
  readonly columns: readonly ColumnRef[];
  readonly rows: readonly (readonly Cell[])[];
  /** What goes into run_results' adapter_response. */
  readonly response: AdapterResponse;
}

export interface AdapterResponse {
  readonly _message: string;
  readonly code?: string;
  readonly rows_affected?: number;
  readonly query_id?: string;
  readonly [key: string]: unknown;
}

export interface ExecuteOptions {
  /** Read rows (default false: the statement's effect only). */
  readonly fetch?: boolean;
  readonly limit?: number;
  readonly signal?: AbortSignal;
  /** Values of the statement's parameters, in order, where the warehouse has bound parameters. */
  readonly bindings?: readonly Cell[];
  /** Called as soon as the server has named the statement, before its end is waited for; where the warehouse names statements. */
  readonly onSubmitted?: (queryId: string) => void;
  /** What the statement reads from the client: lines for `COPY … FROM STDIN`, where the warehouse has it. */
  readonly input?: Iterable<string> | AsyncIterable<string>;
  /** The project's query comment, where it goes with statements as a label instead of in their text (`job-label`). */
  readonly comment?: string;
  /** Settings of the node that the statement is for. */
  readonly nodeConfig?: Readonly<Record<string, unknown>>;
}

/** What a database says of a failed statement. `position` is a 0-based offset into the statement's text. */
export class DatabaseError extends Error {
  constructor(
    message: string,
    readonly details: {
      readonly sql: string;
      readonly position?: number;
      readonly code?: string;
      readonly sqlState?: string;
      readonly candidates?: readonly string[];
      /** The statement names a table, view or schema that is not there. */
      readonly missingRelation?: boolean;
      /** What the statement names and is not there; `name` without quotes and qualifiers. */
      readonly missing?: { readonly kind: 'column' | 'relation' | 'function' | 'type'; readonly name: string };
      /** Where in a data file that the statement reads it failed; lines from 1. */
      readonly input?: { readonly line: number; readonly column?: string };
    },
  ) {
    super(message);
    this.name = 'DatabaseError';
  }

  /** The database's error at the bottom of what was thrown, if there is one. */
  static behind(error: unknown): DatabaseError | undefined {
    for (let at = error; at instanceof Error; at = at.cause) if (at instanceof DatabaseError) return at;
    return undefined;
  }
}

/** A Python model, ready to run: the model's own text and what was written behind it, which has `dbtObj` and `materialize`. */
export interface PythonJob {
  readonly name: string;
  readonly code: string;
  /** The model's file, absolute, and how many of its lines stand before the first one of `code`. */
  readonly file: string;
  readonly lineOffset: number;
  /** Relations that the model may read. */
  readonly inputs: readonly RelationRef[];
  /** Those of them that need not be there. */
  readonly perhaps: readonly RelationRef[];
  /** The model's relation, and whether the model looks at what is in it. */
  readonly own: RelationRef;
  readonly readsOwn: boolean;
  /** Where Python is started, and with what. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absent: the `python3` or `python` that is found. */
  readonly executable?: string | undefined;
  /** Told of each line that the model prints. */
  readonly print: (line: string) => void;
}

/** What a Python model raised; `line` is one of its file, from 1. */
export class PythonError extends Error {
  constructor(
    message: string,
    readonly details: {
      readonly traceback: string;
      readonly line?: number;
      /** A module that could not be imported. */
      readonly module?: string;
      readonly executable: string;
    },
  ) {
    super(message);
    this.name = 'PythonError';
  }
}

/** One connection. Not for use by two nodes at once. */
export interface Session {
  /** Runs one statement, or several separated by ';' (the last one's result). Throws DatabaseError. */
  execute(sql: string, options?: ExecuteOptions): Promise<QueryResult>;
  /** Work of this warehouse that is no SQL, by names that the adapter's own template methods know. Throws DatabaseError. */
  perform?(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Runs a Python model, whose relation is made on this connection. Throws PythonError. Absent: the warehouse can't. */
  runPython?(job: PythonJob): Promise<AdapterResponse>;
  /** What a query would cost, found out without running it. Throws DatabaseError. Absent: the warehouse can't tell. */
  estimate?(sql: string): Promise<AdapterResponse>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  readonly inTransaction: boolean;
  /** Stops what is running; the pending execute rejects. Also before the statement has started. */
  cancel(): void;
  close(): Promise<void>;
}

/** A reachable warehouse. */
export interface Warehouse {
  session(name: string): Promise<Session>;
  /** Loads rows of a CSV file whose column types are known. Absent: seeds go through insert statements. */
  readonly bulkLoad?: (
    session: Session,
    relation: string,
    columns: readonly ColumnRef[],
    csvPath: string,
    delimiter: string,
  ) => Promise<number>;
  close(): Promise<void>;
}

export type Credentials = Readonly<Record<string, unknown>>;

export interface ConnectOptions {
  readonly projectRoot: string;
  readonly threads: number;
  readonly signal?: AbortSignal;
  /** Told of what happens to a connection and stops nothing. */
  readonly report?: (diagnostic: Diagnostic) => void;
}

export interface FileStaging {
  /** `rows` go into a table, `files` into a stage, or a `definition` is enough. */
  readonly takes: 'rows' | 'files' | 'definition';
  /** Whether a definition may name files of this machine; absent: none. */
  readsLocalFiles?(credentials: Credentials): boolean;
  /** The type of a table's column for one that a file says, in the words of `FileRows`. */
  columnType?(type: string): string;
  /** Types of the columns that say which file a row is of, and when it came; the latter fills itself. */
  readonly ownTypes?: { readonly file: string; readonly time: string };
}

export interface Adapter {
  readonly name: string;
  /** Macro prefixes in order: `duckdb`; `['redshift', 'postgres']` for one that inherits. `default` is implied. */
  readonly macroPrefixes: readonly string[];
  readonly capabilities: Capabilities;
  readonly dialect: Dialect;
  /** How templates see it. */
  readonly traits: AdapterTraits;
  /** Methods of its own that templates can call as `adapter.name(…)`. */
  readonly templateMethods?: Readonly<Record<string, TemplateMethod>>;
  /** JSON schema of one profile output, for checks and editors. */
  readonly profileSchema: object;
  /** Fills defaults, answers problems as text; `database` and `schema` of the result are the target's. */
  resolveCredentials(output: Credentials): {
    readonly credentials: Credentials;
    readonly database: string;
    readonly schema: string;
    readonly problems: readonly {
      readonly key: string;
      readonly message: string /** Default error. */;
      readonly severity?: 'error' | 'warning';
    }[];
  };
  /** Keys of the credentials that templates may see as `target.*` and `debug` may print. */
  readonly publicKeys: readonly string[];
  /** The warehouse's own words for dbt's keys, in configuration and sources: `{ dataset: 'schema' }`. */
  readonly keyAliases?: Readonly<Record<string, string>>;
  /** What stands in SQL for a source that is no table (files, a stage); undefined for one that is. */
  externalSource?(source: SourceNode): string | undefined;
  /** What a login leaves unsaid, for `debug`: throws QuernError where work would fail later. */
  checkLogin?(session: Session, credentials: Credentials): Promise<void>;
  /** How files become what SQL can read; absent where they are read in place. */
  readonly fileStaging?: FileStaging;
  connect(credentials: Credentials, options: ConnectOptions): Promise<Warehouse>;
}
