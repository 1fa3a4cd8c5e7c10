import { dump } from 'js-yaml';
import { SourceFile } from '../../base/source.js';
import { parseYaml } from '../../base/yaml/index.js';
import { TemplateError } from '../../jinja/index.js';
import {
  bindArguments,
  fromValue,
  hostFunction,
  PyDict,
  PyFloat,
  PyTuple,
  toValue,
  truthy,
  type Value,
} from '../../jinja/values/index.js';
import type { MemberTable, Scope } from '../scope.js';

/** Python's json.dumps with its defaults (`, ` and `: `, ASCII only). Throws TypeError for what JSON has no form for. */
export function pythonJson(value: Value, sortKeys = false): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number')
    return Number.isNaN(value) ? 'NaN' : Number.isFinite(value) ? String(value) : value > 0 ? 'Infinity' : '-Infinity';
  if (typeof value === 'string') return asciiString(value);
  if (value instanceof PyFloat) return value.toText();
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, sortKeys)).join(', ')}]`;
  if (value instanceof PyTuple) return `[${[...value.items].map((item) => pythonJson(item, sortKeys)).join(', ')}]`;
  if (value instanceof PyDict) {
    const entries = [...value.entries()].map(([key, item]) => [keyText(key), item] as const);
    if (sortKeys) entries.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    return `{${entries.map(([key, item]) => `${asciiString(key)}: ${pythonJson(item, sortKeys)}`).join(', ')}}`;
  }
  throw new TemplateError('TypeError', `Object of type ${value.typeName} is not JSON serializable`);
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (
    key === null ||
    typeof key === 'boolean' ||
    typeof key === 'number' ||
    typeof key === 'bigint' ||
    key instanceof PyFloat
  )
    return pythonJson(key);
  throw new TemplateError('TypeError', 'keys must be str, int, float, bool or None');
}

function asciiString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Text as JSON, keeping Python's difference between 1 and 1.0. Throws SyntaxError. */
function parseJson(text: string): Value {
  const plain = JSON.parse(text) as unknown;
  if (!/\d\.0+(?!\d)|\d[eE]|\d{16,}/.test(text)) return toValue(plain);
  return toValue(parseYaml(new SourceFile('<json>', text)).value);
}

function orDefault(fallback: Value, make: () => Value): Value {
  try {
    return make();
  } catch {
    return fallback;
  }
}

/** fromjson, tojson, fromyaml, toyaml: answer the default (None) where the input can't be converted. */
export const jsonMembers: MemberTable<Scope> = {
  fromjson: () =>
    hostFunction('fromjson', (args) => {
      const { string, default: fallback } = bindArguments('fromjson', args, ['string', 'default'], { default: null });
      return orDefault(fallback!, () => parseJson(String(string)));
    }),
  tojson: () =>
    hostFunction('tojson', (args) => {
      const bound = bindArguments('tojson', args, ['value', 'default', 'sort_keys'], {
        default: null,
        sort_keys: false,
      });
      return orDefault(bound.default!, () => pythonJson(bound.value!, truthy(bound.sort_keys!)));
    }),
  fromyaml: () =>
    hostFunction('fromyaml', (args) => {
      const { value, default: fallback } = bindArguments('fromyaml', args, ['value', 'default'], { default: null });
      return orDefault(fallback!, () => toValue(parseYaml(new SourceFile('<yaml>', String(value))).value));
    }),
  toyaml: () =>
    hostFunction('toyaml', (args) => {
      const bound = bindArguments('toyaml', args, ['value', 'default', 'sort_keys'], {
        default: null,
        sort_keys: false,
      });
      return orDefault(bound.default!, () => {
        const plain = JSON.parse(JSON.stringify(fromValue(bound.value!)));
        const options = { sortKeys: truthy(bound.sort_keys!), noArrayIndent: true, lineWidth: 80 };
        return typeof plain === 'object' && plain !== null
          ? dump(plain, options)
          : `${dump(plain, options).trimEnd()}\n...\n`;
      });
    }),
};
