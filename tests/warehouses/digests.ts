import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from './site.js';
import type { Row, Target } from './warehouse.js';

export interface Digest {
  readonly rows: number;
  /** Equal for equal rows, in whatever order they are. */
  readonly digest: string;
}

/** A node of manifest.json with a relation of its own. */
export interface BuiltNode {
  readonly unique_id: string;
  readonly name: string;
  readonly resource_type: string;
  readonly relation_name: string;
  readonly config: {
    readonly materialized: string;
    readonly partition_by?: { readonly field: string } | null;
    readonly require_partition_filter?: boolean | null;
  };
  readonly original_file_path: string;
}

/** Models, seeds and snapshots of the project in `dir`, as its latest manifest has them. */
export function builtNodes(dir: string): readonly BuiltNode[] {
  const manifest = JSON.parse(readFileSync(join(dir, 'target/manifest.json'), 'utf8'));
  return (Object.values(manifest.nodes) as BuiltNode[]).filter(
    ({ resource_type, relation_name, config }) =>
      ['model', 'seed', 'snapshot'].includes(resource_type) && relation_name && config.materialized !== 'ephemeral',
  );
}

/** The digest of each relation, by the name of its node. `volatile` columns are left out. */
export async function digestsOf(
  site: Site,
  nodes: readonly BuiltNode[],
  volatile: readonly string[],
): Promise<ReadonlyMap<string, Digest>> {
  if (site.target === 'bigquery') return digestsInBigQuery(site, nodes, volatile);
  const found = new Map<string, Digest>();
  for (const { name, relation_name } of nodes) found.set(name, await digestOf(site, relation_name, volatile));
  return found;
}

/** In one query, as text, row by row: rows may hold lists. Tables that ask for a filter get one that is always true. */
async function digestsInBigQuery(
  site: Site,
  nodes: readonly BuiltNode[],
  volatile: readonly string[],
): Promise<ReadonlyMap<string, Digest>> {
  const columns = volatile.length > 0 ? `* except (${volatile.join(', ')})` : '*';
  const queries = nodes.map(({ name, relation_name, config }) => {
    const field = config.require_partition_filter ? config.partition_by?.field : undefined;
    const where = field === undefined ? '' : ` where ${field} is not null`;
    return `select '${name}' as name, count(*) as n, to_hex(md5(string_agg(h, '' order by h))) as digest from (select to_hex(md5(to_json_string(t))) as h from (select ${columns} from ${relation_name}${where}) as t) as hashes`;
  });
  if (queries.length === 0) return new Map();
  const rows = await site.query(queries.join(' union all '));
  return new Map(rows.map((row) => [String(row.name), { rows: Number(row.n), digest: String(row.digest) }]));
}

async function digestOf(site: Site, relation: string, volatile: readonly string[]): Promise<Digest> {
  const pushed = inDatabase[site.target];
  if (!pushed) return digestOfRows(await site.query(`select * from ${relation}`), volatile);
  const columns = await site.query(pushed.columns(relation));
  const names = columns
    .map(({ name }) => String(name))
    .filter((name) => !volatile.includes(name.toLowerCase()))
    .sort();
  const [row] = await site.query(pushed.digest(relation, names.map((name) => `"${name}"`).join(', ')));
  return { rows: Number(row!.n), digest: String(row!.digest) };
}

const inDatabase: Partial<
  Record<Target, { columns(relation: string): string; digest(relation: string, columns: string): string }>
> = {
  duckdb: {
    columns: (relation) => `select column_name as name from (describe select * from ${relation})`,
    digest: (relation, columns) =>
      `select count(*) as n, cast(coalesce(sum(hash(row(${columns}))), 0) as varchar) as digest from ${relation}`,
  },
  postgres: {
    columns: (relation) =>
      `select attname as name from pg_attribute where attrelid = '${relation}'::regclass and attnum > 0 and not attisdropped`,
    digest: (relation, columns) =>
      `select count(*) as n, coalesce(sum(hashtextextended(row(${columns})::text, 0)), 0)::text as digest from ${relation}`,
  },
};

function digestOfRows(rows: readonly Row[], volatile: readonly string[]): Digest {
  let sum = 0n;
  for (const row of rows) {
    const cells = Object.entries(row)
      .filter(([name]) => !volatile.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    sum += createHash('sha256').update(JSON.stringify(cells)).digest().readBigUInt64BE();
  }
  return { rows: rows.length, digest: BigInt.asUintN(64, sum).toString(16) };
}
