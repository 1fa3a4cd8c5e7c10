import { defineDiagnostic } from '../../base/diagnostics.js';

const staleness = {
  category: 'Runtime Error',
  message: (d: { source: string; said: string }) => `The source '${d.source}' is stale: ${d.said}`,
} as const;

export const staleSource = defineDiagnostic({ code: 'FRS001', ...staleness });

export const agingSource = defineDiagnostic({ code: 'FRS002', severity: 'warning', ...staleness });

export const noLoadedAtField = defineDiagnostic<{ source: string; adapter: string }>({
  code: 'FRS003',
  category: 'Runtime Error',
  message: (d) =>
    `Could not compute freshness for source ${d.source}: it has no loaded_at_field, and ${d.adapter} does not tell when a table was last changed`,
  hint: () => 'Set loaded_at_field or loaded_at_query, or freshness: null where there is nothing to check',
});

export const notATimestamp = defineDiagnostic<{ what: string; type: string }>({
  code: 'FRS004',
  category: 'Database Error',
  message: (d) => `Freshness needs a timestamp as '${d.what}', but the query answered a value of type '${d.type}'`,
  hint: () => "loaded_at_field may be an expression: 'cast(loaded_on as timestamp)'",
});

export const freshnessShape = defineDiagnostic<{ macro: string; problem: string }>({
  code: 'FRS005',
  category: 'Runtime Error',
  message: (d) => `The macro ${d.macro} has to return one row of max_loaded_at and snapshotted_at, but ${d.problem}`,
  hint: () => "It ends with {{ return(load_result('…')) }}",
});

export const notInMetadata = defineDiagnostic<{ relation: string }>({
  code: 'FRS006',
  category: 'Runtime Error',
  message: (d) => `The database knows no table ${d.relation}, so that nothing is known of its last change`,
});

export const filterWithoutQuery = defineDiagnostic<{ source: string }>({
  code: 'FRS007',
  severity: 'warning',
  category: 'Runtime Error',
  message: (d) =>
    `The filter of source '${d.source}' has no effect: its freshness is read from the database's metadata`,
});

export const metadataFailed = defineDiagnostic<{ reason: string }>({
  code: 'FRS008',
  severity: 'warning',
  category: 'Database Error',
  message: (d) => `When tables were last changed could not be read for all at once: ${d.reason}`,
});

export const hooksNotRun = defineDiagnostic({
  code: 'FRS009',
  severity: 'warning',
  category: 'Configuration Error',
  event: 'SourceFreshnessProjectHooksNotRun',
  message: () => 'The on-run-start and on-run-end hooks of the project are not run',
  hint: () => 'Remove source_freshness_run_project_hooks: false from the flags of the project',
});

export const customOutputPath = defineDiagnostic<{ path: string }>({
  code: 'FRS010',
  severity: 'warning',
  category: 'Usage Error',
  event: 'CustomOutputPathInSourceFreshnessDeprecation',
  message: (d) => `The result is written to ${d.path} as asked; source_status: does not look there`,
  hint: () => '--target-path moves all artifacts',
});
