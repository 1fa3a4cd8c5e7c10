import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Diagnostic, DiagnosticList, QuernError } from '../../base/diagnostics.js';
import { applyWarnPolicy } from '../../base/warn-policy.js';
import { BATTERIES, batteryFor } from '../../config/project/batteries.js';
import type { PackageSpec } from '../../config/project/package-specs.js';
import { DBT_VERSION } from '../../config/version.js';
import type { Dependencies } from '../../project/dependencies.js';
import { type CommandContext, defineCommand } from '../define-command.js';
import { batteriesStandIn, ignoredList, listNotExtended, versionRequired } from '../diagnostics.js';
import { projectOptions } from '../options/shared.js';
import { choice, flag, text } from '../options/spec.js';
import { depsEvent } from './shared/deps-events.js';

const SOURCES = ['hub', 'git', 'local'] as const;

export default defineCommand({
  name: 'deps',
  summary: 'Install the packages that the project lists',
  details: `Packages are listed in packages.yml or dependencies.yml. What their versions come to is kept in package-lock.yml, and stays so until the list is changed or --upgrade is given; commit it.

The packages are put into their folder when all of them have been fetched: if one can't be, the former ones stay.`,
  examples: [
    ['quern deps', 'install what is locked; resolve first what is not'],
    ['quern deps --upgrade', 'take the newest versions that the list allows'],
    ['quern deps --add-package dbt-labs/dbt_utils@1.3.0', 'add a package to the list, and install'],
  ],
  options: {
    ...projectOptions,
    source: choice('--source', SOURCES, 'Where the package of --add-package comes from', { standard: 'hub' }),
    lock: flag('--lock', 'Resolve the versions and write package-lock.yml; install nothing'),
    upgrade: flag('--upgrade', 'Resolve the versions anew, whatever is locked'),
    addPackage: text('--add-package', 'NAME@VERSION', 'Add a package to the list first'),
  },
  async handler(options, context) {
    const { installPackages } = await import('../../deps/index.js');
    const { openDependencies } = await import('../../project/dependencies.js');
    const { invocation, emit } = context;
    const sink = new DiagnosticList();
    const dependencies = openDependencies(invocation, sink);
    const { config } = dependencies;
    const warn = (diagnostic: Diagnostic) => {
      const shown = applyWarnPolicy(diagnostic, config.flags);
      if (shown?.severity === 'error') throw new QuernError(shown);
      if (shown) emit({ type: 'diagnostic', diagnostic: shown });
    };
    const undo = options.addPackage
      ? await add(options.addPackage, (options.source ?? 'hub') as (typeof SOURCES)[number], dependencies, context)
      : () => {};
    try {
      const specs = dependencies.specs();
      sink.throwIfErrors();
      for (const diagnostic of sink.all) warn(diagnostic);
      for (const what of dependencies.ignored) warn(ignoredList({ what }));
      const outcome = await installPackages({
        root: config.root.root,
        projectName: config.root.name,
        installPath: config.root.packagesInstallPath,
        specs,
        readLock: dependencies.lock,
        readPackage: dependencies.read,
        env: config.env,
        versionCheck: config.flags.versionCheck,
        dbtVersion: DBT_VERSION,
        upgrade: options.upgrade ?? false,
        lockOnly: options.lock ?? false,
        signal: context.signal,
        tell: (event) => emit(depsEvent(event)),
        warn,
      });
      if (outcome.ok) return { exitCode: 0 };
      const standIns =
        options.lock || options.upgrade || options.addPackage ? undefined : batteriesFor(specs, config.root);
      if (!standIns || !outcome.problems.every(isUnreachable)) throw new QuernError(outcome.problems);
      warn(
        batteriesStandIn({
          names: standIns.map((name) => `${name} ${BATTERIES[name]}`),
          reason: outcome.problems[0]!.message,
        }),
      );
    } catch (error) {
      undo();
      throw error;
    }
    return { exitCode: 0 };
  },
});

/** Where nothing was said against a package: it could only not be asked for. */
const isUnreachable = ({ code }: Diagnostic): boolean => code === 'DEP013';

/** quern's own packages that can take the place of all that are listed; none where one cannot be replaced, or has been installed. */
function batteriesFor(
  specs: readonly PackageSpec[],
  { root, packagesInstallPath }: { readonly root: string; readonly packagesInstallPath: string },
): readonly string[] | undefined {
  const names = specs.filter(({ kind }) => kind !== 'local').map(batteryFor);
  const installed = (name: string) => existsSync(resolve(root, packagesInstallPath, name));
  const all = names.filter((name) => name !== undefined);
  return names.length > 0 && all.length === names.length && !all.some(installed) ? all : undefined;
}

/** Adds a package to the list, and answers how to take it back. */
async function add(
  written: string,
  source: (typeof SOURCES)[number],
  { config, listFile }: Dependencies,
  { emit }: CommandContext,
): Promise<() => void> {
  const { addPackage, parseNewPackage } = await import('../../deps/index.js');
  const added = parseNewPackage(written);
  if (added.version === undefined && source !== 'local')
    throw new QuernError(versionRequired({ name: added.name, source }));
  const path = join(config.root.root, listFile);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const result = addPackage(before ?? '', added, source);
  if (!result) throw new QuernError(listNotExtended({ file: listFile }));
  if (before === undefined) emit({ type: 'note', message: `Created ${listFile}` });
  for (const entry of result.removed) {
    const fields = Object.entries(entry).filter(([, value]) => ['string', 'number'].includes(typeof value));
    const shown = `{${fields.map(([key, value]) => `'${key}': '${value}'`).join(', ')}}`;
    const message = `Found duplicate package in packages.yml, removing: ${shown}`;
    const data = { removed_package: Object.fromEntries(fields) };
    emit({ type: 'told', name: 'DepsFoundDuplicatePackage', message, data });
  }
  writeFileSync(path, result.text);
  const { name, version = 'None' } = added;
  emit({
    type: 'told',
    name: 'DepsAddPackage',
    message: `Added new package ${name}@${version} to ${path}`,
    data: { package_name: name, version, packages_filepath: path },
  });
  return () => (before === undefined ? rmSync(path, { force: true }) : writeFileSync(path, before));
}
