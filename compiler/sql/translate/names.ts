/** Names of a statement as the target knows them. */
import { bodyOf, identifier, isIdentifier, isObject, kindOf } from './ast.js';
import type { Json, Node } from './polyglot.js';

export interface Name {
  readonly name: string;
  readonly quoted: boolean;
}

export interface NameRules {
  /** The target's name for a column, an alias, a CTE. */
  identifier(name: Name): string;
  /** The target's name for a table or view that is no CTE, outermost part first. May throw. */
  relation(parts: readonly Name[]): readonly string[];
}

/** Gives every name of a statement the target's form. CTEs hide relations of the same name. */
export function applyNames(statement: Node, rules: NameRules): Node {
  return rename(statement, rules, new Set()) as Node;
}

function rename(value: Json, rules: NameRules, ctes: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => rename(item, rules, ctes));
  if (!isObject(value)) return value;
  if (isIdentifier(value)) return identifier(rules.identifier(value as unknown as Name));
  const kind = kindOf(value);
  if (kind === 'raw') return value;
  if (kind === 'table') return table(value as Node, rules, ctes);
  if (kind === 'dot') {
    const path = dotPath(value);
    // `schema.table.column`: the table's name alone says which one is meant.
    if (path) return column(path.slice(-2), rules);
  }
  if (kind === 'insert' || kind === 'update' || kind === 'delete') return write(value as Node, kind, rules, ctes);
  if (kind === 'alias' && kindOf((value.alias as { this?: Json }).this) === 'table')
    return aliasedTable(value as Node, rules, ctes);
  const visible = withCtes(value, rules, ctes);
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === 'with' && isObject(item)) copy[key] = renameWith(item, rules, ctes);
    else copy[key] = typeof item === 'object' && key !== 'span' ? rename(item, rules, visible) : item;
  }
  if (kind === 'lateral' && isObject(copy.lateral)) {
    const body = copy.lateral as Record<string, Json>;
    if (typeof body.alias === 'string')
      body.alias = rules.identifier({ name: body.alias, quoted: body.alias_quoted === true });
  }
  return copy;
}

/** The target of a statement that writes is a table reference without a node of its own; a CTE never hides it. */
function write(node: Node, kind: 'insert' | 'update' | 'delete', rules: NameRules, ctes: ReadonlySet<string>): Json {
  const { table: target, ...others } = node[kind] as { readonly [key: string]: Json };
  const found = (table({ table: target! }, rules, new Set()) as { table: { readonly [key: string]: Json } }).table;
  const renamed = rename({ ...others, table: null }, rules, ctes) as { readonly [key: string]: Json };
  const withoutAlias = { ...found, alias: null };
  if (kind === 'update') return { update: { ...renamed, table: found } };
  if (kind === 'insert') return { insert: { ...renamed, table: withoutAlias } };
  return { delete: { ...renamed, table: withoutAlias, alias: renamed.alias ?? found.alias!, alias_explicit_as: true } };
}

/** Names of the CTEs that a query sees, its own included. */
function withCtes(value: Json, rules: NameRules, ctes: ReadonlySet<string>): ReadonlySet<string> {
  const clause = isObject(value) ? value.with : undefined;
  if (!isObject(clause) || !Array.isArray(clause.ctes)) return ctes;
  const names = (clause.ctes as readonly Json[]).map((cte) => cteName(cte, rules));
  return new Set([...ctes, ...names]);
}

function cteName(cte: Json, rules: NameRules): string {
  const body = bodyOf(cte, 'cte') ?? cte;
  const alias = isObject(body) ? body.alias : undefined;
  return isIdentifier(alias) ? rules.identifier(alias) : '';
}

/** A CTE sees those before it, and itself if the clause is recursive. */
function renameWith(clause: Json & object, rules: NameRules, outer: ReadonlySet<string>): Json {
  const body = clause as { readonly [key: string]: Json };
  const visible = new Set(outer);
  const ctes: Json[] = [];
  for (const cte of body.ctes as readonly Json[]) {
    // Snowflake lets a CTE refer to itself without RECURSIVE, but only as the second part of a union.
    if (body.recursive === true) visible.add(cteName(cte, rules));
    ctes.push(rename(cte, rules, visible));
    visible.add(cteName(cte, rules));
  }
  return { ...body, ctes };
}

function table(node: Node, rules: NameRules, ctes: ReadonlySet<string>): Json {
  const body = node.table as { readonly [key: string]: Json };
  const parts = [body.catalog, body.schema, body.name].filter((part) => isIdentifier(part)) as unknown as Name[];
  const own = rules.identifier(parts.at(-1)!);
  const renamed: Record<string, Json> = {};
  for (const [key, item] of Object.entries(body))
    renamed[key] = typeof item === 'object' && key !== 'span' ? rename(item, rules, ctes) : item;
  if (parts.length === 1 && ctes.has(own)) return { table: renamed };
  const [name, schema, catalog] = [...rules.relation(parts)].reverse();
  return {
    table: {
      ...renamed,
      name: identifier(name!),
      schema: schema === undefined ? null : identifier(schema),
      catalog: catalog === undefined ? null : identifier(catalog),
      alias: renamed.alias ?? identifier(own),
      alias_explicit_as: true,
    },
  };
}

/** Some places have a table's alias in a node around it. */
function aliasedTable(node: Node, rules: NameRules, ctes: ReadonlySet<string>): Json {
  const body = node.alias as { readonly [key: string]: Json };
  const found = (table(body.this as Node, rules, ctes) as { table: { readonly [key: string]: Json } }).table;
  return { table: { ...found, alias: rename(body.alias!, rules, ctes), alias_explicit_as: true } };
}

function dotPath(node: Json): Name[] | undefined {
  const dot = bodyOf(node, 'dot');
  if (dot) {
    const before = dotPath(dot.this as Json);
    return before && isIdentifier(dot.field) ? [...before, dot.field as unknown as Name] : undefined;
  }
  const body = bodyOf(node, 'column');
  if (!body || !isIdentifier(body.name)) return undefined;
  return [...(isIdentifier(body.table) ? [body.table] : []), body.name] as unknown as Name[];
}

function column(parts: readonly Name[], rules: NameRules): Json {
  const [name, owner] = [...parts].reverse().map((part) => identifier(rules.identifier(part)));
  return { column: { name: name!, table: owner ?? null, join_mark: false, trailing_comments: [], span: null } };
}
