import { join } from 'node:path';
import { QuernError } from '../base/diagnostics.js';
import { parseYaml } from '../base/yaml/index.js';
import { isFile, readSource } from './files.js';
import { isMapping } from './vars.js';

type Env = Readonly<Record<string, string | undefined>>;

/** `flags:` of `~/.dbt/user_settings.yml`: what a user wants in all projects. A file that can't be read says nothing, as in dbt. */
export function userFlags(env: Env): Readonly<Record<string, unknown>> {
  const home = env.HOME ?? env.USERPROFILE;
  const path = home && join(home, '.dbt', 'user_settings.yml');
  if (!path || !isFile(path)) return {};
  try {
    const file = readSource(path, path);
    const settings = file && parseYaml(file).value;
    return isMapping(settings) && isMapping(settings.flags) ? settings.flags : {};
  } catch (error) {
    if (error instanceof QuernError) return {};
    throw error;
  }
}
