import type { CommandDefinition } from './define-command.js';
import { defaultOf, optionUsage, usageLine } from './help.js';
import { variablesOf } from './options/environment.js';
import { globalOptions } from './options/global.js';
import type { OptionSpec, OptionSpecs } from './options/spec.js';
import { commands, groupTitles, isShown } from './registry.js';

const INTRODUCTION = `# The command line

<!-- Generated from the code by scripts/build-docs.mjs: do not edit. -->

    quern [OPTIONS] COMMAND [OPTIONS] [ARGS]

Options that all commands have may stand before or after the command. An option that takes several values takes every word up
to the next option, and may be given more than once: \`--select a b --select c\`.

| exit code | meaning |
|---|---|
| 0 | all went well, perhaps with warnings |
| 1 | something that was run has failed, or the run was interrupted |
| 2 | it could not be run: a problem of the command line, the project or the profile |

**Environment.** An option with a variable below is read from \`QUERN_X\`, else \`DBT_ENGINE_X\`, else \`DBT_X\`, of the process
or of the nearest \`.env\` file; the command line is stronger. \`NO_COLOR\` and \`FORCE_COLOR\` decide about colours where no option
does. \`QUERN_NOW\` (an ISO 8601 time) is the time at which templates see the run start.

**Output.** A terminal shows live progress; a pipe gets one line an event, in dbt's words; \`--log-format json\` gives dbt's
structured log, one JSON object a line. \`logs/dbt.log\` has everything, also what the output leaves out.
`;

/** The reference of the command line, as Markdown. */
export async function cliReference(): Promise<string> {
  const parts = [INTRODUCTION];
  for (const [group, title] of Object.entries(groupTitles)) {
    for (const entry of commands.filter((c) => c.group === group && isShown(c))) {
      const { default: command } = await entry.load!();
      parts.push(commandSection(command, entry.names, title));
    }
  }
  parts.push('## Options of all commands\n', optionTable(globalOptions), '');
  parts.push(compatibility(Object.values<OptionSpec>(globalOptions).filter((spec) => spec.hidden)));
  return `${parts.join('\n').trimEnd()}\n`;
}

function commandSection(command: CommandDefinition, names: readonly string[], group: string): string {
  const aliases = names.slice(1).map((name) => `\`quern ${name}\``);
  const lines = [
    `## quern ${command.name}`,
    '',
    `${command.summary}. (${group}${aliases.length > 0 ? `; also ${aliases.join(', ')}` : ''})`,
    '',
  ];
  if (command.details) lines.push(command.details, '');
  lines.push(`    ${usageLine(command.name, command).replace('Usage: ', '')}`, '');
  for (const argument of command.arguments ?? [])
    lines.push(`\`${argument.name.toUpperCase()}\`: ${argument.help}.`, '');
  if (Object.keys(command.options).length > 0) lines.push(optionTable(command.options), '');
  for (const [call, meaning] of command.examples ?? []) lines.push(`- \`${call}\`: ${meaning}`);
  if (command.examples?.length) lines.push('');
  return lines.join('\n');
}

function optionTable(specs: OptionSpecs): string {
  const rows = Object.values(specs)
    .filter((spec) => !spec.hidden)
    .map((spec) => `| \`${optionUsage(spec).replaceAll('|', '\\|')}\` | ${meaning(spec)} | ${variable(spec)} |`);
  return ['| option | meaning | variable |', '|---|---|---|', ...rows].join('\n');
}

function meaning(spec: OptionSpec): string {
  const standard = defaultOf(spec);
  const text = spec.help.replaceAll('|', '\\|');
  return standard === undefined ? text : `${text} (default: ${standard})`;
}

function variable(spec: OptionSpec): string {
  const names = variablesOf(spec);
  return names.length > 0 ? `\`${names.at(-1)}\`` : '';
}

function compatibility(specs: readonly OptionSpec[]): string {
  const names = specs.map((spec) => `\`${spec.flags[0]}\``).sort();
  return `Accepted as well, because scripts for dbt use them: ${names.join(', ')}.`;
}
