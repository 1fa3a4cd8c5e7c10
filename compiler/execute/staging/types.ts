import type { FileReader } from '../../adapters/file-reader.js';
import type { FileStaging } from '../../adapters/types.js';
import type { Diagnostic } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import type { Value } from '../../jinja/values/index.js';
import type { SourceNode } from '../../manifest/types.js';
import type { RunInputs } from '../ports.js';

export interface StagingInputs {
  readonly run: RunInputs;
  readonly adapterName: string;
  readonly staging: FileStaging;
  /** What is taken by definition may be files of this machine; relative ones start at `root`. */
  readonly local: { readonly allowed: boolean; readonly root: string };
  readonly reader: () => Promise<FileReader>;
  /** The table, stage or external table that the source's files go into. */
  readonly relationOf: (source: SourceNode) => Value;
  /** A name as the warehouse keeps it where it is not quoted, in its quotes. */
  readonly nameOf: (name: string, quoted: boolean) => string;
  readonly placeOf: (source: SourceNode) => Span | undefined;
  /** Throws for a warning that is to be an error. */
  readonly report: (diagnostic: Diagnostic) => void;
}

export interface StagingOptions {
  /** Forget what was taken, and take everything again. */
  readonly fullRefresh: boolean;
  /** Say what would be done. */
  readonly dryRun: boolean;
  /** Look into files that are as old and as large as they were. */
  readonly checksum: boolean;
}

/** What one source's files were found to be. */
export interface StagedSource {
  readonly source: SourceNode;
  readonly status: 'staged' | 'unchanged' | 'would stage' | 'error';
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Rows that went into a table; null where files were taken as they are. */
  readonly rows: number | null;
  readonly seconds: number;
  readonly diagnostic?: Diagnostic;
}

export interface StagingReport {
  readonly sources: readonly StagedSource[];
  readonly exitCode: 0 | 1;
}
