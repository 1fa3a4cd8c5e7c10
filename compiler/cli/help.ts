import type { CommandDefinition } from './define-command.js';
import { globalOptions } from './options/global.js';
import type { OptionSpec, OptionSpecs } from './options/spec.js';
import { commands, groupTitles, isShown } from './registry.js';
import { wrap } from './render-frame.js';
import type { Paint } from './text/style.js';
import { displayWidth, padEnd } from './text/width.js';

export interface HelpOptions {
  readonly paint: Paint;
  readonly width: number;
  readonly version: string;
}

/** How an option is called: `--no-` forms, its value, its choices. */
export function optionUsage(spec: OptionSpec): string {
  const names = [...spec.flags].sort((a, b) => Number(a.startsWith('--')) - Number(b.startsWith('--'))).join(', ');
  switch (spec.kind) {
    case 'switch':
      return spec.negative ? `${names} / ${spec.negative}` : names;
    case 'integer':
      return `${names} N`;
    case 'choice':
      return `${names} [${spec.choices.join('|')}]`;
    case 'list':
      return `${names} ${spec.value}...`;
    case 'text':
      return `${names} ${spec.value}`;
  }
}

export function defaultOf(spec: OptionSpec): string | undefined {
  if (!('standard' in spec) || spec.standard === undefined) return undefined;
  if (spec.kind === 'switch') return spec.standard ? 'on' : undefined;
  return String(spec.standard);
}

export function usageLine(name: string, command: CommandDefinition | null): string {
  if (!command)
    return name ? `Usage: quern ${name} [OPTIONS] COMMAND [ARGS]...` : 'Usage: quern [OPTIONS] COMMAND [ARGS]...';
  const args = (command.arguments ?? []).map((a) => (a.required ? a.name.toUpperCase() : `[${a.name.toUpperCase()}]`));
  return ['Usage: quern', command.name, '[OPTIONS]', ...args].join(' ');
}

/** The text of `quern --help`. Loads every command for its summary. */
export async function rootHelp(options: HelpOptions): Promise<string> {
  const { paint, version } = options;
  const loaded = await Promise.all(
    commands.map(async (entry) => ({ entry, command: (await entry.load?.())?.default })),
  );
  const lines = [
    `${paint('strong', `quern ${version}`)}: turns a folder of SQL models into a tested warehouse`,
    '',
    usageLine('', null),
  ];
  for (const [group, title] of Object.entries(groupTitles)) {
    const shown = loaded.filter(({ entry }) => isShown(entry) && entry.group === group);
    if (shown.length === 0) continue;
    lines.push('', paint('strong', title));
    for (const { entry, command } of shown)
      lines.push(...columns(entry.names.join(', '), command!.summary, 18, options));
  }
  lines.push('', paint('strong', 'Options'), ...optionLines(globalOptions, options));
  lines.push(
    ...columns('-V, --version', 'Show the version', 34, options),
    ...columns('-h, --help', 'Show this help', 34, options),
  );
  lines.push('', "'quern COMMAND --help' shows the options of a command; all options above go with each of them.");
  return lines.join('\n');
}

export function commandHelp(command: CommandDefinition, options: HelpOptions): string {
  const { paint } = options;
  const lines = [usageLine(command.name, command), '', ...wrap(`${command.summary}.`, options.width)];
  if (command.details)
    lines.push(
      '',
      ...command.details
        .split('\n\n')
        .flatMap((p) => [...wrap(p, options.width), ''])
        .slice(0, -1),
    );
  if (command.arguments?.length) {
    lines.push('', paint('strong', 'Arguments'));
    for (const argument of command.arguments)
      lines.push(...columns(argument.name.toUpperCase(), argument.help, 34, options));
  }
  lines.push('', paint('strong', 'Options'), ...optionLines(command.options, options));
  lines.push(...columns('-h, --help', 'Show this help', 34, options));
  if (command.examples?.length) {
    lines.push('', paint('strong', 'Examples'));
    for (const [call, meaning] of command.examples) lines.push(`  ${paint('info', call)}`, `      ${meaning}`);
  }
  lines.push('', "'quern --help' shows the options that all commands have.");
  return lines.join('\n');
}

function optionLines(specs: OptionSpecs, options: HelpOptions): string[] {
  return Object.values(specs)
    .filter((spec) => !spec.hidden)
    .flatMap((spec) => {
      const standard = defaultOf(spec);
      return columns(
        optionUsage(spec),
        standard === undefined ? spec.help : `${spec.help} [default: ${standard}]`,
        34,
        options,
      );
    });
}

/** A term and what it means, side by side; a long term has its line to itself. */
function columns(term: string, meaning: string, width: number, options: HelpOptions): string[] {
  const parts = wrap(meaning, Math.max(options.width - width - 2, 30));
  const fits = displayWidth(term) <= width - 2;
  const shown = options.paint('info', term);
  const first = fits ? `  ${shown}${padEnd('', width - displayWidth(term))}${parts[0]}` : `  ${shown}`;
  return [first, ...(fits ? parts.slice(1) : parts).map((part) => ' '.repeat(width + 2) + part)];
}
