import type { Json, JsonObject } from '../../base/json.js';
import { Float } from '../../base/scalars.js';
import type { CompilableNode } from '../../manifest/types.js';
import type { FixtureFormat } from '../../manifest/unit-test.js';
import type { NodeContext } from '../renderer.js';

/** Names of types as dbt's cross-database macros have them: `type_bigint()`. */
type TypeName = 'boolean' | 'bigint' | 'float' | 'timestamp' | 'string';

/** Tells, as JSON, the types of this database where the relation is not there; `null` where it is, and has the types. */
const TYPES = `{%- if load_relation(this) or (defer_relation and load_relation(defer_relation)) -%} null
{%- else -%} {{ tojson({
  'boolean': dbt.type_boolean(), 'bigint': dbt.type_bigint(), 'float': dbt.type_float(),
  'timestamp': dbt.type_timestamp(), 'string': dbt.type_string()
}) }} {%- endif -%}`;

/**
 * Types of the columns of an input whose relation was not built: those that its properties file declares, else those of the values.
 * Undefined if the relation is there, or nothing is known of its columns.
 */
export async function typesWithoutRelation(
  node: CompilableNode,
  rows: readonly JsonObject[],
  format: FixtureFormat,
  context: Pick<NodeContext, 'renderText'>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const names = JSON.parse(await context.renderText(TYPES)) as Readonly<Record<TypeName, string>> | null;
  if (names === null) return undefined;
  const types: Record<string, string> = {};
  for (const { name, dataType } of Object.values(node.columns))
    if (dataType !== null) types[name.toLowerCase()] = dataType;
  const cells = new Map<string, Json[]>();
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const key = name.toLowerCase();
      const list = cells.get(key);
      if (list) list.push(value);
      else cells.set(key, [value]);
    }
  for (const [name, values] of cells) {
    const known = values.filter((value) => value !== null && value !== '');
    const found = TESTS.find(([, fits]) => known.length > 0 && known.every((value) => fits(value, format !== 'dict')));
    types[name] ??= found ? (found[0] === 'date' ? 'date' : names[found[0]]) : names.string;
  }
  return Object.keys(types).length > 0 ? types : undefined;
}

type Fits = (value: Json, isText: boolean) => boolean;

/** From the narrowest type on. Of a CSV all values are texts; a text of YAML that looks like a number was quoted. */
const TESTS: readonly (readonly [TypeName | 'date', Fits])[] = [
  ['boolean', (value, isText) => typeof value === 'boolean' || (isText && /^(true|false)$/i.test(String(value)))],
  ['bigint', (value, isText) => Number.isInteger(value) || (isText && /^-?\d{1,18}$/.test(String(value)))],
  ['float', (value, isText) => isNumber(value) || (isText && /^-?\d*\.?\d+(e[-+]?\d+)?$/i.test(String(value)))],
  ['date', (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)],
  [
    'timestamp',
    (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?.*)?$/.test(value),
  ],
];

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || value instanceof Float;
}
