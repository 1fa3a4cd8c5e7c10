import { QuernError } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { SourceFile } from '../base/source.js';
import { parseYaml } from '../base/yaml/index.js';
import { badYamlOption } from './diagnostics.js';

/** The mapping that an option's YAML text stands for; an absent or empty one is empty. Throws QuernError. */
export function mappingOf(flag: string, text: string | undefined): JsonObject {
  if (text === undefined || text.trim() === '') return {};
  const { value } = parseYaml(new SourceFile(flag, text));
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new QuernError(
      badYamlOption({
        flag,
        problem: `a mapping is needed, this is ${Array.isArray(value) ? 'a list' : `the ${typeof value} ${JSON.stringify(value)}`}`,
      }),
    );
  }
  return value as JsonObject;
}
