import { type Diagnostic, QuernError } from '../../base/diagnostics.js';
import { fromValue, type Value } from '../../jinja/values/index.js';
import type { CompilableNode } from '../../manifest/types.js';
import { comesBack, noColumn, readsPurged } from './diagnostics.js';
import { cutoffOf, settingsOf } from './rule.js';
import type { Retained, RetainedResult, RetentionInputs, RetentionOptions } from './types.js';
import type { RetentionWarehouse } from './warehouse.js';

/** What the macro answers for a table that is there. */
interface Looked {
  readonly relation: string;
  /** Of the rows that go. */
  readonly condition: string;
  readonly total: number;
  readonly expired: number;
  readonly oldest: string | null;
}

export type Outcome = Omit<RetainedResult, 'uniqueId' | 'name' | 'days' | 'column' | 'cutoff' | 'readers'>;

export const NOTHING: Outcome = { status: 'nothing', total: 0, rows: null, files: null, oldest: null, settings: [] };

/** Rows that are older than the rule allows: counted, and with `apply` deleted and noted in one transaction. */
export async function retainRows(
  { resource, rule }: Retained,
  inputs: RetentionInputs,
  options: RetentionOptions,
  warehouse: RetentionWarehouse,
  report: (diagnostic: Diagnostic) => void,
): Promise<Outcome> {
  const node = resource as CompilableNode;
  const place = inputs.placeOf(node);
  if (rule.column === null) throw new QuernError(noColumn({ name: node.name }, place));
  const { column, days } = rule;
  const cutoff = cutoffOf(options.asOf, days);
  const relation = inputs.relationOf(node);
  const marks = await inputs.marksOf(node);
  const kept = [...new Set([column, ...marks.map((mark) => mark.column)])];
  const looked = fromValue(await warehouse.ask('look_at_retention', relation, column, cutoff, kept)) as Looked | null;
  if (looked === null) return { ...NOTHING, status: 'not built', rows: 0 };
  if (node.config.materialized === 'table' && looked.expired > 0) report(comesBack({ name: node.name }, place));
  for (const { column: marked, mark } of marks)
    if (marked.toLowerCase() === column.toLowerCase() && mark.slice(0, 10) < cutoff && looked.total > 0)
      report(readsPurged({ name: node.name, column, mark, cutoff }, place));
  const settings = await platformSettings(warehouse, relation, node, column, days);
  const found = {
    total: looked.total,
    rows: looked.expired,
    files: null,
    oldest: looked.oldest,
    settings: settings.map(({ says }) => says),
  };
  if (!options.apply) return { ...found, status: looked.expired + settings.length > 0 ? 'expired' : 'nothing' };
  const rows = looked.expired > 0 ? await purge(looked, { node, cutoff, days }, warehouse) : 0;
  // By themselves: a platform's settings are no part of a transaction.
  for (const { sql } of settings) await warehouse.write(sql);
  return { ...found, rows, status: rows + settings.length > 0 ? 'purged' : 'nothing' };
}

interface Setting {
  readonly sql: string;
  readonly says: string;
}

async function platformSettings(
  warehouse: RetentionWarehouse,
  relation: Value,
  node: CompilableNode,
  column: string,
  days: number,
): Promise<readonly Setting[]> {
  const { partition_by, data_retention_time_in_days } = settingsOf(node);
  const config = {
    partition_by: partition_by ?? null,
    data_retention_time_in_days: data_retention_time_in_days ?? null,
  };
  return fromValue(await warehouse.ask('get_retention_settings', relation, column, days, config)) as readonly Setting[];
}

async function purge(
  { relation, condition, expired }: Looked,
  { node, cutoff, days }: { readonly node: CompilableNode; readonly cutoff: string; readonly days: number },
  warehouse: RetentionWarehouse,
): Promise<number> {
  const purges = await warehouse.purges();
  await warehouse.session.begin();
  const result = await warehouse.run('get_purge_rows_sql', relation, condition);
  const rows = result?.response.rows_affected ?? expired;
  const note = { unique_id: node.uniqueId, relation, cutoff, days, rows, files: null };
  await warehouse.run('get_note_purge_sql', purges, note);
  await warehouse.session.commit();
  return rows;
}
