import { QuernError } from '../../base/diagnostics.js';
import { invalidValue } from '../diagnostics.js';
import { convert, problemOf } from './check.js';
import type { OptionSpec, OptionSpecs } from './spec.js';

type Env = Readonly<Record<string, string | undefined>>;

const TRUE = ['1', 'true', 't', 'yes', 'y', 'on'];
const FALSE = ['0', 'false', 'f', 'no', 'n', 'off'];

/** The variables that an option is read from, the strongest first. */
export function variablesOf(spec: OptionSpec): readonly string[] {
  return spec.env ? [`QUERN_${spec.env}`, `DBT_ENGINE_${spec.env}`, `DBT_${spec.env}`] : [];
}

/** Values of options that the environment gives. An empty variable gives none. */
export function valuesFromEnvironment(specs: OptionSpecs, env: Env): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries(specs)) {
    const variable = variablesOf(spec).find((name) => env[name]);
    if (variable) values[key] = read(spec, variable, env[variable]!);
  }
  // dbt's older way of saying DBT_PRINT=false.
  const silent = env.DBT_ENGINE_NO_PRINT || env.DBT_NO_PRINT;
  if (silent && values.print === undefined) values.print = !TRUE.includes(silent.toLowerCase());
  return values;
}

function read(spec: OptionSpec, variable: string, text: string): unknown {
  if (spec.kind === 'switch') {
    const word = text.trim().toLowerCase();
    if (TRUE.includes(word)) return true;
    if (FALSE.includes(word)) return false;
    throw new QuernError(
      invalidValue({ flag: variable, value: text, problem: 'is not a valid boolean.', choices: ['true', 'false'] }),
    );
  }
  const one = (part: string) => {
    const problem = problemOf(spec, part);
    if (problem === undefined) return convert(spec, part);
    throw new QuernError(
      invalidValue({ flag: variable, value: part, problem, choices: 'choices' in spec ? spec.choices : undefined }),
    );
  };
  return spec.kind === 'list' ? text.split(/\s+/).filter(Boolean).map(one) : one(text);
}
