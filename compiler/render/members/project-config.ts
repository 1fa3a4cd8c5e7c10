import { relative } from 'node:path';
import { invocationArgs } from '../../config/invocation-args.js';
import type { PackageConfig, ProjectConfig } from '../../config/types.js';
import {
  type CallArguments,
  HostObject,
  hostFunction,
  PyCallable,
  PyDict,
  type Suspendable,
  toValue,
  type Value,
} from '../../jinja/values/index.js';
import type { Scope } from '../scope.js';

/** `ref` and its like: functions that also carry the project's configuration (`ref.config`), which packages read for want of another way. */
class Resolver extends PyCallable {
  override readonly typeName = 'Resolver';

  constructor(
    private readonly inner: PyCallable,
    private readonly scope: Scope,
  ) {
    super();
  }

  get name(): string {
    return this.inner.name;
  }

  override getAttribute(name: string): Value | undefined {
    return name === 'config' ? projectConfigValue(this.scope.services.config) : undefined;
  }

  call(args: CallArguments): Value {
    return this.inner.call(args);
  }

  override suspend(args: CallArguments): Suspendable {
    return this.inner.suspend ? this.inner.suspend(args) : atOnce(this.inner.call(args));
  }
}

// biome-ignore lint/correctness/useYield: nothing to wait for
function* atOnce(value: Value): Suspendable {
  return value;
}

export function withProjectConfig(inner: PyCallable, scope: Scope): Value {
  return new Resolver(inner, scope);
}

/** What dbt's RuntimeConfig shows of a project: settings, but no credentials. */
function projectConfigValue(config: ProjectConfig): Value {
  const { root, packages } = config;
  return packageValue(config, root, () =>
    PyDict.from(
      Object.fromEntries([root, ...packages].map((pkg) => [pkg.name, packageValue(config, pkg, () => null)])),
    ),
  );
}

function packageValue(config: ProjectConfig, pkg: PackageConfig, dependencies: () => Value): Value {
  const { profile } = config;
  const folder = (path: string): string => relative(pkg.root, path);
  const attributes: Record<string, Value | (() => Value)> = {
    project_name: pkg.name,
    version: pkg.version,
    config_version: 2,
    project_root: pkg.root,
    target_path: () => folder(config.root.targetPath),
    log_path: config.root.logPath,
    packages_install_path: () => folder(pkg.packagesInstallPath),
    profile_name: profile.profileName,
    target_name: profile.targetName,
    threads: profile.threads,
    on_run_start: () => toValue(pkg.onRunStart),
    on_run_end: () => toValue(pkg.onRunEnd),
    quoting: () => toValue(pkg.quoting),
    vars: () => varsValue(pkg.vars),
    cli_vars: () => toValue(config.cliVars),
    args: () => {
      const args = Object.entries(invocationArgs(config)).map(([key, value]) => [key, () => toValue(value)]);
      return new HostObject('Flags', Object.fromEntries(args) as Record<string, () => Value>);
    },
    dependencies,
  };
  for (const [kind, paths] of Object.entries(pkg.paths))
    attributes[`${PATHS[kind as keyof typeof PATHS]}_paths`] = () => toValue(paths);
  for (const [kind, tree] of Object.entries(pkg.configTrees)) attributes[kind.replace('-', '_')] = () => toValue(tree);
  return new HostObject('RuntimeConfig', attributes);
}

/** dbt's object of a project's vars, which a template turns into a dict before it looks into it. */
function varsValue(vars: PackageConfig['vars']): Value {
  const dict = () => toValue(vars);
  return new HostObject('VarProvider', { vars: dict, to_dict: () => hostFunction('to_dict', dict) });
}

/** `paths` by the names of dbt's attributes. */
const PATHS: Readonly<Record<keyof PackageConfig['paths'], string>> = {
  models: 'model',
  seeds: 'seed',
  macros: 'macro',
  tests: 'test',
  analyses: 'analysis',
  snapshots: 'snapshot',
  docs: 'docs',
  functions: 'function',
  assets: 'asset',
};
