import { isInt, PyDate, PyDateTime, PyDecimal, PyObject, typeNameOf, type Value } from '../../jinja/values/index.js';

/** dbt's types of table columns, by agate's names. */
export type AgateType = 'Integer' | 'Number' | 'Boolean' | 'Date' | 'DateTime' | 'ISODateTime' | 'TimeDelta' | 'Text';

const MODULES: Readonly<Record<AgateType, string>> = {
  Integer: 'dbt_common.clients.agate_helper.Integer',
  Number: 'dbt_common.clients.agate_helper.Number',
  Boolean: 'agate.data_types.boolean.Boolean',
  Date: 'agate.data_types.date.Date',
  DateTime: 'agate.data_types.date_time.DateTime',
  ISODateTime: 'dbt_common.clients.agate_helper.ISODateTime',
  TimeDelta: 'agate.data_types.time_delta.TimeDelta',
  Text: 'agate.data_types.text.Text',
};

/** A type as templates see it in `table.column_types`. */
export class DataTypeValue extends PyObject {
  readonly typeName: string;

  constructor(readonly type: AgateType) {
    super();
    this.typeName = type;
  }

  override equals(other: Value): boolean {
    return other instanceof DataTypeValue && other.type === this.type;
  }

  override hashKey(): string {
    return `T${this.type}`;
  }

  override repr(): string {
    return `<${MODULES[this.type]} object>`;
  }
}

/** The narrowest type that holds all values, as dbt finds it for query results. A column without values is Integer. */
export function typeOfValues(values: Iterable<Value>): AgateType {
  let found: AgateType | undefined;
  for (const value of values) {
    if (value === null) continue;
    const type = typeOfValue(value);
    if (found === undefined || found === type) found = type;
    else found = joined(found, type);
    if (found === 'Text') return found;
  }
  return found ?? 'Integer';
}

function typeOfValue(value: Value): AgateType {
  if (typeof value === 'boolean') return 'Boolean';
  if (isInt(value)) return 'Integer';
  if (value instanceof PyDecimal || typeof value === 'number' || typeNameOf(value) === 'float') return 'Number';
  if (value instanceof PyDateTime) return 'DateTime';
  if (value instanceof PyDate) return 'Date';
  return 'Text';
}

function joined(a: AgateType, b: AgateType): AgateType {
  const both = (x: AgateType, y: AgateType): boolean => (a === x && b === y) || (a === y && b === x);
  if (both('Integer', 'Number')) return 'Number';
  if (both('Date', 'DateTime')) return 'DateTime';
  return 'Text';
}
