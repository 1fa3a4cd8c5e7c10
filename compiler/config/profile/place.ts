import type { Span } from '../../base/source.js';
import { parseYaml } from '../../base/yaml/index.js';
import type { ProfileTarget } from '../types.js';
import { isMapping } from '../vars.js';

/** Where a key of the chosen target stands, or else the target itself: in profiles.yml, or among the targets of a project file. */
export function profilePlace(profile: ProfileTarget, key: string, what: 'key' | 'value' = 'value'): Span {
  const document = parseYaml(profile.file);
  const { profileName, targetName } = profile;
  const paths = [
    [profileName, 'outputs', targetName],
    ['targets', targetName],
    ['outputs', targetName],
  ];
  const has = (path: readonly string[]) => valueAt(document.value, path) !== undefined;
  const target = paths.find(has) ?? paths[0]!;
  return has([...target, key]) ? document.spanOf([...target, key], what) : document.spanOf(target, 'key');
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, part) => (isMapping(at) && Object.hasOwn(at, part) ? at[part] : undefined), value);
}
