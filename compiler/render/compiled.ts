import type { SourceFile } from '../base/source.js';
import type { Segment } from '../jinja/index.js';

/** A node's SQL after its template was evaluated and ephemeral parents were put in as CTEs. */
export interface CompiledNode {
  readonly uniqueId: string;
  readonly sql: string;
  readonly extraCtes: readonly InjectedCte[];
  readonly sourceMap: SourceMap;
}

export interface InjectedCte {
  readonly id: string;
  /** ` name as (…)`, as it stands in the SQL. */
  readonly sql: string;
}

/** From offsets of compiled SQL back to templates. */
export interface SourceMap {
  readonly file: SourceFile;
  readonly segments: readonly Segment[];
  /** Offset in compiled SQL → offset in rendered text; -1 for an offset inside an injected CTE. */
  readonly toRendered: (offset: number) => number;
}
