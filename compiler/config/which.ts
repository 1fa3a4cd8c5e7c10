import type { Invocation } from './types.js';

/** The command as dbt names it in `which`: of `docs generate` the last word. */
export function whichOf({ command }: Invocation): string {
  return command.slice(command.lastIndexOf(' ') + 1);
}
