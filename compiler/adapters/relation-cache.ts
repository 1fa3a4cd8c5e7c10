import { RelationLinks } from './relation-links.js';
import type { Dialect, RelationRef, RelationType } from './types.js';

/** A relation that is known to be in the database. */
export interface CachedRelation extends RelationRef {
  readonly type: RelationType | null;
}

/** Lists what is in a schema; called once a schema. */
export type SchemaLister<R extends CachedRelation> = (database: string | null, schema: string) => Promise<readonly R[]>;

interface SchemaEntry<R> {
  /** Settled once the schema is listed. */
  readonly listed: Promise<void>;
  readonly relations: Map<string, R>;
  /** Changes that were told while the listing ran; they are newer than what it answers. */
  pending: Map<string, R | null> | undefined;
}

/**
 * What is in the database, schema by schema, so that macros need not ask for every relation: a schema is listed once, by
 * the first who asks, and kept current by those who create, drop and rename. Names match without case, as in dbt.
 */
export class RelationCache<R extends CachedRelation = CachedRelation> {
  readonly #schemas = new Map<string, SchemaEntry<R>>();
  readonly #known = new Map<string, Set<string>>();
  /** Changes in schemas that are not listed yet: a listing on another connection may not see them before their commit. */
  readonly #early = new Map<string, Map<string, R | null>>();
  readonly #links = new RelationLinks();

  constructor(readonly dialect: Dialect) {}

  /** Whether a schema was listed already, or is being listed. */
  has(database: string | null, schema: string | null): boolean {
    return this.#schemas.has(schemaKey(database, schema));
  }

  /** The relations of a schema. A listing that fails is forgotten, so that the next one asks again. */
  async list(database: string | null, schema: string, lister: SchemaLister<R>): Promise<readonly R[]> {
    const key = schemaKey(database, schema);
    let entry = this.#schemas.get(key);
    if (!entry) {
      entry = this.#start(key, () => lister(database, schema));
    }
    await entry.listed;
    return [...entry.relations.values()];
  }

  /** The relations of a schema that was listed already; undefined where somebody has to wait for that. */
  listed(database: string | null, schema: string): readonly R[] | undefined {
    const entry = this.#schemas.get(schemaKey(database, schema));
    return entry && !entry.pending ? [...entry.relations.values()] : undefined;
  }

  /** Looks a relation up; the schema is listed if it was not. */
  async find(
    database: string | null,
    schema: string,
    identifier: string,
    lister: SchemaLister<R>,
  ): Promise<R | undefined> {
    await this.list(database, schema, lister);
    return this.#schemas.get(schemaKey(database, schema))?.relations.get(nameKey(identifier));
  }

  /** Puts in schemas that were read with one query; schemas without relations are known to be empty then. */
  fill(schemas: Iterable<readonly [database: string | null, schema: string]>, relations: Iterable<R>): void {
    for (const [database, schema] of schemas) {
      const key = schemaKey(database, schema);
      if (!this.#schemas.has(key))
        this.#schemas.set(key, { listed: Promise.resolve(), relations: new Map(), pending: undefined });
      this.addSchema(database, schema);
    }
    for (const relation of relations) {
      const entry = this.#schemas.get(schemaKey(relation.database, relation.schema));
      if (entry && !entry.pending) entry.relations.set(nameKey(relation.identifier), relation);
    }
  }

  add(relation: R): void {
    this.#change(relation, relation);
  }

  /** Also forgets what the database dropped along: those that were linked to it. */
  drop(relation: RelationRef): void {
    this.#change(relation, null);
    for (const dependent of this.#links.drop(relation)) this.#change(dependent, null);
  }

  /** Dropping `referenced` drops `dependent` too. */
  link(referenced: RelationRef, dependent: RelationRef): void {
    this.#links.add(referenced, dependent);
  }

  /** What `from` was is now `to`. */
  rename(from: RelationRef, to: R): void {
    const before = this.#schemas.get(schemaKey(from.database, from.schema))?.relations.get(nameKey(from.identifier));
    this.#change(from, null);
    this.#links.rename(from, to);
    this.add(before && !to.type ? { ...to, type: before.type } : to);
  }

  /** Forgets a schema that was dropped: it is empty until somebody adds to it. */
  dropSchema(database: string | null, schema: string | null): void {
    const entry = this.#schemas.get(schemaKey(database, schema));
    entry?.relations.clear();
    this.#known.get(databaseKey(database))?.delete(nameKey(schema));
  }

  /** Schemas that are known to exist, with which `check_schema_exists` and schema creation spare a query. */
  addSchema(database: string | null, schema: string | null): void {
    const key = databaseKey(database);
    const names = this.#known.get(key);
    if (names) names.add(nameKey(schema));
    else this.#known.set(key, new Set([nameKey(schema)]));
  }

  knowsSchema(database: string | null, schema: string | null): boolean {
    return this.#known.get(databaseKey(database))?.has(nameKey(schema)) ?? false;
  }

  clear(): void {
    this.#schemas.clear();
    this.#known.clear();
    this.#early.clear();
    this.#links.clear();
  }

  #start(key: string, run: () => Promise<readonly R[]>): SchemaEntry<R> {
    const relations = new Map<string, R>();
    const listing = run().then(
      (found) => {
        for (const relation of found) relations.set(nameKey(relation.identifier), relation);
        for (const [name, relation] of entry.pending ?? []) {
          if (relation) relations.set(name, relation);
          else relations.delete(name);
        }
        entry.pending = undefined;
      },
      (error: unknown) => {
        if (this.#schemas.get(key) === entry) this.#schemas.delete(key);
        throw error;
      },
    );
    const entry: SchemaEntry<R> = { listed: listing, relations, pending: this.#early.get(key) ?? new Map() };
    this.#early.delete(key);
    this.#schemas.set(key, entry);
    return entry;
  }

  #change(at: Omit<RelationRef, 'type'>, relation: R | null): void {
    const key = schemaKey(at.database, at.schema);
    const entry = this.#schemas.get(key);
    const name = nameKey(at.identifier);
    if (!entry) {
      const early = this.#early.get(key);
      if (early) early.set(name, relation);
      else this.#early.set(key, new Map([[name, relation]]));
      return;
    }
    entry.pending?.set(name, relation);
    if (relation) entry.relations.set(name, relation);
    else entry.relations.delete(name);
  }
}

function nameKey(name: string | null): string {
  return (name ?? '').toLowerCase();
}

function databaseKey(database: string | null): string {
  return nameKey(database);
}

function schemaKey(database: string | null, schema: string | null): string {
  return `${nameKey(database)}\0${nameKey(schema)}`;
}
