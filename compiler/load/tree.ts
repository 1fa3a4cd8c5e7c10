import type { PackageConfig } from '../config/types.js';

export type FileKind =
  | 'model'
  | 'python-model'
  | 'seed'
  | 'snapshot'
  | 'analysis'
  | 'test'
  | 'generic-test'
  | 'fixture'
  | 'function'
  | 'macro'
  | 'docs'
  | 'properties';

/** One file that a package has by its paths. Not read yet. */
export interface FileEntry {
  readonly kind: FileKind;
  readonly absolutePath: string;
  /** The search path it was found under, as the project file says it (`models`). */
  readonly searchPath: string;
  /** Relative to the search path (`marts/orders.sql`). */
  readonly path: string;
  /** Relative to the package's root (`models/marts/orders.sql`). */
  readonly originalPath: string;
  /** Relative to the root project's root: what diagnostics show. */
  readonly displayPath: string;
}

/** The files of one package by kind, each list sorted by path within its search path. */
export interface PackageFiles {
  readonly package: PackageConfig;
  readonly byKind: Readonly<Record<FileKind, readonly FileEntry[]>>;
}

/** Every file of the project; the root project first, then packages in load order. */
export type SourceTree = readonly PackageFiles[];
