export const SEMANTIC_MANIFEST = 'semantic_manifest.json';

type Dict = Record<string, unknown>;

/** semantic_manifest.json: what tools of the semantic layer read. `timeSpines` and `legacy` are in their shape already. */
export function semanticManifest(parts: {
  readonly semanticModels: readonly unknown[];
  readonly metrics: readonly unknown[];
  readonly savedQueries: readonly unknown[];
  readonly timeSpines: readonly unknown[];
  readonly legacyTimeSpines: readonly unknown[];
}): Dict {
  return {
    semantic_models: parts.semanticModels,
    metrics: parts.metrics,
    project_configuration: {
      time_spine_table_configurations: parts.legacyTimeSpines,
      metadata: null,
      // The version of the format: that of the library which dbt 1.12 writes it with.
      dsi_package_version: { major_version: '0', minor_version: '213', patch_version: '0' },
      time_spines: parts.timeSpines,
    },
    saved_queries: parts.savedQueries,
  };
}
