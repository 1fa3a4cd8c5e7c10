import { sha256 } from '../load/text.js';
import type { ColumnInfo, Constraint, Contract, NodeConfig } from '../manifest/types.js';
import { isRecord } from './config/merge.js';
import { pythonRepr } from './python.js';

/** A model's contract. The checksum is dbt 1.12's, so that states of both can be compared. */
export function contractOf(
  config: NodeConfig,
  columns: Readonly<Record<string, ColumnInfo>>,
  constraints: readonly Constraint[],
): Contract {
  const wanted = isRecord(config.contract) ? config.contract : {};
  const enforced = wanted.enforced === true;
  return {
    enforced,
    alias_types: wanted.alias_types !== false,
    checksum: enforced ? contractChecksum(config.materialized, columns, constraints) : null,
  };
}

/** Materializations whose constraints count. */
const ENFORCING: ReadonlySet<string> = new Set(['table', 'incremental']);

function contractChecksum(
  materialized: string,
  columns: Readonly<Record<string, ColumnInfo>>,
  constraints: readonly Constraint[],
): string {
  const sorted = Object.values(columns).sort((a, b) => (a.name < b.name ? -1 : 1));
  let state = '';
  for (const column of sorted)
    state += `|${column.name}${column.dataType ?? 'None'}${listText('ColumnLevelConstraint', column.constraints)}`;
  if (ENFORCING.has(materialized)) state += materialized + listText('ModelLevelConstraint', constraints);
  return sha256(state);
}

/** A list of constraints as Python shows it. */
function listText(className: string, constraints: readonly Constraint[]): string {
  return `[${constraints.map((c) => constraintText(className, c)).join(', ')}]`;
}

function constraintText(className: string, c: Constraint): string {
  const fields = [
    `type=<ConstraintType.${c.type}: '${c.type}'>`,
    `name=${pythonRepr(c.name)}`,
    `expression=${pythonRepr(c.expression)}`,
    `warn_unenforced=${pythonRepr(c.warn_unenforced)}`,
    `warn_unsupported=${pythonRepr(c.warn_unsupported)}`,
    `to=${pythonRepr(c.to)}`,
    `to_columns=${pythonRepr(c.to_columns)}`,
    ...(c.columns === undefined ? [] : [`columns=${pythonRepr(c.columns)}`]),
  ];
  return `${className}(${fields.join(', ')})`;
}
