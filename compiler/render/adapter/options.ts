import type { RelationCache } from '../../adapters/relation-cache.js';
import type { Adapter, QuotePolicy, Session } from '../../adapters/types.js';
import type { ProjectConfig } from '../../config/types.js';
import type { Value } from '../../jinja/values/index.js';
import type { ClosingStatements } from '../closing-statements.js';

/** What the `adapter` object of one template evaluation needs. */
export interface AdapterOptions {
  readonly adapter: Adapter;
  /** The project's quoting over the adapter's default. */
  readonly quoting: QuotePolicy;
  /** False while parsing: methods that ask the database give their empty answers. */
  readonly execute: boolean;
  readonly config: ProjectConfig;
  /** The node's connection, opened when first asked for; absent where none may be used. */
  readonly session?: () => Promise<Session>;
  /** Shared by all nodes of a run. */
  readonly cache?: RelationCache | undefined;
  /** What is to be run when the node is done; absent where nothing is run. */
  readonly closing?: ClosingStatements;
  /** What `cache` can tell at once. */
  readonly listed?: RelationCache['listed'];
  /** A macro as the node's package sees it, or null; the adapter's methods are macros that projects may override. */
  readonly callMacro: (name: string) => Value;
  readonly dispatch: (name: string, namespace: string | null) => Value;
  readonly nodeId?: string;
  readonly warn?: (message: string) => void;
  /** Where `print_table()` of a result writes. */
  readonly print?: (text: string) => void;
}
