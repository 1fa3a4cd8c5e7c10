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

const SQL_NAMES: Readonly<Record<string, string>> = {
  INT: 'INT64',
  INTEGER: 'INT64',
  BIGINT: 'INT64',
  SMALLINT: 'INT64',
  DECIMAL: 'NUMERIC',
  BOOLEAN: 'BOOL',
  FLOAT: 'FLOAT64',
};

/** A type as it is written in SQL as a field of the REST API. */
export function fieldOfType(name: string, type: string): FieldSchema {
  const array = /^\s*array\s*<([\s\S]*)>\s*$/i.exec(type);
  if (array) return { ...fieldOfType(name, array[1]!), mode: 'REPEATED' };
  const struct = /^\s*struct\s*<([\s\S]*)>\s*$/i.exec(type);
  if (struct)
    return { name, type: 'RECORD', fields: splitFields(struct[1]!).map(([field, inner]) => fieldOfType(field, inner)) };
  const word = type
    .trim()
    .toUpperCase()
    .replace(/\s*\([\s\S]*$/, '');
  return { name, type: SQL_NAMES[word] ?? word };
}

function splitFields(body: string): [name: string, type: string][] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= body.length; at++) {
    const c = body[at];
    if (c === '<' || c === '(') depth++;
    else if (c === '>' || c === ')') depth--;
    else if (c === undefined || (c === ',' && depth === 0)) {
      parts.push(body.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [, quoted, plain, type] = /^(?:`([^`]+)`|(\S+))\s+([\s\S]+)$/.exec(part) ?? [];
      return [quoted ?? plain ?? part, type ?? 'STRING'];
    });
}
