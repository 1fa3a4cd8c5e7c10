import type { Diagnostic } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import type { Value } from '../../jinja/values/index.js';
import type { SourceNode } from '../../manifest/types.js';
import type { RunInputs } from '../ports.js';
import type { NodeResult, RunReport } from '../types.js';
import type { Measured } from './measure.js';

/** What checking sources needs beside what every run needs. */
export interface FreshnessInputs {
  readonly run: RunInputs;
  readonly adapterName: string;
  /** Whether the database tells when a table was last changed. */
  readonly hasMetadata: boolean;
  /** Whether on-run-start and on-run-end are run, too. */
  readonly runsHooks: boolean;
  readonly relationOf: (source: SourceNode) => Value;
  readonly informationSchema: (relation: Value) => Value;
  readonly dictOf: (source: SourceNode) => Value;
  /** The source's name where it is written, or what it says under one of these keys. */
  readonly placeOf: (source: SourceNode, keys?: readonly string[]) => Span | undefined;
  readonly report: (diagnostic: Diagnostic) => void;
}

export interface FreshnessResult extends NodeResult {
  readonly node: SourceNode;
  /** Absent if that could not be found out. */
  readonly measured?: Measured;
}

export interface FreshnessReport extends RunReport {
  readonly sources: readonly FreshnessResult[];
}
