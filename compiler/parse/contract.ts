import type { YamlPath } from '../base/yaml/index.js';
import { sha256 } from '../load/text.js';
import type { ColumnInfo, Constraint, Contract, ModelNode, NodeConfig } from '../manifest/types.js';
import { isRecord } from './config/merge.js';
import { constraintsUnsupported, contractProblem, keyTwice } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import type { NodePatch } from './properties/patch.js';
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

/** What dbt asks of a model with a contract before anything runs. */
export function checkContract(env: ParseEnvironment, node: ModelNode, { entry }: NodePatch): void {
  const columns = Object.values(node.columns);
  const extras = { nodeId: node.uniqueId };
  const file = node.originalFilePath;
  const report = (problem: string, at: YamlPath) =>
    env.sink.report(contractProblem({ file, problem }, entry.spanOf(at), extras));
  const all = [...columns.flatMap((column) => column.constraints), ...node.constraints];
  const { materialized } = node.config;
  if (!ENFORCING.has(materialized) && all.some((constraint) => constraint.warn_unsupported))
    env.sink.report(constraintsUnsupported({ materialized }, entry.nameSpan, extras));
  if (columns.length === 0)
    report('Constraints must be defined in a `yml` schema configuration file like `schema.yml`.', ['name']);
  if (node.language !== 'sql') report(`Language Error: Expected 'sql' but found '${node.language}'`, ['name']);

  const keys = columns.filter((column) => column.constraints.some(isPrimaryKey)).map((column) => column.name);
  const keyProblem = (problem: string) =>
    env.sink.report(keyTwice({ file, problem }, entry.spanOf(['columns']), extras));
  if (keys.length > 1)
    keyProblem(
      `Found ${keys.length} columns ([${keys.map((name) => `'${name}'`).join(', ')}]) with primary key constraints defined. Primary keys for multiple columns must be defined as a model level constraint.`,
    );
  if (keys.length > 0 && node.constraints.some(isPrimaryKey))
    keyProblem(
      'Primary key constraints defined at the model level and the columns level. Primary keys can be defined at the model level or the column level, not both.',
    );
}

function isPrimaryKey({ type }: Constraint): boolean {
  return type === 'primary_key';
}
