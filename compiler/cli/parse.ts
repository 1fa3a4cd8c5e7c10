import { Command, CommanderError, Option } from 'commander';
import { type Diagnostic, QuernError } from '../base/diagnostics.js';
import { CommandLine } from './command-line.js';
import type { CommandDefinition } from './define-command.js';
import {
  extraArguments,
  missingArgument,
  missingValue,
  notAvailable,
  unknownCommand,
  unknownOption,
} from './diagnostics.js';
import { checkValues } from './options/check.js';
import { valuesFromEnvironment } from './options/environment.js';
import { globalOptions } from './options/global.js';
import { type OptionSpec, type OptionSpecs, spellings } from './options/spec.js';
import { type CommandEntry, commands } from './registry.js';
import { UsageError } from './usage-error.js';

export type ParsedCall =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: CommandDefinition | null }
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly command: CommandDefinition;
      readonly args: readonly string[];
      readonly options: Readonly<Record<string, unknown>>;
    };

const HELP_FLAGS = ['--help', '-h'];
const VERSION_FLAGS = ['--version', '-V', '-v'];

/** Reads a command line. Throws UsageError. Only the module of the command that is called is loaded. */
export async function parseCall(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<ParsedCall> {
  const line = new CommandLine(argv);
  const first = await parseTokens(line, '', globalOptions, argv, 'stop');
  if (first.help) return { kind: 'help', command: null };
  if (first.version) return { kind: 'version' };
  if (first.operands.length === 0) return { kind: 'help', command: null };

  if (first.operands[0] === 'help') return { kind: 'help', command: await helpFor(line, first.operands.slice(1)) };
  const { entry, name, rest } = findCommand(line, first.operands);
  const module = await entry.load?.();
  if (!module) throw new QuernError(notAvailable({ what: `'quern ${name}'` }, line.spanOf(name.split(' ')[0]!)));
  const command = module.default;
  const specs: OptionSpecs = { ...globalOptions, ...command.options };
  const second = await parseTokens(line, name, specs, rest, 'mix');
  if (second.help) return { kind: 'help', command };
  if (second.version) return { kind: 'version' };
  const args = checkArguments(line, name, command, second.operands);
  const options = {
    ...valuesFromEnvironment(specs, env),
    ...checkValues(line, name, specs, { ...first.values, ...second.values }),
  };
  return { kind: 'command', name, command, args, options };
}

function findCommand(
  line: CommandLine,
  operands: readonly string[],
): { entry: CommandEntry; name: string; rest: readonly string[] } {
  const [word, next] = operands as [string, string | undefined];
  for (const length of [2, 1]) {
    const name = operands.slice(0, length).join(' ');
    const entry = commands.find((c) => c.names.includes(name));
    if (entry) return { entry, name, rest: operands.slice(length) };
  }
  const groups = [...new Set(commands.flatMap((c) => c.names).filter((n) => n.includes(' ')))];
  const inGroup = groups.filter((n) => n.startsWith(`${word} `)).map((n) => n.slice(word.length + 1));
  if (inGroup.length > 0 && (next === undefined || next.startsWith('-'))) {
    throw new UsageError(missingArgument({ name: inGroup.join('|') }, line.spanOf(word)), word);
  }
  const known = inGroup.length > 0 ? inGroup : commands.flatMap((c) => c.names.map((n) => n.split(' ')[0]!));
  const wrong = inGroup.length > 0 ? next! : word;
  throw new UsageError(unknownCommand({ name: wrong, known }, line.spanOf(wrong)), inGroup.length > 0 ? word : '');
}

/** `quern help run` is `quern run --help`. */
async function helpFor(line: CommandLine, words: readonly string[]): Promise<CommandDefinition | null> {
  if (words.length === 0) return null;
  return (await findCommand(line, words).entry.load?.())?.default ?? null;
}

interface Tokens {
  readonly values: Readonly<Record<string, unknown>>;
  readonly operands: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

/** Splits tokens into option values and operands. `stop` leaves everything from the first operand on as it is. */
async function parseTokens(
  line: CommandLine,
  name: string,
  specs: OptionSpecs,
  tokens: readonly string[],
  mode: 'stop' | 'mix',
): Promise<Tokens> {
  const parser = new Command().exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  parser.helpOption(false).argument('[words...]').allowExcessArguments().showSuggestionAfterError(false);
  if (mode === 'stop') parser.enablePositionalOptions().passThroughOptions();
  parser.addOption(new NamedOption(HELP_FLAGS[0]!, '$help')).addOption(new NamedOption(HELP_FLAGS[1]!, '$help'));
  for (const flag of VERSION_FLAGS) parser.addOption(new NamedOption(flag, '$version'));
  for (const [key, spec] of Object.entries(specs))
    for (const option of commanderOptions(key, spec)) parser.addOption(option);
  let operands: readonly string[] = [];
  parser.action((words: string[]) => {
    operands = words;
  });
  try {
    parser.parse(separateValues(tokens, specs, mode), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw new UsageError(await describe(error, line, name, specs), name);
    throw error;
  }
  const { $help, $version, ...values } = parser.opts();
  return { values, operands, help: Boolean($help), version: Boolean($version) };
}

/** An option whose value arrives under a given name, whatever its spelling. */
class NamedOption extends Option {
  constructor(
    flags: string,
    private readonly key: string,
    negates = false,
  ) {
    super(flags);
    this.negate = negates;
  }

  override attributeName(): string {
    return this.key;
  }
}

function commanderOptions(key: string, spec: OptionSpec): Option[] {
  const value = spec.kind === 'switch' ? '' : spec.kind === 'list' ? ' <values...>' : ' <value>';
  const options: Option[] = spec.flags.map((flag) => new NamedOption(flag + value, key));
  if (spec.kind === 'switch' && spec.negative) options.push(new NamedOption(spec.negative, key, true));
  return options;
}

/** `--select=a b` takes every value that follows, as `--select a b` does. */
function separateValues(tokens: readonly string[], specs: OptionSpecs, mode: 'stop' | 'mix'): string[] {
  if (mode === 'stop') return [...tokens];
  const lists = new Set(Object.values(specs).flatMap((spec) => (spec.kind === 'list' ? spec.flags : [])));
  return tokens.flatMap((token) => {
    const match = /^(--[\w-]+)=([^-].*)$/s.exec(token);
    return match && lists.has(match[1]!) ? [match[1]!, match[2]!] : [token];
  });
}

function checkArguments(
  line: CommandLine,
  name: string,
  command: CommandDefinition,
  operands: readonly string[],
): readonly string[] {
  const specs = command.arguments ?? [];
  const missing = specs.slice(operands.length).find((spec) => spec.required);
  if (missing) throw new UsageError(missingArgument({ name: missing.name.toUpperCase() }, line.endSpan()), name);
  const extra = operands.slice(specs.length);
  if (extra.length > 0) throw new UsageError(extraArguments({ values: extra }, line.spanOf(extra[0]!)), name);
  return operands;
}

/** commander's error as ours. Its codes and the name in quotes are all that is read of it. */
async function describe(
  error: CommanderError,
  line: CommandLine,
  command: string,
  specs: OptionSpecs,
): Promise<Diagnostic> {
  const flag = /'([^']+)'/.exec(error.message)?.[1]?.split(/[\s,=]/)[0] ?? '';
  if (error.code === 'commander.optionMissingArgument') {
    const spec = Object.values(specs).find((s) => s.flags.includes(flag));
    return missingValue({ flag, value: spec && 'value' in spec ? spec.value : 'VALUE' }, line.spanOf(flag));
  }
  const known = Object.values(specs).flatMap((spec) => (spec.hidden ? [] : spellings(spec)));
  return unknownOption({ flag, known, command, belongsTo: await commandsWith(flag) }, line.spanOf(flag));
}

/** The commands that have an option; loads them all, so only for an error. */
async function commandsWith(flag: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of commands) {
    const options = (await entry.load?.())?.default.options ?? {};
    if (Object.values(options).some((spec) => spellings(spec).includes(flag))) found.push(entry.names[0]!);
  }
  return found;
}
