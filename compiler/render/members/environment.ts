import { QuernError } from '../../base/diagnostics.js';
import type { Json } from '../../base/json.js';
import { SourceFile } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import { SECRET_PREFIX } from '../../config/secrets.js';
import { parseTemplate } from '../../jinja/index.js';
import {
  bindArguments,
  type CallArguments,
  hostFunction,
  PyCallable,
  toValue,
  type Value,
} from '../../jinja/values/index.js';
import { missingEnvironmentVariable, secretOutsideProfile, undefinedVariable } from '../errors.js';
import type { MemberTable, Scope } from '../scope.js';

/** `var(name, default)` and `var.has_var(name)`. A var that is set to null counts as set. */
class VarValue extends PyCallable {
  override readonly typeName = 'Var';
  readonly name = 'var';

  constructor(private readonly scope: Scope) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    if (name !== 'has_var') return undefined;
    return hostFunction('has_var', (args) => {
      const { var_name } = bindArguments('has_var', args, ['var_name']);
      return this.scope.services.config.lookupVar(String(var_name), this.scope.packageName) !== undefined;
    });
  }

  call(args: CallArguments): Value {
    const bound = bindArguments('var', args, ['var_name', 'default'], { default: undefined });
    const name = String(bound.var_name);
    const { config } = this.scope.services;
    const found = config.lookupVar(name, this.scope.packageName);
    this.scope.note?.('var', name, found?.value as Json | undefined);
    if (found) return this.#rendered(found.value);
    if (bound.default !== undefined) return bound.default;
    // dbt lets it pass while it parses: the node may never run.
    if (!this.scope.execute) return null;
    const names = config.varNames(this.scope.packageName);
    throw new QuernError(undefinedVariable({ name, near: closest(name, names), known: names.length }));
  }

  /** A var that is a text may itself be a template; texts inside lists and dictionaries stay as they are. */
  #rendered(value: unknown): Value {
    if (typeof value !== 'string' || !/\{[{%#]/.test(value)) return toValue(value);
    return parseTemplate(new SourceFile('<var>', value)).render(this.scope.context()).text;
  }
}

export const environmentMembers: MemberTable<Scope> = {
  var: (scope) => new VarValue(scope),
  env_var: (scope) =>
    hostFunction('env_var', (args) => {
      const bound = bindArguments('env_var', args, ['var', 'default'], { default: undefined });
      const name = String(bound.var);
      if (name.startsWith(SECRET_PREFIX)) throw new QuernError(secretOutsideProfile({ name }));
      const value = scope.services.config.env[name];
      scope.note?.('env', name, value);
      if (value !== undefined) return value;
      if (bound.default !== undefined && bound.default !== null) return bound.default;
      throw new QuernError(
        missingEnvironmentVariable({ name, near: closest(name, Object.keys(scope.services.config.env)) }),
      );
    }),
  target: (scope) => toValue(scope.services.target.visible),
  env: (scope) => toValue(scope.services.target.visible),
};
