import { QuernError } from '../../base/diagnostics.js';
import { hostFunction, type PyCallable, toValue, type Value } from '../../jinja/values/index.js';
import type { UnitTestQuery } from '../../manifest/unit-test-query.js';
import { refCall, refText, sourceCall } from '../members/calls.js';
import { environmentMembers } from '../members/environment.js';
import { withProjectConfig } from '../members/project-config.js';
import { builtinsOf, runtimeMembers } from '../members/runtime.js';
import type { RunScope } from '../run-scope.js';
import type { MemberTable, ScopeContext } from '../scope.js';
import type { RenderServices } from '../services.js';
import { inputMissing } from './diagnostics.js';
import type { GivenInput, GivenInputs } from './inputs.js';

export interface UnitTestScope {
  readonly query: UnitTestQuery;
  readonly inputs: GivenInputs;
  /** Told of each input that the query reads. */
  readonly onUse: (input: GivenInput) => void;
}

/** Names of a model's template in a unit test: what it reads are the CTEs of the inputs, whatever `--empty` and `--sample` say. */
export function unitTestMembers({ query, inputs, onUse }: UnitTestScope): MemberTable<RunScope> {
  const { definition } = query;
  const relation = (scope: RunScope, input: GivenInput): Value => {
    onUse(input);
    return scope.relations.ofCte(input.cteName);
  };
  const missing = (call: string): QuernError =>
    new QuernError(inputMissing({ test: definition.name, model: query.tested.name, call }));
  const ref = (scope: RunScope): PyCallable =>
    hostFunction('ref', (args) => {
      const call = refCall(args);
      const target = scope.linked.refs.find(call, scope.packageName);
      const input = target && inputs.of(target.uniqueId);
      if (!input) throw missing(refText(call));
      return relation(scope, input);
    });
  const source = (scope: RunScope): PyCallable =>
    hostFunction('source', (args) => {
      const { source: name, table } = sourceCall(args);
      const target = scope.linked.sources.find(name, table, scope.packageName);
      const input = target && inputs.of(target.uniqueId);
      if (!input) throw missing(`source('${name}', '${table}')`);
      return relation(scope, input);
    });
  const env = definition.overrides?.env_vars ?? {};
  const replaced: MemberTable<RunScope> = {
    ref: (scope) => withProjectConfig(ref(scope), scope),
    source: (scope) => withProjectConfig(source(scope), scope),
    env_var: (scope) => {
      const real = environmentMembers.env_var!(scope) as PyCallable;
      return hostFunction('env_var', (args) => {
        const name = args.positional[0] ?? args.named.get('var');
        return typeof name === 'string' && Object.hasOwn(env, name) ? toValue(env[name]) : real.call(args);
      });
    },
  };
  return {
    ...runtimeMembers,
    ...replaced,
    builtins: builtinsOf(replaced),
    this: (scope) => (inputs.this ? relation(scope, inputs.this) : null),
  };
}

/** Services with the variables that a test sets. */
export function withVars(services: RenderServices, { definition }: UnitTestQuery): RenderServices {
  const vars = definition.overrides?.vars ?? {};
  if (Object.keys(vars).length === 0) return services;
  const { config } = services;
  return {
    ...services,
    config: {
      ...config,
      cliVars: { ...config.cliVars, ...vars },
      lookupVar: (name, packageName) =>
        Object.hasOwn(vars, name) ? { value: vars[name] } : config.lookupVar(name, packageName),
    },
  };
}

/** Puts what a test says in the place of macros, by name or `package.name`, and of other names of the context. */
export function overrideMacros(context: ScopeContext, { definition }: UnitTestQuery): void {
  for (const [name, data] of Object.entries(definition.overrides?.macros ?? {})) {
    const value = toValue(data);
    const own = name.slice(name.indexOf('.') + 1);
    const { index, packageName } = context.macros;
    const macro = name.includes('.')
      ? index.inNamespace(name.slice(0, name.indexOf('.')), own)
      : index.find(name, packageName);
    if (macro)
      context.macros.replace(
        macro,
        hostFunction(own, () => value),
      );
    else if (!name.includes('.') && context.lookup(name) !== undefined) context.define(name, value);
  }
}
