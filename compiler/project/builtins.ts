import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BATTERIES } from '../config/index.js';
import { type BuiltinFile, type BuiltinPackage, builtinFromFolder } from '../parse/macros/builtin.js';

/**
 * The built-in macro packages of an adapter, most specific first, and what stands in for packages that are not installed. Names as dbt's
 * packages have them, which projects refer to.
 */
export function builtinPackages(adapterType: string): BuiltinPackage[] {
  const batteries = Object.keys(BATTERIES).map((name): BuiltinPackage => ({ ...builtin(name, name), standsIn: true }));
  return [builtin(`dbt_${adapterType}`, adapterType), builtin('dbt', 'core'), ...batteries];
}

/** The build leaves one bundle a package beside the code; in a source tree without it the macro files are read themselves. */
function builtin(name: string, folder: string): BuiltinPackage {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, 'macros', `${folder}.json`);
  if (existsSync(bundle)) return { name, files: () => JSON.parse(readFileSync(bundle, 'utf8')) as BuiltinFile[] };
  for (const root of [join(here, '../macros'), join(here, '../../macros')]) {
    if (existsSync(join(root, folder))) return builtinFromFolder(name, join(root, folder));
  }
  return { name, files: () => [] };
}

/** Whether a path that a diagnostic shows belongs to the built-in library. */
export function isBuiltinPath(path: string): boolean {
  return /^dbt(_[a-z0-9]+)?\/macros\//.test(path);
}
