import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WarehouseCopy } from '../../../tests/warehouses/copy.js';

/** What the rules look at in a node of manifest.json. */
export interface ManifestNode {
  readonly unique_id: string;
  readonly name: string;
  readonly resource_type: string;
  readonly original_file_path: string;
  readonly description: string;
  readonly columns: Readonly<Record<string, { readonly description: string }>>;
  readonly attached_node?: string | null;
}

export interface Column {
  readonly column: string;
  readonly type: string;
}

export function nodesOf(dir: string): readonly ManifestNode[] {
  return Object.values(JSON.parse(readFileSync(join(dir, 'target/manifest.json'), 'utf8')).nodes);
}

/** The columns of each relation as the warehouse has them, by the relation's name. */
export async function columnsOf(copy: WarehouseCopy): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await copy.query(`
    select table_name, column_name, data_type, numeric_scale
    from information_schema.columns
    where table_schema like 'olist_%'`);
  const found = new Map<string, Column[]>();
  for (const { table_name: table, column_name: column, data_type: type, numeric_scale: scale } of rows) {
    const name = String(table);
    if (!found.has(name)) found.set(name, []);
    const isMoney = /decimal|numeric/i.test(String(type)) && Number(scale) === 2;
    found.get(name)!.push({ column: String(column), type: isMoney ? 'money' : String(type).toLowerCase() });
  }
  return found;
}

const LAYERS: Readonly<Record<string, RegExp>> = {
  staging: /^stg_/,
  intermediate: /^int_/,
  core: /^(dim|fact)_/,
  marts: /^mart_/,
};
/** Whole numbers that count nothing: parts of dates, measures of things, ranks and scores. */
const NOT_COUNTS =
  /_(key|id|score|rank|sequence|sequential)$|^(year|quarter|month|(week|day)_of_.*|week_number|recency_rank|weight_g|.*_cm3?)$/;
/** With two digits after the point, and no money. */
const NOT_MONEY = /_(score|ratio)$|^customers_per_100k_inhabitants$|^num_expected_orders$/;

/** Names of models and columns that break the rules: prefix by layer, `<table>_key`, `is_`/`has_`, `num_`, `_amount`. */
export function problemsOfNames(
  models: readonly ManifestNode[],
  columns: ReadonlyMap<string, readonly Column[]>,
): readonly string[] {
  const problems: string[] = [];
  for (const { name, original_file_path: path } of models) {
    const layer = path.split('/')[1]!;
    if (!LAYERS[layer]?.test(name)) problems.push(`${name} is in ${layer}`);
    const own = columns.get(name) ?? [];
    if (layer === 'core' && !own.some(({ column }) => column === keyOf(name)))
      problems.push(`${name} has no ${keyOf(name)}`);
    for (const { column, type } of own) {
      if ((type === 'boolean') !== /^(is|has)_/.test(column)) problems.push(`${name}.${column} is ${type}`);
      if ((type === 'money') !== /_amount$/.test(column) && !NOT_MONEY.test(column))
        problems.push(`${name}.${column} is ${type}`);
      if (/int/.test(type) && !/^num_/.test(column) && !NOT_COUNTS.test(column))
        problems.push(`${name}.${column} is ${type}`);
      if (/_(count|qty|quantity|flag)$/.test(column)) problems.push(`${name}.${column}`);
    }
  }
  return problems;
}

/** `dim_customer` → `customer_key`, `fact_order_items` → `order_item_key`. */
function keyOf(table: string): string {
  return `${table.replace(/^(dim|fact)_/, '').replace(/s$/, '')}_key`;
}
