/** Names of a statement of BigQuery's as DuckDB knows them: all are quoted, and tables get their whole path. */
import { bodyOf, identifier, isIdentifier, isObject, kindOf, raw } from '../ast.js';
import type { Json, Node } from '../polyglot.js';

export interface BigQueryNames {
  /** A table's path, outermost part first, or a query that stands for it. `isWritten`: as the target of a statement. May throw. */
  relation(parts: readonly string[], isWritten: boolean): readonly string[] | { readonly sql: string };
  /** A variable of a script, as SQL of the target; undefined for what is none. */
  variable(name: string): string | undefined;
}

type Entries = { readonly [key: string]: Json };

export function applyBigQueryNames(statement: Node, names: BigQueryNames): Node {
  return rename(statement, names, new Set()) as Node;
}

function rename(value: Json, names: BigQueryNames, ctes: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => rename(item, names, ctes));
  if (!isObject(value)) return value;
  if (isIdentifier(value)) return identifier(value.name);
  const kind = kindOf(value);
  if (kind === 'raw') return value;
  if (kind === 'table') return table(value.table as Entries, names, ctes, false);
  const body = kind === undefined ? undefined : (value[kind] as Entries);
  if (kind === 'column' && !body!.table && isIdentifier(body!.name)) {
    const variable = names.variable(body!.name.name);
    if (variable !== undefined) return raw(variable);
  }
  if (kind === 'insert' || kind === 'update' || kind === 'delete') return write(kind, body!, names, ctes);
  const aliased = kind === 'alias' ? bodyOf(body!.this, 'table') : undefined;
  if (aliased) return aliasedTable(body!, aliased, names, ctes);
  if (kind === 'merge') return merge(body!, names, ctes);
  const visible = withCtes(value, ctes);
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === 'with' && isObject(item)) copy[key] = renameWith(item, names, ctes);
    else copy[key] = typeof item === 'object' && key !== 'span' ? rename(item, names, visible) : item;
  }
  return copy;
}

/** A path may be quoted as a whole. */
function partsOf(body: Entries): string[] {
  return [body.catalog, body.schema, body.name]
    .filter((part) => isIdentifier(part))
    .flatMap((part) => (part as unknown as { readonly name: string }).name.split('.'));
}

function table(body: Entries, names: BigQueryNames, ctes: ReadonlySet<string>, isWritten: boolean): Node {
  const parts = partsOf(body);
  const alias = isIdentifier(body.alias) ? identifier(body.alias.name) : null;
  const plain = (path: readonly string[]): Node => {
    const [name, schema, catalog] = [...path].reverse();
    return {
      table: {
        ...body,
        name: identifier(name!),
        schema: schema === undefined ? null : identifier(schema),
        catalog: catalog === undefined ? null : identifier(catalog),
        alias,
        alias_explicit_as: alias !== null,
      },
    };
  };
  if (!isWritten && parts.length === 1 && ctes.has(parts[0]!.toLowerCase())) return plain(parts);
  const found = names.relation(parts, isWritten);
  if (!('sql' in found)) return plain(found);
  const own = alias ?? identifier(parts.at(-1)!);
  return raw(`${found.sql} AS "${String(own.name).replaceAll('"', '""')}"`);
}

/** Some places have a table's alias in a node around it. */
function aliasedTable(around: Entries, body: Entries, names: BigQueryNames, ctes: ReadonlySet<string>): Json {
  const found = table({ ...body, alias: around.alias! }, names, ctes, false);
  return bodyOf(found, 'table') ? found : raw(String(bodyOf(found, 'raw')!.sql));
}

/** The target of a statement that writes is a table without a node of its own. */
function write(
  kind: string,
  { table: target, ...others }: Entries,
  names: BigQueryNames,
  ctes: ReadonlySet<string>,
): Json {
  const found = (table(target as Entries, names, ctes, true) as { readonly table: Json }).table;
  const renamed = rename({ ...others, table: null }, names, ctes) as { readonly [key: string]: Json };
  return { [kind]: { ...renamed, table: found } };
}

function merge({ this: target, ...others }: Entries, names: BigQueryNames, ctes: ReadonlySet<string>): Json {
  const alias = bodyOf(target, 'alias');
  const body = (bodyOf(alias?.this ?? target, 'table') ?? {}) as Entries;
  const found = table(body, names, ctes, true);
  const renamed = rename(others, names, ctes) as { readonly [key: string]: Json };
  const named = alias ? { alias: { ...alias, this: found, alias: rename(alias.alias!, names, ctes) } } : found;
  return { merge: { ...renamed, this: named } };
}

/** Names of the CTEs that a query sees, its own included. */
function withCtes(value: Entries, ctes: ReadonlySet<string>): ReadonlySet<string> {
  const clause = value.with;
  if (!isObject(clause) || !Array.isArray(clause.ctes)) return ctes;
  return new Set([...ctes, ...(clause.ctes as readonly Json[]).map(cteName)]);
}

function cteName(cte: Json): string {
  const body = bodyOf(cte, 'cte') ?? cte;
  const alias = isObject(body) ? body.alias : undefined;
  return isIdentifier(alias) ? alias.name.toLowerCase() : '';
}

/** A CTE sees those before it, and itself if the clause is recursive. */
function renameWith(clause: Entries, names: BigQueryNames, outer: ReadonlySet<string>): Json {
  const visible = new Set(outer);
  const ctes = (clause.ctes as readonly Json[]).map((cte) => {
    if (clause.recursive === true) visible.add(cteName(cte));
    const renamed = rename(cte, names, visible);
    visible.add(cteName(cte));
    return renamed;
  });
  return { ...clause, ctes };
}
