import type { Adapter, QuotePolicy } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import type { EventListener } from '../base/events.js';
import type { YamlDocument } from '../base/yaml/index.js';
import type { TargetInfo } from '../render/services.js';
import type { BuiltinPackage } from './macros/builtin.js';
import type { ParseMemo } from './memo.js';

/** What parsing needs besides the configuration. The facade puts it together. */
export interface ParseServices {
  readonly adapter: Adapter;
  readonly target: TargetInfo;
  /** The project's quoting over the dialect's default. */
  readonly quoting: QuotePolicy;
  readonly events: EventListener;
  /** Seconds since 1970: the `created_at` of everything that is parsed now. */
  readonly createdAt: number;
  /** The built-in macro packages, most specific first (`dbt_<adapter>`, `dbt`). */
  readonly builtins: readonly BuiltinPackage[];
  /** Problems of a properties file by its schema (unknown keys, wrong types). */
  readonly checkProperties?: (document: YamlDocument) => readonly Diagnostic[];
  /** Whether templates are going to be evaluated: their syntax trees are kept then. */
  readonly keepsTemplates?: boolean;
  /** What earlier parses of this project have left. */
  readonly memo?: ParseMemo;
}
