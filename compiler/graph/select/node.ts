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
  /** How a node differs from the earlier manifest; undefined if it has not changed. */
  readonly change?: (id: string) => { readonly isNew: boolean; readonly parts: ReadonlySet<StatePart> } | undefined;
  /** Statuses of the earlier run_results by unique id. */
  readonly results?: ReadonlyMap<string, string>;
  /** Sources with newer data than at the earlier freshness check. */
  readonly fresherSources?: ReadonlySet<string>;
}

export type StatePart = 'body' | 'configs' | 'persisted_descriptions' | 'relation' | 'macros' | 'contract';
