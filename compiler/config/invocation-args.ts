import type { ProjectConfig } from './types.js';

/** Options and flags of a call by dbt's names: `args` of run_results.json, `invocation_args_dict` of templates. */
export function invocationArgs(config: ProjectConfig): Record<string, unknown> {
  const { behavior, ...flags } = config.flags;
  const { standards = {}, options } = config.invocation;
  const out: Record<string, unknown> = { ...behavior };
  for (const [key, value] of [standards, flags, options].flatMap(Object.entries)) {
    if (value !== undefined) out[key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)] = value;
  }
  out.vars = config.cliVars;
  out.which = config.invocation.command;
  out.invocation_command = `dbt ${config.invocation.command}`;
  out.project_dir = config.root.root;
  return out;
}
