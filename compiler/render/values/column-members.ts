import { type CallArguments, TemplateError, type Value } from '../../jinja/values/index.js';
import { argument, textOrNull } from './arguments.js';
import type { ColumnState, ColumnTraits, ColumnValue } from './column.js';
import { members } from './fields.js';
import { isStruct, structFields } from './struct-type.js';

const DEFAULT_SIZE = 256;

type Kind = 'strings' | 'floats' | 'integers' | 'numerics';

function is(column: ColumnValue, kind: Kind): boolean {
  return column.state.traits.kinds[kind].has(column.state.dtype.toLowerCase());
}

function stringSize(column: ColumnValue): number {
  if (!is(column, 'strings')) throw new TemplateError('RuntimeError', 'Called string_size() on non-string field!');
  return column.state.dtype === 'text' || column.state.charSize === null
    ? (column.state.traits.kinds.stringSize ?? DEFAULT_SIZE)
    : column.state.charSize;
}

export function stringType(size: Value): string {
  return `character varying(${textOrNull(size)})`;
}

export function numericType({ kinds }: ColumnTraits, type: Value, precision: Value, scale: Value): string {
  const name = textOrNull(type) ?? '';
  return kinds.bareTypes || precision === null || scale === null
    ? name
    : `${name}(${textOrNull(precision)},${textOrNull(scale)})`;
}

/** A string type that has no size, where the warehouse keeps it so. */
function isUnsized({ state }: ColumnValue): boolean {
  const type = state.dtype.toLowerCase();
  return (
    state.traits.kinds.unsizedStrings === true &&
    (type === 'text' || (type === 'character varying' && state.charSize === null))
  );
}

/** The type in full: with its size or precision. */
export function dataType(column: ColumnValue): string {
  if (column.state.traits.kinds.bareTypes || isUnsized(column)) return column.state.dtype;
  if (is(column, 'strings')) return stringType(stringSize(column));
  if (is(column, 'numerics'))
    return numericType(column.state.traits, column.state.dtype, column.state.precision, column.state.scale);
  return column.state.dtype;
}

/** A text column that a longer one's values would not fit into. */
function canExpandTo(column: ColumnValue, other: ColumnValue): boolean {
  if (column.state.traits.kinds.bareTypes) return false;
  if (!is(column, 'strings') || !is(other, 'strings')) return false;
  return stringSize(other) > stringSize(column);
}

/** The column, or for a struct the columns of its fields, by dotted names. */
function flatten(column: ColumnValue): ColumnValue[] {
  const make = (name: string, dtype: string): ColumnValue[] => {
    const fields = isStruct(dtype) ? structFields(dtype) : [];
    if (fields.length === 0) return [column.with({ name, dtype, charSize: null, precision: null, scale: null })];
    return fields.flatMap(([field, type]) => make(`${name}.${field}`, type));
  };
  return isStruct(column.state.dtype) ? make(column.state.name, column.state.dtype) : [column];
}

function otherColumn(args: CallArguments): ColumnValue {
  const other = argument(args, 0, 'other_column');
  if (typeof other === 'object' && other !== null && !Array.isArray(other) && 'state' in other)
    return other as ColumnValue;
  throw new TemplateError('TypeError', 'can_expand_to() needs a column');
}

export const COLUMN_MEMBERS = members<ColumnValue>(
  {
    column: (c) => c.state.name,
    name: (c) => c.state.name,
    quoted: (c) => c.state.traits.dialect.quote(c.state.name),
    dtype: (c) => c.state.dtype,
    data_type: dataType,
    expanded_data_type: dataType,
    char_size: (c) => c.state.charSize,
    numeric_precision: (c) => c.state.precision,
    numeric_scale: (c) => c.state.scale,
    fields: (c) =>
      isStruct(c.state.dtype) ? structFields(c.state.dtype).map(([name, type]) => c.with({ name, dtype: type })) : [],
  },
  {
    is_string: (c) => is(c, 'strings'),
    is_float: (c) => is(c, 'floats'),
    is_integer: (c) => is(c, 'integers'),
    is_numeric: (c) => is(c, 'numerics'),
    is_number: (c) => is(c, 'floats') || is(c, 'integers') || is(c, 'numerics'),
    is_struct: (c) => isStruct(c.state.dtype),
    string_size: stringSize,
    can_expand_to: (c, args) => canExpandTo(c, otherColumn(args)),
    literal: (c, args) => {
      const value = textOrNull(argument(args, 0, 'value'));
      return c.state.traits.kinds.bareTypes ? `cast(${value} as ${dataType(c)})` : `${value}::${dataType(c)}`;
    },
    flatten,
    string_type: (_, args) => stringType(argument(args, 0, 'size') ?? null),
    numeric_type: (c, args) =>
      numericType(
        c.state.traits,
        argument(args, 0, 'dtype') ?? null,
        argument(args, 1, 'precision') ?? null,
        argument(args, 2, 'scale') ?? null,
      ),
    translate_type: (c, args) => c.state.traits.dialect.translateType(textOrNull(argument(args, 0, 'dtype')) ?? ''),
    create: (c, args) => c.with(createdState(c.state, args)),
  },
);

function createdState(state: ColumnState, args: CallArguments): Partial<ColumnState> {
  return {
    name: textOrNull(argument(args, 0, 'name')) ?? '',
    dtype: state.traits.dialect.translateType(textOrNull(argument(args, 1, 'label_or_dtype')) ?? ''),
    charSize: null,
    precision: null,
    scale: null,
  };
}
