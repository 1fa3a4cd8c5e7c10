import type { AdapterTraits } from '../../adapters/traits.js';
import type { Adapter, Dialect } from '../../adapters/types.js';
import { PyObject, TemplateError, type Value } from '../../jinja/values/index.js';
import { COLUMN_MEMBERS } from './column-members.js';
import { readMember } from './fields.js';
import { structFields } from './struct-type.js';

/** What distinguishes columns of one warehouse from another's. */
export interface ColumnTraits {
  readonly kinds: AdapterTraits['column'];
  readonly dialect: Dialect;
}

export function columnTraits(adapter: Adapter): ColumnTraits {
  return { kinds: adapter.traits.column, dialect: adapter.dialect };
}

export interface ColumnState {
  readonly traits: ColumnTraits;
  readonly name: string;
  readonly dtype: string;
  readonly charSize: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
}

/** A column as templates see it: dbt's Column. */
export class ColumnValue extends PyObject {
  readonly typeName: string;

  constructor(readonly state: ColumnState) {
    super();
    this.typeName = state.traits.kinds.className;
  }

  static create(traits: ColumnTraits, name: string, dtype: string): ColumnValue {
    return new ColumnValue({
      traits,
      name,
      dtype: traits.dialect.translateType(dtype),
      charSize: null,
      precision: null,
      scale: null,
    });
  }

  /** From a type as databases say it: `varchar(10)`, `numeric(18,2)`. */
  static fromDescription(traits: ColumnTraits, name: string, type: string): ColumnValue {
    const match = /^([^(]+)(\([^)]+\))?/.exec(type);
    if (!match) throw new TemplateError('RuntimeError', `Could not interpret data type "${type}"`);
    const sizes = match[2] === undefined ? [] : match[2].slice(1, -1).split(',');
    const numbers = sizes.length > 2 ? [] : sizes.map((size) => readSize(type, size));
    const [first = null, second = null] = numbers;
    return new ColumnValue({
      traits,
      name,
      dtype: match[1]!,
      charSize: numbers.length === 1 ? first : null,
      precision: numbers.length === 2 ? first : null,
      scale: second,
    });
  }

  with(change: Partial<ColumnState>): ColumnValue {
    return new ColumnValue({ ...this.state, ...change });
  }

  override getAttribute(name: string): Value | undefined {
    return readMember(this, COLUMN_MEMBERS, name);
  }

  override equals(other: Value): boolean {
    if (!(other instanceof ColumnValue)) return false;
    const a = this.state;
    const b = other.state;
    return (
      a.name === b.name &&
      a.dtype === b.dtype &&
      a.charSize === b.charSize &&
      a.precision === b.precision &&
      a.scale === b.scale
    );
  }

  override hashKey(): undefined {
    return undefined;
  }

  override repr(): string {
    const { name, dtype, charSize, precision, scale, traits } = this.state;
    const number = (value: number | null): string => (value === null ? 'None' : String(value));
    const fields = traits.kinds.nested
      ? `, fields=[${structColumns(this)
          .map((c) => c.repr())
          .join(', ')}]`
      : '';
    return `${this.typeName}(column='${name}', dtype='${dtype}', char_size=${number(charSize)}, numeric_precision=${number(precision)}, numeric_scale=${number(scale)}${fields})`;
  }
}

/** The fields of a struct column, by their own names; none for other columns. */
export function structColumns(column: ColumnValue): ColumnValue[] {
  const { traits, dtype } = column.state;
  if (!traits.kinds.nested) return [];
  return structFields(dtype).map(
    ([name, type]) => new ColumnValue({ traits, name, dtype: type, charSize: null, precision: null, scale: null }),
  );
}

function readSize(type: string, size: string): number {
  if (/^\s*\d+\s*$/.test(size)) return Number(size);
  throw new TemplateError(
    'RuntimeError',
    `Could not interpret data_type "${type}": could not convert "${size}" to an integer`,
  );
}
