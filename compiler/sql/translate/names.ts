/** Names of a statement as the target knows them. */
import { bodyOf, identifier, isIdentifier, isObject, kindOf, raw } from './ast.js';
import type { Json, Node } from './polyglot.js';

export interface Name {
  readonly name: string;
  readonly quoted: boolean;
}

export interface NameRules {
  /** The target's name for a column, an alias, a CTE. */
  identifier(name: Name): string;
  /** What an expression over a sequence's next value is; parts as for relations. */
  sequence?(parts: readonly Name[]): string;
  /** A value of the session, as SQL: CURRENT_SCHEMA, LAST_QUERY_ID. */
  value?(name: string): string;
  /** A query over the result of an earlier statement, which is named by an expression of the target. */
  resultScan?(queryId: Json): string;
  /** A query over a stage's files. */
  stage?(stage: Json): string;
  /** The target's name for a table or view that is no CTE, outermost part first, or a query in brackets. May throw. */
  relation(parts: readonly Name[]): readonly string[] | { readonly sql: string };
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
  const special = specialNode(value, kind, rules);
  if (special !== undefined) return special;
  if (kind === 'table') return table(value as Node, rules, ctes);
  if (kind === 'dot') {
    const path = dotPath(value);
    // `schema.table.column`: the table's name alone says which one is meant.
    if (path && isNextValue(path) && rules.sequence) return raw(rules.sequence(path.slice(0, -1)));
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

function isNextValue(path: readonly Name[]): boolean {
  const last = path.at(-1)!;
  return path.length > 1 && !last.quoted && last.name.toUpperCase() === 'NEXTVAL';
}

/** Nodes that only the session can answer. */
function specialNode(value: Json, kind: string | undefined, rules: NameRules): Json | undefined {
  if (kind === 'column') {
    const path = dotPath(value);
    if (path && isNextValue(path) && rules.sequence) return raw(rules.sequence(path.slice(0, -1)));
    const positional = path && /^\$(\d+)$/.exec(path.at(-1)!.name);
    return positional
      ? column([...path.slice(0, -1), { name: `COLUMN${positional[1]}`, quoted: true }], rules)
      : undefined;
  }
  const name = kind === 'function' ? String(bodyOf(value, 'function')?.name) : '';
  if (name.startsWith('SF$') && rules.value) return raw(rules.value(name.slice(3)));
  const scan = bodyOf(value, 'result_scan');
  if (scan && rules.resultScan) return raw(aliased(rules.resultScan(scan.this!), scan.alias, rules));
  const stage = bodyOf(value, 'stage_reference');
  if (stage && rules.stage) return raw(aliased(rules.stage(stage), stage.alias, rules));
  return undefined;
}

function aliased(sql: string, alias: Json | undefined, rules: Pick<NameRules, 'identifier'>): string {
  return isIdentifier(alias) ? `${sql} AS "${rules.identifier(alias).replaceAll('"', '""')}"` : sql;
}

/** The target of a statement that writes is a table reference without a node of its own; a CTE never hides it. */
function write(node: Node, kind: 'insert' | 'update' | 'delete', rules: NameRules, ctes: ReadonlySet<string>): Json {
  const { table: target, ...others } = node[kind] as { readonly [key: string]: Json };
  const found = (table({ table: target! }, rules, new Set()) as { table: { readonly [key: string]: Json } }).table;
  const renamed = rename({ ...others, table: null }, rules, ctes) as { [key: string]: Json };
  const withoutAlias = { ...found, alias: null };
  // What DELETE reads besides is a list of such references, too.
  const using = (others.using ?? null) as readonly Json[] | null;
  if (using) renamed.using = using.map((other) => (table({ table: other }, rules, ctes) as { table: Json }).table);
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
  const found = rules.relation(parts);
  if ('sql' in found)
    return raw(aliased(found.sql, renamed.alias ?? identifier(own), { identifier: (name) => name.name }));
  const [name, schema, catalog] = [...found].reverse();
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
