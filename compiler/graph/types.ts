/** What to select, as the command line or selectors.yml says it. */
export interface SelectionOptions {
  /** Each entry is one `--select` argument; entries are united. */
  readonly select: readonly string[];
  readonly exclude: readonly string[];
  readonly selector?: string;
  readonly resourceTypes: readonly string[];
  readonly excludeResourceTypes: readonly string[];
  readonly indirectSelection: 'eager' | 'cautious' | 'buildable' | 'empty';
}
