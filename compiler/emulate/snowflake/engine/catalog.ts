import { display, type ObjectName } from './names.js';
import type { SnowType } from './types.js';

export type ObjectKind =
  | 'TABLE'
  | 'VIEW'
  | 'MATERIALIZED VIEW'
  | 'DYNAMIC TABLE'
  | 'EXTERNAL TABLE'
  | 'SEQUENCE'
  | 'STAGE'
  | 'FILE FORMAT'
  | 'TAG'
  | 'TASK'
  | 'STREAM'
  | 'FUNCTION'
  | 'PROCEDURE';

export interface ColumnMeta {
  readonly name: string;
  readonly type: SnowType;
  readonly nullable: boolean;
  readonly default?: string;
  readonly comment?: string;
  readonly autoincrement?: boolean;
  readonly primaryKey?: boolean;
  readonly uniqueKey?: boolean;
  readonly maskingPolicy?: string;
}

/** One thing of a schema. Changed by making another. */
export interface SchemaObject extends ObjectName {
  readonly kind: ObjectKind;
  readonly id: number;
  readonly created: number;
  readonly owner: string;
  readonly comment: string;
  readonly columns: readonly ColumnMeta[];
  readonly transient?: boolean;
  /** The session that alone sees it. */
  readonly temporary?: string;
  readonly clusterBy?: string;
  readonly retentionDays?: number;
  readonly secure?: boolean;
  readonly copyGrants?: boolean;
  readonly changeTracking?: boolean;
  /** The statement that made it, as it was written. */
  readonly text?: string;
  /** The query of a view or dynamic table. */
  readonly query?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

export interface Container {
  readonly name: string;
  readonly created: number;
  readonly owner: string;
  readonly comment: string;
  readonly transient?: boolean;
  readonly retentionDays?: number;
}

export interface Grant {
  readonly created: number;
  readonly privilege: string;
  /** TABLE, VIEW, SCHEMA, … */
  readonly on: string;
  readonly name: string;
  readonly toKind: string;
  readonly to: string;
  readonly grantOption: boolean;
  readonly grantedBy: string;
}

/** Relations share one namespace in a schema; of all else each kind has its own. */
export function namespaceOf(kind: ObjectKind): string {
  return /^(TABLE|VIEW|MATERIALIZED VIEW|DYNAMIC TABLE|EXTERNAL TABLE)$/.test(kind) ? 'RELATION' : kind;
}

/** What there is, by Snowflake's names. */
export class Catalog {
  readonly databases = new Map<string, Container>();
  readonly schemas = new Map<string, Container & { readonly database: string }>();
  readonly objects = new Map<string, SchemaObject>();
  readonly grants: Grant[] = [];
  readonly tags = new Map<string, string>();
  #id = 0;

  nextId(): number {
    return ++this.#id;
  }

  /** Ids up to this one are taken. */
  skipIds(last: number): void {
    this.#id = Math.max(this.#id, last);
  }

  schema(database: string, schema: string): (Container & { readonly database: string }) | undefined {
    return this.schemas.get(key(database, schema));
  }

  putSchema(schema: Container & { readonly database: string }): void {
    this.schemas.set(key(schema.database, schema.name), schema);
  }

  dropSchema(database: string, schema: string): void {
    this.schemas.delete(key(database, schema));
    for (const [id, object] of this.objects)
      if (object.database === database && object.schema === schema) this.objects.delete(id);
  }

  dropDatabase(database: string): void {
    this.databases.delete(database);
    for (const schema of [...this.schemas.values()])
      if (schema.database === database) this.dropSchema(database, schema.name);
  }

  /** What a session sees under a name: its own temporary object first. */
  find(namespace: string, name: ObjectName, session: string): SchemaObject | undefined {
    return this.objects.get(objectKey(namespace, name, session)) ?? this.objects.get(objectKey(namespace, name));
  }

  put(object: SchemaObject): void {
    this.objects.set(objectKey(namespaceOf(object.kind), object, object.temporary), object);
  }

  drop(object: SchemaObject): void {
    this.objects.delete(objectKey(namespaceOf(object.kind), object, object.temporary));
  }

  dropSession(session: string): void {
    for (const [id, object] of this.objects) if (object.temporary === session) this.objects.delete(id);
  }

  /** In the order of SHOW: by database, schema, name. */
  list(kinds: readonly ObjectKind[], session: string): SchemaObject[] {
    return [...this.objects.values()]
      .filter((o) => kinds.includes(o.kind) && (o.temporary === undefined || o.temporary === session))
      .sort((a, b) => compare(a.database, b.database) || compare(a.schema, b.schema) || compare(a.name, b.name));
  }

  grantsOn(on: string, name: string): Grant[] {
    return this.grants.filter((g) => g.on === on && g.name === name);
  }
}

function key(...parts: readonly string[]): string {
  return parts.map(display).join('.');
}

function objectKey(namespace: string, name: ObjectName, session = ''): string {
  return `${namespace} ${session} ${key(name.database, name.schema, name.name)}`;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
