import type { CommandContext, CommandResult } from '../../define-command.js';
import { runOptionsOf } from '../../run-options.js';

type Options = Parameters<typeof runOptionsOf>[0];

/** What `build`, `run`, `test`, `seed` and `snapshot` have in common: all of it but their options. */
export async function runCommand(
  command: 'build' | 'run' | 'test' | 'seed' | 'snapshot' | 'clone',
  options: Options,
  context: CommandContext,
): Promise<CommandResult> {
  const project = await context.openProject();
  const report = await project.run(command, runOptionsOf(options, project));
  return { exitCode: report.exitCode };
}
