/** A column or field as the REST API describes it. */
export interface FieldSchema {
  readonly name: string;
  readonly type: string;
  readonly mode?: string;
  readonly fields?: readonly FieldSchema[];
  readonly description?: string;
  readonly policyTags?: { readonly names?: readonly string[] };
  readonly rangeElementType?: { readonly type: string };
}

export interface TableSchema {
  readonly fields?: readonly FieldSchema[];
}

const NAMES: Readonly<Record<string, string>> = { INTEGER: 'INT64', FLOAT: 'FLOAT64', RECORD: 'STRUCT' };

/** The type as it is written in SQL, as dbt writes it: ARRAY<STRUCT<`a` INT64, `b` STRING>>. */
export function typeOf(field: FieldSchema): string {
  const type = plainType(field);
  return field.mode === 'REPEATED' ? `ARRAY<${type}>` : type;
}

function plainType(field: FieldSchema): string {
  const name = NAMES[field.type] ?? field.type;
  if (name === 'STRUCT') return `STRUCT<${(field.fields ?? []).map((f) => `\`${f.name}\` ${typeOf(f)}`).join(', ')}>`;
  return name === 'RANGE' && field.rangeElementType ? `RANGE<${field.rangeElementType.type}>` : name;
}
