import { DiagnosticList, QuernError } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { SourceFile } from '../base/source.js';
import { parseYaml } from '../base/yaml/index.js';
import { isScalarObject } from '../base/yaml/scalars.js';
import { varsOption } from './diagnostics.js';
import type { PackageConfig } from './types.js';

/** `--vars` (or another option that takes a YAML dictionary): its text, or data where another program calls. Throws QuernError. */
export function parseDictionaryOption(option: string, given: unknown): JsonObject {
  if (given === undefined || given === null || given === '') return {};
  const file = new SourceFile(`--${option}`, typeof given === 'string' ? given : '');
  const value = typeof given === 'string' ? parseYaml(file, new DiagnosticList()).value : given;
  if (isMapping(value)) return value as JsonObject;
  throw new QuernError(varsOption({ option, got: typeName(value) }, { file, start: 0, end: file.text.length }));
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isScalarObject(value);
}

/** What Python calls the type of a YAML value. */
function typeName(value: unknown): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) ? 'int' : 'float';
}

export interface VarLookup {
  lookupVar(name: string, packageName: string): { readonly value: unknown } | undefined;
  varNames(packageName: string): readonly string[];
}

/** Vars by precedence: `--vars`, the root project's section for a package, its globals, the package's own section, its globals. */
export function varLookup(cliVars: JsonObject, root: PackageConfig, packages: readonly PackageConfig[]): VarLookup {
  const layersOf = (packageName: string): readonly JsonObject[] => {
    const own = packages.find((candidate) => candidate.name === packageName);
    const layers = [cliVars, section(root.vars, packageName), root.vars];
    return own ? [...layers, section(own.vars, packageName), own.vars] : layers;
  };
  const cache = new Map<string, readonly JsonObject[]>();
  const cached = (packageName: string): readonly JsonObject[] => {
    const known = cache.get(packageName) ?? layersOf(packageName);
    cache.set(packageName, known);
    return known;
  };
  return {
    lookupVar(name, packageName) {
      const layer = cached(packageName).find((vars) => Object.hasOwn(vars, name));
      return layer && { value: layer[name] };
    },
    varNames: (packageName) => [...new Set(cached(packageName).flatMap((vars) => Object.keys(vars)))],
  };
}

function section(vars: JsonObject, packageName: string): JsonObject {
  const value = Object.hasOwn(vars, packageName) ? vars[packageName] : undefined;
  return isMapping(value) ? (value as JsonObject) : {};
}
