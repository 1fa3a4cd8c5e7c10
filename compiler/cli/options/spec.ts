/**
 * Options as data: a command lists them by the camel-cased name under which they arrive in `Invocation.options`. Their names,
 * aliases and defaults are dbt's, so that scripts written for dbt work.
 */

interface Common {
  /** Every spelling, the one that help shows first: `-s`, `--select`, `-m`, … */
  readonly flags: readonly string[];
  readonly help: string;
  /** Accepted, but not shown by help. */
  readonly hidden?: boolean;
  /** Read from QUERN_X, DBT_ENGINE_X and DBT_X. */
  readonly env?: string;
}

/** `--x`, and with `negative` also `--no-x`. */
export interface SwitchSpec extends Common {
  readonly kind: 'switch';
  readonly negative?: string;
  readonly standard?: boolean;
}
export interface TextSpec extends Common {
  readonly kind: 'text';
  readonly value: string;
  readonly standard?: string;
}
export interface IntegerSpec extends Common {
  readonly kind: 'integer';
  readonly standard?: number;
}
export interface ChoiceSpec extends Common {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  readonly standard?: string;
}
/** Takes every value up to the next option, and may be repeated. With `choices`, each must be one of them. */
export interface ListSpec extends Common {
  readonly kind: 'list';
  readonly value: string;
  readonly choices?: readonly string[];
}

export type OptionSpec = SwitchSpec | TextSpec | IntegerSpec | ChoiceSpec | ListSpec;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export interface ArgumentSpec {
  readonly name: string;
  readonly required: boolean;
  readonly help: string;
}

type ValueOf<S extends OptionSpec> = S['kind'] extends 'switch'
  ? boolean
  : S['kind'] extends 'integer'
    ? number
    : S['kind'] extends 'list'
      ? readonly string[]
      : string;

/** The values of a command's options; undefined where neither the command line nor the environment gave one. */
export type OptionValues<S extends OptionSpecs> = { readonly [K in keyof S]?: ValueOf<S[K]> };

type Extras<T extends OptionSpec> = Partial<Omit<T, 'kind' | 'flags' | 'help'>>;

const names = (flags: string) => flags.split(/[\s,]+/);

/** `--x / --no-x`. */
export function toggle(flags: string, help: string, extras: Extras<SwitchSpec> = {}): SwitchSpec {
  const all = names(flags);
  const long = all.find((flag) => flag.startsWith('--'))!;
  return { kind: 'switch', flags: all, help, negative: `--no-${long.slice(2)}`, ...extras };
}

/** `--x` alone. */
export function flag(flags: string, help: string, extras: Extras<SwitchSpec> = {}): SwitchSpec {
  return { kind: 'switch', flags: names(flags), help, ...extras };
}

export function text(flags: string, value: string, help: string, extras: Extras<TextSpec> = {}): TextSpec {
  return { kind: 'text', flags: names(flags), value, help, ...extras };
}

export function integer(flags: string, help: string, extras: Extras<IntegerSpec> = {}): IntegerSpec {
  return { kind: 'integer', flags: names(flags), help, ...extras };
}

export function choice(
  flags: string,
  choices: readonly string[],
  help: string,
  extras: Extras<ChoiceSpec> = {},
): ChoiceSpec {
  return { kind: 'choice', flags: names(flags), choices, help, ...extras };
}

export function list(flags: string, value: string, help: string, extras: Extras<ListSpec> = {}): ListSpec {
  return { kind: 'list', flags: names(flags), value, help, ...extras };
}

/** The spelling that messages and documents use. */
export function mainFlag(spec: OptionSpec): string {
  return spec.flags.find((f) => f.startsWith('--')) ?? spec.flags[0]!;
}

export function spellings(spec: OptionSpec): readonly string[] {
  return spec.kind === 'switch' && spec.negative ? [...spec.flags, spec.negative] : spec.flags;
}
