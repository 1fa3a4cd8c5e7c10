import { hexDigest } from '../../base/digest.js';
import { isRecord } from '../config/merge.js';
import { pythonRepr, pythonText } from '../python.js';

export interface TestName {
  /** The name in the manifest and in selections. */
  readonly full: string;
  /** At most 63 characters: alias and file name. */
  readonly short: string;
}

const MAX_LENGTH = 63;
const PREFIX_LENGTH = 30;

/**
 * The name that dbt gives a generic test: its type, what it is on, and its arguments in alphabetical order, everything but
 * letters, digits and `_` replaced. What is too long for a relation is cut and ends in the md5 of the whole.
 *
 * @example synthesizeName('accepted_values', 'orders', { column_name: 'status', values: ['a', 'b'] }) // accepted_values_orders_status__a__b
 */
export function synthesizeName(type: string, target: string, kwargs: Readonly<Record<string, unknown>>): TestName {
  const parts: string[] = [];
  for (const key of Object.keys(kwargs).sort()) {
    if (key === 'model') continue;
    const value = kwargs[key];
    const items = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [value];
    for (const item of items) parts.push(pythonText(item).replace(/[^0-9a-zA-Z_]+/g, '_'));
  }
  const head = `${type}_${target}`;
  const full = `${head}_${parts.join('__')}`;
  if (full.length <= MAX_LENGTH) return { full, short: full };
  return { full, short: `${head.slice(0, PREFIX_LENGTH)}_${md5(full)}` };
}

/** The last ten digits of the md5 of a test's name and metadata: the end of its unique id, equal to dbt's. */
export function testHash(
  name: string,
  metadata: {
    readonly namespace: string | null;
    readonly name: string;
    readonly kwargs: Readonly<Record<string, unknown>>;
  },
): string {
  const { kwargs, name: macro, namespace } = metadata;
  const shown = `{'kwargs': ${reprOfTexts(kwargs)}, 'name': ${reprOfTexts(macro)}, 'namespace': ${reprOfTexts(namespace)}}`;
  return md5(name + shown).slice(-10);
}

/** Python's repr() of a value with mappings sorted by key, and every leaf a text, as str() shows it. */
function reprOfTexts(value: unknown): string {
  if (typeof value === 'string') return pythonRepr(value);
  if (Array.isArray(value)) return `[${value.map(reprOfTexts).join(', ')}]`;
  if (!isRecord(value)) return pythonRepr(pythonText(value));
  let out = '';
  for (const key of Object.keys(value).sort())
    out += `${out === '' ? '' : ', '}${pythonRepr(key)}: ${reprOfTexts(value[key])}`;
  return `{${out}}`;
}

function md5(text: string): string {
  return hexDigest('md5', text);
}
