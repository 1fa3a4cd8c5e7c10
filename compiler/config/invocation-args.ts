import { hider, namedSecrets, typedPasswords } from './secrets.js';
import type { ProjectConfig } from './types.js';
import { isMapping, parseDictionaryOption } from './vars.js';
import { whichOf } from './which.js';

/** Options and flags of a call by dbt's names: `args` of run_results.json, `invocation_args_dict` of templates. */
export function invocationArgs(config: ProjectConfig): Record<string, unknown> {
  const { behavior, ...flags } = config.flags;
  const { standards = {}, options } = config.invocation;
  const out: Record<string, unknown> = { ...behavior };
  for (const [key, value] of [standards, flags, options].flatMap(Object.entries)) {
    if (value !== undefined) out[key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)] = value;
  }
  out.vars = config.cliVars;
  out.which = whichOf(config.invocation);
  if (typeof options.args === 'string') out.args = parseDictionaryOption('args', options.args);
  out.invocation_command = `dbt ${(config.invocation.words ?? [config.invocation.command]).join(' ')}`;
  out.project_dir = config.root.root;
  return out;
}

/** The same for files: secrets that the command line or the environment told are not in it. */
export function shownInvocationArgs(config: ProjectConfig): Record<string, unknown> {
  const hide = hider([...namedSecrets(config.env), ...namedSecrets(config.cliVars), ...typedPasswords(config)]);
  const args = invocationArgs(config);
  return hide ? (hidden(args, hide) as Record<string, unknown>) : args;
}

function hidden(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((item) => hidden(item, hide));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hidden(item, hide)]));
}
