import { createHash } from 'node:crypto';
import { QuernError } from '../../base/diagnostics.js';
import type { JsonObject } from '../../base/json.js';
import { Timestamp } from '../../base/scalars.js';
import { closest } from '../../base/suggest.js';
import { type Context, modulesValue, returnFunction } from '../../jinja/index.js';
import {
  bindArguments,
  type CallArguments,
  hostFunction,
  iterate,
  PyCallable,
  PyDict,
  PySet,
  PyTuple,
  textOf,
  toValue,
  type Value,
} from '../../jinja/values/index.js';
import { missingEnvironmentVariable, secretOutsideProfile, undefinedVariable } from '../diagnostics.js';
import { snakeCase } from '../flags.js';
import { SECRET_PREFIX } from '../secrets.js';
import type { Flags, Invocation, ProjectConfig } from '../types.js';
import { DBT_VERSION } from '../version.js';
import { whichOf } from '../which.js';
import { jsonMembers } from './json.js';

const PLACEHOLDER = /\$\$\$DBT_SECRET_START\$\$\$(.*?)\$\$\$DBT_SECRET_END\$\$\$/g;

/** What templates in a YAML file may use. */
export interface YamlScope {
  readonly invocation: Invocation;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** profiles.yml and packages.yml: secret environment variables may be used. */
  readonly secrets: boolean;
  lookupVar(name: string): { readonly value: unknown } | undefined;
  varNames(): readonly string[];
  readonly target?: () => JsonObject;
  readonly projectName?: string;
  readonly flags?: Flags;
  /** False: `var` of an unknown name is None (commands that need no vars). Default true. */
  readonly requireVars?: boolean;
  /** Told of each var and environment variable that a result depends on. Secrets are not told. */
  readonly note?: (kind: 'var' | 'env', name: string, value: unknown) => void;
}

/** A context for `renderYamlValue`. */
export class YamlContext implements Context {
  readonly #cache = new Map<string, Value | undefined>();

  constructor(readonly scope: YamlScope) {}

  lookup(name: string): Value | undefined {
    if (!this.#cache.has(name)) this.#cache.set(name, this.#make(name));
    return this.#cache.get(name);
  }

  #make(name: string): Value | undefined {
    if (name === 'builtins') return new PyDict(this.names().map((key): [Value, Value] => [key, this.lookup(key)!]));
    const member = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    return member?.(this.scope);
  }

  /** Every name that means something here. */
  names(): string[] {
    return Object.keys(MEMBERS).filter((name) => this.lookup(name) !== undefined);
  }
}

/** The context of resource YAML (dbt's SchemaYamlContext) of a package. */
export function schemaYamlContext(
  config: ProjectConfig,
  packageName: string,
  target: () => JsonObject,
  note?: YamlScope['note'],
): YamlContext {
  return new YamlContext({
    invocation: config.invocation,
    env: config.env,
    secrets: false,
    lookupVar: (name) => config.lookupVar(name, packageName),
    varNames: () => config.varNames(packageName),
    target,
    projectName: config.root.name,
    flags: config.flags,
    ...(note ? { note } : {}),
  });
}

/** Puts secrets in the places that `env_var` marked, after everything else is rendered: no filter ever sees them. */
export function revealSecrets(text: string, env: YamlScope['env']): string {
  return text.includes(SECRET_PREFIX) ? text.replace(PLACEHOLDER, (_, name: string) => env[name] ?? '') : text;
}

class VarValue extends PyCallable {
  override readonly typeName = 'Var';
  readonly name = 'var';

  constructor(private readonly scope: YamlScope) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    if (name !== 'has_var') return undefined;
    return hostFunction('has_var', (args) => {
      const { var_name } = bindArguments('has_var', args, ['var_name']);
      return this.scope.lookupVar(textOf(var_name!)) !== undefined;
    });
  }

  call(args: CallArguments): Value {
    const bound = bindArguments('var', args, ['var_name', 'default'], { default: undefined });
    const name = textOf(bound.var_name!);
    const found = this.scope.lookupVar(name);
    this.scope.note?.('var', name, found?.value);
    if (found) return toValue(found.value);
    if (bound.default !== undefined) return bound.default;
    if (this.scope.requireVars === false) return null;
    const names = this.scope.varNames();
    throw new QuernError(undefinedVariable({ name, near: closest(name, names), known: names.length }));
  }
}

function environmentVariable(scope: YamlScope, args: CallArguments): Value {
  const bound = bindArguments('env_var', args, ['var', 'default'], { default: undefined });
  const name = textOf(bound.var!);
  const secret = name.startsWith(SECRET_PREFIX);
  if (secret && !scope.secrets) throw new QuernError(secretOutsideProfile({ name }));
  const value = scope.env[name];
  if (!secret) scope.note?.('env', name, value);
  if (value !== undefined) return secret ? `$$$DBT_SECRET_START$$$${name}$$$DBT_SECRET_END$$$` : value;
  if (bound.default !== undefined && bound.default !== null) return bound.default;
  throw new QuernError(missingEnvironmentVariable({ name, near: closest(name, Object.keys(scope.env)) }));
}

/** `flags.FULL_REFRESH`, `flags.WHICH`, … */
function flagValues({ flags, invocation }: YamlScope): Value | undefined {
  if (!flags) return undefined;
  const { behavior, ...others } = flags;
  const entries = [...Object.entries(behavior), ...Object.entries(others), ['which', whichOf(invocation)]] as const;
  return toValue(Object.fromEntries(entries.map(([key, value]) => [snakeCase(key as string).toUpperCase(), value])));
}

const silent = (name: string): Value => hostFunction(name, () => '');
const itemsOf = (value: Value): Value[] => [...(iterate(value) ?? [])];

const MEMBERS: Readonly<Record<string, (scope: YamlScope) => Value | undefined>> = {
  ...jsonMembers,
  var: (scope) => new VarValue(scope),
  env_var: (scope) => hostFunction('env_var', (args) => environmentVariable(scope, args)),
  target: (scope) => scope.target && toValue(scope.target()),
  project_name: (scope) => scope.projectName,
  flags: flagValues,
  dbt_version: () => DBT_VERSION,
  invocation_id: (scope) => scope.invocation.invocationId,
  run_started_at: (scope) => toValue(new Timestamp(scope.invocation.startedAt.toISOString().replace('Z', '+00:00'))),
  log: () => silent('log'),
  print: () => silent('print'),
  return: () => returnFunction,
  modules: () => modulesValue(),
  set: () => hostFunction('set', (args) => new PySet(itemsOf(args.positional[0] ?? null))),
  zip: () =>
    hostFunction('zip', (args) => {
      const lists = args.positional.map(itemsOf);
      const length = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
      return Array.from({ length }, (_, i) => new PyTuple(lists.map((list) => list[i]!)));
    }),
  local_md5: () =>
    hostFunction('local_md5', (args) => {
      const { value } = bindArguments('local_md5', args, ['value']);
      return createHash('md5').update(textOf(value!)).digest('hex');
    }),
};
