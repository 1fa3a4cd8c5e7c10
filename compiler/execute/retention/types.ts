import type { FileReader } from '../../adapters/file-reader.js';
import type { Diagnostic } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import type { Value } from '../../jinja/values/index.js';
import type { CompilableNode, SourceNode } from '../../manifest/types.js';
import type { RunInputs } from '../ports.js';
import type { RetentionRule } from './rule.js';

/** A table that grows old row by row, or a source that does file by file. */
export interface Retained {
  readonly resource: CompilableNode | SourceNode;
  readonly rule: RetentionRule;
}

export interface RetentionInputs {
  readonly run: RunInputs;
  readonly reader: () => Promise<FileReader>;
  readonly relationOf: (resource: CompilableNode | SourceNode) => Value;
  /** Expressions whose newest row a purge leaves: high-water marks on the model's own table, and from where they read on. */
  readonly marksOf: (node: CompilableNode) => Promise<readonly { readonly column: string; readonly mark: string }[]>;
  readonly placeOf: (resource: CompilableNode | SourceNode) => Span | undefined;
  /** Names of models that are made anew in each run from what is purged: they lose its rows with it. */
  readonly remadeFrom: (uniqueId: string) => readonly string[];
}

export interface RetentionOptions {
  /** Purge; without it nothing is changed. */
  readonly apply: boolean;
  /** The day from which ages are counted, 2026-01-31. */
  readonly asOf: string;
}

/** What one table or source keeps and loses. */
export interface RetainedResult {
  readonly uniqueId: string;
  readonly name: string;
  readonly status: 'expired' | 'purged' | 'nothing' | 'not built' | 'error';
  readonly days: number;
  readonly column: string | null;
  /** What is older goes: 2026-01-01. */
  readonly cutoff: string;
  readonly total: number;
  /** Rows that go, or are gone; null where files are counted. */
  readonly rows: number | null;
  /** Files that go, or are gone; null where rows are counted. */
  readonly files: number | null;
  readonly oldest: string | null;
  /** What the platform is told beside it: 'partitions expire after 91 days'. */
  readonly settings: readonly string[];
  /** Models that lose these rows, too. */
  readonly readers: readonly string[];
  readonly diagnostic?: Diagnostic;
}

export interface RetentionReport {
  readonly results: readonly RetainedResult[];
  readonly exitCode: 0 | 1;
}
