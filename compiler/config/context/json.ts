import { SourceFile } from '../../base/source.js';
import { parseYaml } from '../../base/yaml/index.js';
import { TemplateError } from '../../jinja/index.js';
import {
  bindArguments,
  hostFunction,
  PyDict,
  PyFloat,
  PyTuple,
  toValue,
  truthy,
  type Value,
} from '../../jinja/values/index.js';

/** Python's json.dumps with its defaults (`, ` and `: `, ASCII only). Throws TypeError for what JSON has no form for. */
function pythonJson(value: Value, sortKeys: boolean): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return asciiText(value);
  if (value instanceof PyFloat) return value.toText();
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, sortKeys)).join(', ')}]`;
  if (value instanceof PyTuple) return `[${[...value.items].map((item) => pythonJson(item, sortKeys)).join(', ')}]`;
  if (value instanceof PyDict) {
    const entries = [...value.entries()].map(([key, item]) => [keyText(key), item] as const);
    if (sortKeys) entries.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    return `{${entries.map(([key, item]) => `${asciiText(key)}: ${pythonJson(item, sortKeys)}`).join(', ')}}`;
  }
  throw new TemplateError('TypeError', `Object of type ${value.typeName} is not JSON serializable`);
}

function keyText(key: Value): string {
  return typeof key === 'string' ? key : pythonJson(key, false);
}

function asciiText(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function orDefault(fallback: Value, make: () => Value): Value {
  try {
    return make();
  } catch {
    return fallback;
  }
}

/** fromjson, tojson and fromyaml: they answer the default (None) where the input can't be converted. */
export const jsonMembers: Readonly<Record<string, () => Value>> = {
  fromjson: () =>
    hostFunction('fromjson', (args) => {
      const { string, default: fallback } = bindArguments('fromjson', args, ['string', 'default'], { default: null });
      return orDefault(fallback!, () => toValue(JSON.parse(String(string))));
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
};
