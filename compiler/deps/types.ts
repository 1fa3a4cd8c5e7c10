import type { Diagnostic } from '../base/diagnostics.js';
import type { PackageLock, PackageSpec } from '../config/project/package-specs.js';

/** What an installation is asked for. Nothing of the project's configuration is read by it: the caller hands in what it needs. */
export interface DepsRequest {
  /** Absolute. */
  readonly root: string;
  readonly projectName: string;
  /** Absolute. */
  readonly installPath: string;
  readonly specs: readonly PackageSpec[];
  /** Reads the lock file; undefined where there is none. */
  readonly readLock: () => PackageLock | undefined;
  /** What a package's folder says of itself; undefined if it holds no project. Secrets are for packages that are not public. */
  readonly readPackage: (folder: string, options: { readonly secrets: boolean }) => PackageFacts | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Only versions that say to work with the dbt that quern answers as. */
  readonly versionCheck: boolean;
  readonly dbtVersion: string;
  readonly upgrade: boolean;
  /** Write the lock, install nothing. */
  readonly lockOnly: boolean;
  readonly signal: AbortSignal;
  readonly tell: (event: DepsEvent) => void;
  /** Throws if the warning is to be an error. */
  readonly warn: (diagnostic: Diagnostic) => void;
}

export interface PackageFacts {
  readonly name: string;
  readonly specs: readonly PackageSpec[];
}

/** What is told while packages are installed. */
export type DepsEvent =
  | { readonly type: 'no-packages' }
  | { readonly type: 'lock-written'; readonly path: string }
  | { readonly type: 'installing'; readonly name: string }
  | { readonly type: 'installed'; readonly version: string }
  | { readonly type: 'update-available'; readonly latest: string }
  | { readonly type: 'up-to-date' }
  | { readonly type: 'subdirectory'; readonly path: string }
  | { readonly type: 'updates-available'; readonly packages: readonly string[] }
  /** Parts of a package that are no files or folders, and were left out. */
  | { readonly type: 'left-out'; readonly name: string; readonly count: number };

/** Users' problems are answered, not thrown: the installation is a bundle of its own, whose classes the command line does not know. */
export type DepsOutcome = { readonly ok: true } | { readonly ok: false; readonly problems: readonly Diagnostic[] };
