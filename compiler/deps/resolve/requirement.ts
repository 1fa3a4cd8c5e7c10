import type { Span } from '../../base/source.js';
import type { Specifier } from './versions.js';

/** Who asks for a package, and how: for the explanation of a conflict. */
export interface Want {
  /** `your project`, or a package. */
  readonly by: string;
  /** `>=1.0.0, <2.0.0`, `revision 1.2`. */
  readonly what: string;
  /** Asked for by a package that anybody can publish, or by what such a package asks for: it may not read secrets. */
  readonly isPublic: boolean;
  /** Of the root project's own list. */
  readonly span?: Span;
}

interface Common {
  readonly wants: readonly Want[];
}

export interface HubRequirement extends Common {
  readonly kind: 'hub';
  /** `dbt-labs/dbt_utils`. */
  readonly package: string;
  readonly versions: readonly Specifier[];
  readonly prereleases: boolean;
}

export interface GitRequirement extends Common {
  readonly kind: 'git';
  readonly url: string;
  /** As it is written, before environment variables are filled in. */
  readonly written: string;
  readonly revisions: readonly string[];
  readonly subdirectory: string | undefined;
  readonly warnUnpinned: boolean;
  /** A private package: `written` is its name, and the address comes from its provider. */
  readonly isPrivate: boolean;
  readonly provider: string | undefined;
}

export interface ArchiveRequirement extends Common {
  readonly kind: 'tarball';
  readonly url: string;
  readonly written: string;
  readonly name: string;
}

export interface LocalRequirement extends Common {
  readonly kind: 'local';
  /** Relative to the root project, or absolute. */
  readonly path: string;
}

/** A package that somebody asks for, with what all who ask for it want of it. */
export type Requirement = HubRequirement | GitRequirement | ArchiveRequirement | LocalRequirement;

/** A hub package at its version. */
export interface HubPin extends Omit<HubRequirement, 'versions' | 'prereleases'> {
  readonly version: string;
  /** The newest version that could be installed. */
  readonly latest: string;
}

/** A repository at its commit. */
export interface GitPin extends Omit<GitRequirement, 'revisions'> {
  readonly revision: string;
}

/** What is installed: a requirement of which one version is left. */
export type Pin = HubPin | GitPin | ArchiveRequirement | LocalRequirement;

/** The names by which a requirement finds others of the same package; the first is its own. */
export function namesOf(requirement: Requirement): readonly string[] {
  switch (requirement.kind) {
    case 'hub':
      return [requirement.package];
    case 'tarball':
      return [requirement.name];
    case 'local':
      return [requirement.path];
    case 'git': {
      const { url, subdirectory } = requirement;
      const other = url.endsWith('.git') ? url.slice(0, -4) : `${url}.git`;
      return [url, other].map((name) => (subdirectory ? `${name}/${subdirectory}` : name));
    }
  }
}

/** The name that is told of a package that is installed. */
export function titleOf(pin: Pin): string {
  if (pin.kind === 'hub') return pin.package;
  if (pin.kind === 'git') return pin.subdirectory ? `${pin.url}/${pin.subdirectory}` : pin.url;
  return pin.kind === 'local' ? pin.path : pin.name;
}
