/** Where another run has left the relation of a node. */
export interface DeferredRelation {
  readonly database: string | null;
  readonly schema: string;
  readonly identifier: string;
  readonly quoting?: Readonly<Record<string, boolean | null>> | undefined;
  /** As that run wrote it. */
  readonly relationName: string | null;
}

/** `--defer`: references to what the target lacks go to relations of another run. */
export interface Deferral {
  relationOf(uniqueId: string): DeferredRelation | undefined;
  /** Whether this command works on a node. */
  isSelected(uniqueId: string): boolean;
  /** `--favor-state`: also references to what the target has, but for what this run builds. */
  readonly favorsState: boolean;
}
