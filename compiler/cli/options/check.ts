import type { CommandLine } from '../command-line.js';
import { invalidValue } from '../diagnostics.js';
import { UsageError } from '../usage-error.js';
import { mainFlag, type OptionSpec, type OptionSpecs } from './spec.js';

/** Why a text is no value of an option, or undefined. */
export function problemOf(spec: OptionSpec, value: string): string | undefined {
  if (spec.kind === 'integer') return /^[+-]?\d+$/.test(value.trim()) ? undefined : 'is not a valid integer.';
  const choices = spec.kind === 'choice' || spec.kind === 'list' ? spec.choices : undefined;
  if (!choices || choices.includes(value.toLowerCase())) return undefined;
  return `is not one of ${choices.map((c) => `'${c}'`).join(', ')}.`;
}

/** A text that has no problem, as the value that the option stands for. */
export function convert(spec: OptionSpec, value: string): string | number {
  if (spec.kind === 'integer') return Number(value);
  return spec.kind === 'choice' || (spec.kind === 'list' && spec.choices) ? value.toLowerCase() : value;
}

/** Checks and converts the texts of a command line. Throws UsageError. */
export function checkValues(
  line: CommandLine,
  command: string,
  specs: OptionSpecs,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const checked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const spec = specs[key]!;
    const one = (text: string) => {
      const problem = problemOf(spec, text);
      if (problem === undefined) return convert(spec, text);
      const choices = 'choices' in spec ? spec.choices : undefined;
      throw new UsageError(
        invalidValue({ flag: mainFlag(spec), value: text, problem, choices }, line.spanOf(text)),
        command,
      );
    };
    checked[key] = Array.isArray(value) ? value.map(one) : typeof value === 'string' ? one(value) : value;
  }
  return checked;
}
