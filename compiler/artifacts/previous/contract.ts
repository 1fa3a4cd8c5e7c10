import { equal } from './equal.js';
import type { Dict } from './read.js';

interface Contract {
  readonly enforced: boolean;
  readonly checksum: string | null;
}
type Columns = Readonly<Record<string, Dict>>;

/** Whether the warehouse enforces a constraint of this type. */
export type IsEnforced = (type: string) => boolean;

export interface ContractDifference {
  readonly differs: boolean;
  /** What breaks those who read the model, in words. */
  readonly breaking: readonly string[];
}

const NONE: ContractDifference = { differs: false, breaking: [] };

/** How a model's contract differs from that of an earlier run, by dbt's notion of what breaks. */
export function compareContracts(old: Dict, now: Dict, isEnforced: IsEnforced): ContractDifference {
  const before = contractOf(old);
  const after = contractOf(now);
  if (!before.enforced) return { differs: after.enforced, breaking: [] };
  if (after.enforced && after.checksum === before.checksum) return NONE;
  const breaking = [
    ...(after.enforced ? [] : ['The contract is no longer enforced']),
    ...columnChanges(columnsOf(old), columnsOf(now)),
    ...lostConstraints(old, now, isEnforced),
  ];
  return { differs: true, breaking };
}

/** What breaks when a model goes; empty if it had no contract, or was due to go. */
export function removedContract(model: Dict, now: Date): readonly string[] {
  if (!contractOf(model).enforced) return [];
  const date = model.deprecation_date;
  if (typeof date === 'string' && Date.parse(date) < now.getTime()) return [];
  const isDisabled = (model.config as Dict | undefined)?.enabled === false;
  return [`Contracted model '${model.unique_id}' was ${isDisabled ? 'disabled' : 'deleted or renamed'}`];
}

function contractOf(model: Dict): Contract {
  const contract = model.contract as Dict | undefined;
  return { enforced: contract?.enforced === true, checksum: (contract?.checksum as string | undefined) ?? null };
}

function columnsOf(model: Dict): Columns {
  return (model.columns ?? {}) as Columns;
}

function columnChanges(before: Columns, after: Columns): string[] {
  const keys = Object.keys(before).sort();
  const removed = keys.filter((key) => !(key in after)).map((key) => `Column '${before[key]!.name}' was removed`);
  const retyped = keys
    .filter((key) => key in after && baseType(before[key]!.data_type) !== baseType(after[key]!.data_type))
    .map((key) => {
      const { name, data_type } = before[key]!;
      return `The data type of column '${name}' changed: ${data_type ?? 'none'} -> ${after[key]!.data_type ?? 'none'}`;
    });
  return [...removed, ...retyped];
}

/** `varchar` of `VARCHAR(20)`: other sizes break nobody. */
function baseType(type: unknown): string {
  return typeof type === 'string' ? type.split('(')[0]!.trim().toLowerCase() : '';
}

/** Constraints that the warehouse enforced and that are gone, and a materialization that enforces none. */
function lostConstraints(old: Dict, now: Dict, isEnforced: IsEnforced): string[] {
  if (!enforcesConstraints(old)) return [];
  const lost = (before: unknown, after: unknown) =>
    constraintsOf(before).filter((c) => !constraintsOf(after).some((d) => equal(c, d)) && isEnforced(String(c.type)));
  const [before, after] = [columnsOf(old), columnsOf(now)];
  const label = (constraint: Dict) => constraint.name ?? constraint.type;
  const ofColumns = Object.keys(before)
    .sort()
    .filter((key) => key in after)
    .flatMap((key) =>
      lost(before[key]!.constraints, after[key]!.constraints).map(
        (constraint) => `The constraint '${label(constraint)}' of column '${key}' was removed`,
      ),
    );
  const ofModel = lost(old.constraints, now.constraints).map(
    (constraint) => `The constraint '${label(constraint)}' of the columns ${list(constraint.columns)} was removed`,
  );
  const hadAny = constraintsOf(old.constraints).length > 0 || Object.values(before).some((c) => hasAny(c));
  const weaker =
    hadAny && !enforcesConstraints(now)
      ? [
          `The materialization changed, and with it what enforces constraints: ${materialized(old)} -> ${materialized(now)}`,
        ]
      : [];
  return [...ofColumns, ...ofModel, ...weaker];
}

const STANDARD = {
  name: null,
  expression: null,
  warn_unenforced: true,
  warn_unsupported: true,
  to: null,
  to_columns: [],
};

/** With what older manifests leave out. */
function constraintsOf(value: unknown): Dict[] {
  return Array.isArray(value) ? value.map((constraint: Dict) => ({ ...STANDARD, ...constraint })) : [];
}

function hasAny(column: Dict): boolean {
  return constraintsOf(column.constraints).length > 0;
}

function materialized(model: Dict): unknown {
  return (model.config as Dict | undefined)?.materialized;
}

function enforcesConstraints(model: Dict): boolean {
  return ['table', 'incremental'].includes(String(materialized(model)));
}

function list(columns: unknown): string {
  return Array.isArray(columns) ? columns.join(', ') : '';
}
