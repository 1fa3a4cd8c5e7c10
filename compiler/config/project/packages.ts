import { readdirSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type DiagnosticSink, QuernError } from '../../base/diagnostics.js';
import { isFolder } from '../files.js';
import type { PackageConfig } from '../types.js';
import { BATTERIES, batteryFor, otherVersions } from './batteries.js';
import { batteryInUse, duplicatePackage, localPackageMissing, notInstalled } from './package-diagnostics.js';
import type { PackageSpec } from './package-specs.js';

export interface PackageLoader {
  /** The package of a folder, or undefined if it holds no project file. */
  load(folder: string): PackageConfig | undefined;
  specsOf(folder: string): readonly PackageSpec[];
  /** How a folder is shown. */
  display(folder: string): string;
}

interface Found {
  readonly config: PackageConfig;
  readonly dependencies: string[];
}

/**
 * The root project with what it depends on: local packages where they stand, all others where `deps` installed them, then whatever else is
 * installed; each once, in the order of the lists, depth first. Problems go to `sink`; two packages of one name throw QuernError.
 */
export function loadPackages(
  root: PackageConfig,
  loader: PackageLoader,
  sink: DiagnosticSink,
): { root: PackageConfig; packages: PackageConfig[] } {
  const installed = new Map(installedFolders(root.packagesInstallPath).map((folder) => [basename(folder), folder]));
  const byName = new Map<string, Found>();
  const missing: { name: string; spec: PackageSpec }[] = [];
  const unnamed: PackageSpec[] = [];

  const visit = (folder: string, spec?: PackageSpec): string | undefined => {
    const config = loader.load(folder);
    if (!config) {
      if (spec) sink.report(localPackageMissing({ path: spec.location }, spec.span));
      return undefined;
    }
    const known = byName.get(config.name);
    if (known || config.name === root.name) {
      const first = known?.config.root ?? root.root;
      // The same folder twice, or a local package that `deps` copied: one package. The local folder is the truth.
      if (known && (sameFolder(first, folder) || isInstalled(folder) || isInstalled(first))) return config.name;
      const names = { name: config.name, first: loader.display(first), second: loader.display(folder) };
      throw new QuernError(duplicatePackage(names, spec?.span));
    }
    const found: Found = { config, dependencies: [] };
    byName.set(config.name, found);
    found.dependencies.push(...dependenciesOf(folder));
    return config.name;
  };

  const isInstalled = (folder: string): boolean => [...installed.values()].includes(folder);

  const dependenciesOf = (folder: string): string[] =>
    loader.specsOf(folder).flatMap((spec) => {
      const place =
        spec.kind === 'local' ? localFolder(spec, folder, root.root) : spec.name && installed.get(spec.name);
      // A local package that is gone may still stand where `deps` copied it to.
      const gone = spec.kind === 'local' && place && !isFolder(place) && installed.size > 0;
      if (place && !gone) return visit(place, spec) ?? [];
      if (spec.name) missing.push({ name: spec.name, spec });
      else unnamed.push(spec);
      return spec.name ?? [];
    });

  const dependencies = dependenciesOf(root.root);
  const before = byName.size;
  for (const folder of installed.values()) visit(folder);
  reportMissing(root, missing, unnamed, byName.size - before, byName, loader, sink);
  return {
    root: { ...root, dependencies: [...new Set(dependencies)] },
    packages: [...byName.values()].map(({ config, dependencies: names }) => ({
      ...config,
      dependencies: [...new Set(names)],
    })),
  };
}

/** A package's name need not be that of its folder, nor is it told by a URL: what is installed without being listed may be one of these. */
function reportMissing(
  root: PackageConfig,
  missing: readonly { name: string; spec: PackageSpec }[],
  unnamed: readonly PackageSpec[],
  unlisted: number,
  found: ReadonlyMap<string, Found>,
  loader: PackageLoader,
  sink: DiagnosticSink,
): void {
  const listed = [...missing, ...unnamed.map((spec) => ({ name: spec.location, spec }))];
  const batteries = new Map<string, PackageSpec>();
  const absent = listed.filter(({ spec }) => {
    const battery = batteryFor(spec);
    if (battery === undefined || found.has(battery)) return true;
    if (!batteries.has(battery)) batteries.set(battery, spec);
    return false;
  });
  const folder = loader.display(root.packagesInstallPath);
  for (const [name, spec] of batteries)
    sink.report(batteryInUse({ name, folder, follows: BATTERIES[name]!, asked: otherVersions(name, spec) }, spec.span));
  const open = absent.length - unlisted;
  if (open <= 0) return;
  const named = absent.filter((entry) => missing.includes(entry));
  const told = named.length > 0 ? named : absent;
  const first = told[0]!.spec;
  const names = [...new Set(told.map((entry) => entry.name))];
  sink.report(notInstalled({ names, folder, file: first.file }, first.span));
}

/** Relative to the package that lists it; dbt, which installs everything from the root, takes it from there. */
function localFolder(spec: PackageSpec, folder: string, root: string): string {
  const own = resolve(folder, spec.location);
  return isFolder(own) || !isFolder(resolve(root, spec.location)) ? own : resolve(root, spec.location);
}

function installedFolders(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('__') && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name))
    .filter(isFolder);
}

function sameFolder(a: string, b: string): boolean {
  return realpathSync(a) === realpathSync(b);
}
