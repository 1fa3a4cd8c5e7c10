import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandDefinition } from '../../../compiler/cli/define-command.js';
import { variablesOf } from '../../../compiler/cli/options/environment.js';
import { globalOptions } from '../../../compiler/cli/options/global.js';
import type { OptionSpec } from '../../../compiler/cli/options/spec.js';
import { parseCall } from '../../../compiler/cli/parse.js';
import { commands } from '../../../compiler/cli/registry.js';

/** An option of dbt 1.12's command line, as its own description of itself gives it. */
interface DbtOption {
  readonly flags: readonly string[];
  readonly kind: 'switch' | 'text' | 'integer' | 'choice' | 'list';
  readonly negative?: readonly string[];
  readonly variables?: readonly string[];
  readonly choices?: readonly string[];
}
type Argument = readonly [name: string, kind: 'argument', required: boolean];

const file = join(import.meta.dirname, '../../golden/dbt-options.json');
const table: Record<string, readonly (DbtOption | Argument)[]> = JSON.parse(readFileSync(file, 'utf8'));
const { '': global, ...perCommand } = table;
const isOption = (entry: DbtOption | Argument): entry is DbtOption => !Array.isArray(entry);

/** What is different on purpose. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '--version': 'answered before any command is read',
  '--deprecated-print': 'its variable, DBT_NO_PRINT, says the contrary: see the test of that',
};

const SAMPLE_CHOICE = (option: DbtOption) => option.choices?.[0] ?? 'x';
/** A value that the option takes, or none. */
function words(option: DbtOption, flag: string): string[] {
  if (option.kind === 'switch') return [flag];
  return [flag, option.kind === 'integer' ? '7' : option.kind === 'choice' ? SAMPLE_CHOICE(option) : 'default'];
}

const loaded = await Promise.all(
  Object.keys(perCommand).map(async (name): Promise<[string, CommandDefinition | undefined]> => {
    const entry = commands.find((command) => command.names.includes(name));
    return [name, (await entry?.load?.())?.default];
  }),
);
const available = loaded.filter((entry): entry is [string, CommandDefinition] => entry[1] !== undefined);

describe('the command line of dbt', () => {
  it.each([
    ['DBT_NO_PRINT', 'true', false],
    ['DBT_ENGINE_NO_PRINT', '1', false],
    ['DBT_NO_PRINT', 'false', true],
  ])('reads %s=%s', async (name, value, print) => {
    const parsed = await parseCall(['run'], { [name]: value });
    expect(parsed.kind === 'command' && parsed.options).toEqual({ print });
  });

  it('has no command that is not known here', () => {
    const known = commands.flatMap(({ names }) => names);
    expect(Object.keys(perCommand).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(available)('%s takes every option', (name, command) => {
    const own = new Map<string, OptionSpec>();
    for (const spec of Object.values({ ...globalOptions, ...command.options } as Record<string, OptionSpec>))
      for (const flag of spec.flags) own.set(flag, spec);
    const wrong = [...global!, ...perCommand[name]!].filter(isOption).flatMap((option) => problems(option, own));
    expect(wrong).toEqual([]);
  });

  it.each(available)('%s has its arguments', (name, command) => {
    const arguments_ = perCommand[name]!.filter((entry): entry is Argument => !isOption(entry));
    expect((command.arguments ?? []).filter((a) => a.required).length).toBe(
      arguments_.filter(([, , required]) => required).length,
    );
    expect(command.arguments?.length ?? 0).toBeGreaterThanOrEqual(arguments_.length);
  });

  const flags = global!.filter(isOption).flatMap((option) => option.flags.map((flag) => [flag, option] as const));
  it.each(flags.filter(([flag]) => !(flag in OTHERWISE) && !/^-[Vv]$/.test(flag)))(
    '%s stands before or after a command',
    async (flag, option) => {
      const given = words(option, flag);
      const before = await parseCall([...given, 'run'], {});
      const after = await parseCall(['run', ...given], {});
      expect(before).toEqual(after);
      expect(before.kind === 'command' && Object.keys(before.options).length).toBe(1);
    },
  );
});

function problems(option: DbtOption, own: ReadonlyMap<string, OptionSpec>): string[] {
  return option.flags.flatMap((flag) => {
    if (flag in OTHERWISE || /^-[Vv]$/.test(flag)) return [];
    const spec = own.get(flag);
    if (!spec) return [`${flag} is not there`];
    const variables = variablesOf(spec);
    const kinds = option.kind === 'choice' && spec.kind === 'list' ? 'list' : option.kind;
    return [
      ...(spec.kind === kinds || (spec.kind === 'choice' && kinds === 'text')
        ? []
        : [`${flag} is a ${spec.kind}, not a ${option.kind}`]),
      ...(option.negative ?? [])
        .filter((no) => spec.kind !== 'switch' || spec.negative !== no)
        .map((no) => `${no} is not there`),
      ...(option.variables ?? [])
        .filter((name) => !variables.includes(name))
        .map((name) => `${flag} is not read from ${name}`),
      ...(option.choices ?? [])
        .filter((choice) => 'choices' in spec && !spec.choices?.some((c) => c.toLowerCase() === choice.toLowerCase()))
        .map((choice) => `${flag} does not take ${choice}`),
    ];
  });
}
