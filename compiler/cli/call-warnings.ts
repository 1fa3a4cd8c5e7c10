import { type Diagnostic, defineDiagnostic } from '../base/diagnostics.js';
import { didYouMean } from '../base/suggest.js';
import { BEHAVIOR_FLAGS } from '../config/flag-names.js';
import type { Flags, Invocation } from '../config/types.js';
import { variablesOf } from './options/environment.js';
import { globalOptions } from './options/global.js';
import type { OptionSpec } from './options/spec.js';
import { commands } from './registry.js';
import { unknownWarningNames } from './warning-names.js';

const warning = { severity: 'warning', category: 'Usage Error' } as const;

const modelOption = defineDiagnostic<{ flag: string }>({
  ...warning,
  code: 'CLI031',
  event: 'ModelParamUsageDeprecation',
  message: (d) => `'${d.flag}' is an old name of --select`,
  hint: () => 'Write --select, or -s',
});

const oldListNames = defineDiagnostic<{ names: string }>({
  ...warning,
  code: 'CLI032',
  event: 'WEOIncludeExcludeDeprecation',
  message: (d) => `The warn-error options have old names: ${d.names}`,
  hint: () => "'include' is called 'error', and 'exclude' is called 'warn'",
});

const unknownVariable = defineDiagnostic<{ name: string; known: readonly string[] }>({
  ...warning,
  code: 'CLI033',
  event: 'EnvironmentVariableNamespaceDeprecation',
  message: (d) => `The environment variable ${d.name} is none of quern's, though DBT_ENGINE_ is for these alone`,
  hint: (d) => didYouMean(d.name, d.known) ?? 'Give it another name',
});

const selectIgnored = defineDiagnostic({
  ...warning,
  code: 'CLI034',
  event: 'SelectExcludeIgnoredWithSelectorWarning',
  message: () => "'--selector' is given: '--select' and '--exclude' have no effect",
  hint: () => 'Give one or the other',
});

/** What is odd about a call, though it can be understood. */
export async function callWarnings(invocation: Invocation, flags: Flags): Promise<Diagnostic[]> {
  const { words = [], env, options: given } = invocation;
  const found = [...unknownWarningNames(flags)];
  const model = words.find((word) => /^(-m|--models?)(=|$)/.test(word));
  if (model) found.push(modelOption({ flag: model.replace(/=.*/s, '') }));
  const names = String(given.warnErrorOptions ?? '').match(/\b(include|exclude)\b(?=['"]?\s*:)/g);
  if (names) found.push(oldListNames({ names: names.join(', ') }));
  if (given.selector !== undefined && (given.select !== undefined || given.exclude !== undefined))
    found.push(selectIgnored({}));
  const own = Object.keys(env).filter((name) => name.startsWith('DBT_ENGINE_'));
  if (own.length > 0) {
    const known = await knownVariables();
    for (const name of own.filter((n) => !known.includes(n))) found.push(unknownVariable({ name, known }));
  }
  return found;
}

/** Loads every command, which only who uses such variables has to pay for. */
async function knownVariables(): Promise<string[]> {
  const modules = await Promise.all(commands.map((entry) => entry.load?.()));
  const options = [globalOptions, ...modules.map((module) => module?.default.options ?? {})];
  const specs = options.flatMap((some) => Object.values<OptionSpec>(some));
  const behavior = Object.keys(BEHAVIOR_FLAGS).map((name) => `DBT_ENGINE_${name.toUpperCase()}`);
  return [...new Set([...specs.flatMap(variablesOf), ...behavior, 'DBT_ENGINE_NO_PRINT'])];
}
