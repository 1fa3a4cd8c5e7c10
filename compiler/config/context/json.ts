import { SourceFile } from '../../base/source.js';
import { parseYaml } from '../../base/yaml/index.js';
import { toJson } from '../../jinja/index.js';
import { bindArguments, hostFunction, toValue, truthy, type Value } from '../../jinja/values/index.js';

function orDefault(fallback: Value, make: () => Value): Value {
  try {
    return make();
  } catch {
    return fallback;
  }
}

/** Text as a value, keeping Python's difference between 1 and 1.0. Throws what JSON does not allow. */
function parseJson(text: string): Value {
  const plain = JSON.parse(text) as unknown;
  return /\d\.0+(?!\d)|\d[eE]|\d{16}/.test(text)
    ? toValue(parseYaml(new SourceFile('<json>', text)).value)
    : toValue(plain);
}

/** fromjson, tojson and fromyaml: they answer the default (None) where the input can't be converted. */
export const jsonMembers: Readonly<Record<string, () => Value>> = {
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
      return orDefault(bound.default!, () => toJson(bound.value!, { sortKeys: truthy(bound.sort_keys!) }));
    }),
  fromyaml: () =>
    hostFunction('fromyaml', (args) => {
      const { value, default: fallback } = bindArguments('fromyaml', args, ['value', 'default'], { default: null });
      return orDefault(fallback!, () => toValue(parseYaml(new SourceFile('<yaml>', String(value))).value));
    }),
};
