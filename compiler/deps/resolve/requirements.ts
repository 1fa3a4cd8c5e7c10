import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import type { PackageSpec } from '../../config/project/package-specs.js';
import { badVersion, localOfDownloaded } from '../diagnostics.js';
import { privateAddress } from '../sources/private.js';
import type { Requirement, Want } from './requirement.js';
import { parseSpecifier, type Specifier } from './versions.js';

/** Who lists the packages that are read. */
export interface Lister {
  /** How it is called in explanations. */
  readonly name: string;
  readonly isRoot: boolean;
  /** As `Want.isPublic`. */
  readonly isPublic: boolean;
  /** The folder that the list stands in, of a package on this machine; a downloaded package has none. */
  readonly folder: string | undefined;
}

export interface Surroundings {
  /** The root project's folder. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A list of packages as requirements. Throws QuernError for the first that asks for what can't be. */
export function requirementsOf(specs: readonly PackageSpec[], lister: Lister, around: Surroundings): Requirement[] {
  return specs.map((spec) => requirementOf(spec, lister, around));
}

function requirementOf(spec: PackageSpec, lister: Lister, around: Surroundings): Requirement {
  const { entry, location, unrendered } = spec;
  const want = (what: string): readonly Want[] => [
    { by: lister.name, what, isPublic: lister.isPublic, ...(lister.isRoot ? { span: spec.span } : {}) },
  ];
  const written = typeof unrendered[spec.kind] === 'string' ? String(unrendered[spec.kind]) : location;
  switch (spec.kind) {
    case 'package': {
      const texts = (Array.isArray(entry.version) ? entry.version : [entry.version]).map(String);
      return {
        kind: 'hub',
        package: location,
        versions: texts.map((text) => specifier(text, spec, lister)),
        prereleases: entry['install-prerelease'] === true || entry.install_prerelease === true,
        wants: want(texts.join(', ')),
      };
    }
    case 'git':
    case 'private': {
      const revision = entry.revision === undefined || entry.revision === null ? undefined : String(entry.revision);
      const provider = typeof entry.provider === 'string' && entry.provider !== '' ? entry.provider : undefined;
      return {
        kind: 'git',
        url: spec.kind === 'private' ? privateAddress(location, provider, around.env, spec.span) : location,
        written,
        revisions: revision === undefined ? [] : [revision],
        subdirectory: typeof entry.subdirectory === 'string' && entry.subdirectory ? entry.subdirectory : undefined,
        warnUnpinned: entry['warn-unpinned'] !== false,
        isPrivate: spec.kind === 'private',
        provider,
        wants: want(revision === undefined ? 'its default branch' : `revision ${revision}`),
      };
    }
    case 'tarball':
      return {
        kind: 'tarball',
        url: location,
        written,
        name: String(entry.name),
        wants: want(`the archive ${written}`),
      };
    case 'local':
      return { kind: 'local', path: localPath(spec, lister, around), wants: want(`the folder ${location}`) };
  }
}

function specifier(text: string, spec: PackageSpec, lister: Lister): Specifier {
  const found = parseSpecifier(text);
  if (found) return found;
  const place = lister.isRoot ? spec.span : undefined;
  throw new QuernError(badVersion({ package: spec.location, version: text, by: lister.name }, place));
}

/** dbt takes every path from the root project; one that leads nowhere from there may from the package that lists it. */
function localPath(spec: PackageSpec, lister: Lister, { root }: Surroundings): string {
  const { location } = spec;
  if (lister.isRoot) return location;
  // What came from elsewhere has no say about this machine's folders.
  if (lister.folder === undefined) throw new QuernError(localOfDownloaded({ by: lister.name, path: location }));
  const own = resolve(lister.folder, location);
  const isProject = (folder: string) =>
    ['project.yml', 'dbt_project.yml'].some((file) => existsSync(join(folder, file)));
  if (isProject(resolve(root, location)) || !isProject(own)) return location;
  return relative(root, own);
}
