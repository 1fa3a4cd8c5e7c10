import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { QuernError } from '../base/diagnostics.js';
import type { Invocation } from '../config/types.js';
import type { CommandDefinition } from './define-command.js';
import { invalidValue } from './diagnostics.js';
import type { CliIo } from './io.js';
import type { OptionSpecs } from './options/spec.js';

/** Another "now" than the clock's, for repeatable runs: an ISO 8601 instant. Durations and log times stay real. */
const CLOCK_VARIABLE = 'QUERN_NOW';

/**
 * The invocation that a parsed command line stands for. `options` holds what the command line and the environment gave, by
 * camel-cased name; what nobody gave is absent, so that a project's own flags can decide.
 */
export function createInvocation(
  command: Pick<CommandDefinition, 'name' | 'arguments' | 'options'>,
  given: {
    readonly options: Readonly<Record<string, unknown>>;
    readonly args: readonly string[];
    readonly words: readonly string[];
  },
  io: CliIo,
): Invocation {
  const operands = command.arguments?.map(({ name }, index) => [name, given.args[index]]) ?? [];
  return {
    command: command.name,
    cwd: resolve(io.cwd),
    env: io.env,
    options: { ...Object.fromEntries(operands), ...withoutOldNames(given.options) },
    words: given.words,
    standards: standardsOf(command.options),
    invocationId: randomUUID(),
    startedAt: startOf(io),
  };
}

function standardsOf(specs: OptionSpecs): Record<string, unknown> {
  const standards: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries(specs)) {
    if (spec.kind === 'list') standards[key] = [];
    else if (spec.standard !== undefined) standards[key] = spec.standard;
  }
  return standards;
}

/** The instant that counts as now. Throws QuernError. */
export function startOf(io: CliIo): Date {
  const pinned = io.env[CLOCK_VARIABLE];
  if (!pinned) return io.now();
  const date = new Date(pinned);
  if (Number.isNaN(date.getTime()))
    throw new QuernError(invalidValue({ flag: CLOCK_VARIABLE, value: pinned, problem: 'is not a valid time.' }));
  return date;
}

const OLD_NAMES: Readonly<Record<string, string>> = {
  deprecatedDefer: 'defer',
  deprecatedFavorState: 'favorState',
  deprecatedPrint: 'print',
  deprecatedState: 'state',
};

/** Options under names that dbt has given up count where the new name was not given. */
function withoutOldNames(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    const name = OLD_NAMES[key];
    if (name === undefined) result[key] = value;
    else if (options[name] === undefined)
      result[name] = typeof value === 'string' && name !== 'state' ? /^(1|t|true|y|yes|on)$/i.test(value) : value;
  }
  return result;
}
