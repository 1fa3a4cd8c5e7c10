import type { Adapter, QuotePolicy } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import type { EventListener } from '../base/events.js';
import type { ProjectConfig } from '../config/types.js';
import type { SourceTree } from '../load/tree.js';
import type { ParseMemo } from '../parse/memo.js';
import type { TargetInfo } from '../render/services.js';
import type { FileStamp } from './cache/fingerprint.js';
import type { ProjectState } from './state.js';

/** What loading a project starts from, whether out of its files or out of the cache. */
export interface Loading {
  readonly config: ProjectConfig;
  readonly adapter: Adapter;
  readonly target: TargetInfo;
  readonly quoting: QuotePolicy;
  readonly events: EventListener;
  /** Environment variables that were read so far; goes on filling. */
  readonly environment: ReadonlyMap<string, string | null>;
  readonly tree: SourceTree;
  /** The files' stamps, from before anything was read, and when that was. */
  readonly stamps: () => { readonly stamps: readonly FileStamp[]; readonly written: number };
  /** The target folder. */
  readonly folder: string;
  readonly memo?: ParseMemo;
}

/** A loaded project; what a command may not need is made when it is asked for. */
export interface LoadedParts
  extends Pick<ProjectState, 'linked' | 'dag' | 'view' | 'templateOf' | 'dictOf' | 'manifest'> {
  readonly services: () => ProjectState['services'];
  /** Warnings and errors of parsing and linking. */
  readonly diagnostics: readonly Diagnostic[];
  /** Resources by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** Nodes out of the cache, and nodes that were parsed. */
  readonly cached: number;
  readonly parsed: number;
  /** Closes files. */
  readonly close: () => void;
}
