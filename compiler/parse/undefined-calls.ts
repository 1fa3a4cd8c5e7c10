import type { Diagnostic } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import type { ProjectConfig } from '../config/types.js';
import type { StaticCall, Template } from '../jinja/index.js';
import { GLOBALS } from '../jinja/runtime/globals.js';
import { undefinedVariable } from '../render/errors.js';
import type { MacroIndex } from '../render/macro-index.js';
import { parseMembers } from '../render/members/parse.js';
import { runtimeMembers } from '../render/members/runtime.js';
import { undefinedName } from '../render/template-diagnostics.js';

/**
 * Calls of macros and variables that are nowhere defined. While a project is read they pass, as in dbt, because they may stand
 * where nothing ever comes; this is for a project that cannot be run anyway, so that one run shows all of its problems.
 */
export function undefinedCalls(
  templates: ReadonlyMap<string, Template>,
  config: ProjectConfig,
  macros: MacroIndex,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [nodeId, template] of templates) {
    const packageName = nodeId.split('.')[1]!;
    if (packageName !== config.root.name || template.file.path.startsWith('<')) continue;
    for (const call of template.facts().calls) {
      const problem =
        call.name === 'var'
          ? unsetVariable(call, config, packageName)
          : unknownMacro(call, template.file.text, packageName, macros);
      if (problem) found.push({ ...problem, nodeId });
    }
  }
  return found;
}

function unsetVariable({ positional, named, span }: StaticCall, config: ProjectConfig, packageName: string) {
  const name = positional[0]?.value;
  if (typeof name !== 'string' || positional.length > 1 || named.size > 0) return undefined;
  if (config.lookupVar(name, packageName)) return undefined;
  const known = [...config.varNames(packageName)];
  return undefinedVariable({ name, near: closest(name, known), known: known.length }, span);
}

function unknownMacro({ name, span }: StaticCall, text: string, packageName: string, macros: MacroIndex) {
  if (name.includes('.') || name in parseMembers || name in runtimeMembers || GLOBALS.has(name)) return undefined;
  if (name === 'caller' || macros.find(name, packageName)) return undefined;
  // What the template itself defines.
  if (new RegExp(`\\{%[^%]*\\b(?:set|for|macro|import|with|call)\\b[^%]*\\b${name}\\b`).test(text)) return undefined;
  const near = closest(name, macros.names(packageName));
  return undefinedName({ message: `'${name}' is undefined`, near, name }, span);
}
