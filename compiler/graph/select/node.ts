/**
 * What selection asks of a node. Satisfied by the manifest's nodes and by the small records of the cache's index, so that
 * `ls` needs no manifest.
 */
export interface SelectableNode {
  readonly uniqueId: string;
  readonly resourceType: string;
  readonly name: string;
  readonly packageName: string;
  readonly fqn: readonly string[];
  readonly tags: readonly string[];
  /** Relative to its package's root, '/' separators. */
  readonly originalFilePath: string;
  /** The YAML file with its properties: `package://models/schema.yml`. */
  readonly patchPath?: string | null;
  /** Effective configuration by dbt's key names. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly group?: string | null;
  readonly access?: string;
  readonly sourceName?: string;
  /** Null for a singular test. */
  readonly testMetadata?: { readonly name: string } | null;
  readonly attachedNode?: string | null;
  readonly version?: string | number | null;
  readonly latestVersion?: string | number | null;
  readonly dependsOn?: { readonly nodes: readonly string[] };
  /** Where it is known without the configuration; else that tells. */
  readonly enabled?: boolean;
  /** A blank file is no member of the graph. */
  readonly rawCode?: string;
}

/** The nodes that can be selected, by id. */
export interface SelectionView {
  readonly projectName: string;
  get(id: string): SelectableNode | undefined;
}

/** What an earlier run left, for the methods that compare with it. Each part may be missing. */
export interface PreviousState {
  readonly comparison?: StateComparison | undefined;
  /** Statuses of the earlier run_results by unique id. */
  readonly results?: ReadonlyMap<string, string> | undefined;
  /** Sources with newer data than at the earlier freshness check; which of the two checks is missing in place of them. */
  readonly fresherSources?: ReadonlySet<string> | 'previous' | 'current' | undefined;
  /** The folder that `--state` names, as messages show it, and whether it exists. */
  readonly folder?: { readonly shown: string; readonly exists: boolean } | undefined;
}

/** How resources differ from those of an earlier manifest. */
export interface StateComparison {
  isNew(id: string): boolean;
  /** Whether `state:modified` selects it; not all that differs counts. */
  isModified(id: string): boolean;
  /** In what it differs, or in that part alone; all that it has if it is new. */
  changes(id: string, part?: StatePart | 'other'): readonly StateChange[];
  /** Tells of changes of contracts that break who reads a model. Throws for models that have versions. */
  checkContracts(ids: Iterable<string>): void;
}

export type StatePart = 'body' | 'configs' | 'persisted_descriptions' | 'relation' | 'macros' | 'contract';

export interface StateChange {
  readonly part: StatePart | 'other';
  /** In words. */
  readonly detail: string;
}
