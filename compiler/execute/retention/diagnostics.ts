import { defineDiagnostic } from '../../base/diagnostics.js';

export const badDays = defineDiagnostic<{ name: string; written: string }>({
  code: 'RET001',
  category: 'Configuration Error',
  message: (d) => `retention_days of '${d.name}' is '${d.written}', but has to be a whole number of days from 1`,
});

export const noColumn = defineDiagnostic<{ name: string }>({
  code: 'RET002',
  category: 'Configuration Error',
  message: (d) => `'${d.name}' has retention_days, but no retention_column: nothing says how old a row is`,
  hint: () => 'retention_column: the date or time in the table by which rows grow old',
});

export const noRetention = defineDiagnostic({
  code: 'RET003',
  severity: 'warning',
  category: 'Runtime Error',
  message: () => 'Nothing that is selected has retention_days',
  hint: () => 'retention_days and retention_column are config of models, snapshots and sources that are files.',
});

export const readsPurged = defineDiagnostic<{ name: string; column: string; mark: string; cutoff: string }>({
  code: 'RET004',
  severity: 'warning',
  category: 'Runtime Error',
  message: (d) =>
    `'${d.name}' reads again what its retention purges: its next run reads from ${d.mark} of ${d.column} on, and only what is not older than ${d.cutoff} is kept`,
  hint: () => "Let rows be kept longer than they may be late: retention_days above high_water_mark's late_arrival.",
});

export const keptElsewhere = defineDiagnostic<{ source: string; location: string }>({
  code: 'RET005',
  category: 'Configuration Error',
  message: (d) => `The files of source '${d.source}' are not quern's to remove: '${d.location}'`,
  hint: () => "A rule of the bucket's lifecycle removes them; retention is of local files, and of files in a stage.",
});

export const immutableFiles = defineDiagnostic<{ source: string }>({
  code: 'RET006',
  category: 'Configuration Error',
  message: (d) =>
    `The files of source '${d.source}' may not be removed, as its removed_files: fail says, and its retention_days says the opposite`,
  hint: () => 'removed_files: delete takes their rows away, too; removed_files: keep leaves these.',
});

export const losesRows = defineDiagnostic<{ name: string; inputs: readonly { name: string; cutoff: string }[] }>({
  code: 'RET007',
  category: 'Runtime Error',
  message: (d) =>
    `A full refresh of '${d.name}' would lose rows: ${d.inputs.map(({ name, cutoff }) => `what '${name}' had from before ${cutoff} was purged`).join('; ')}`,
  hint: () =>
    "Build it without --full-refresh. Where the rows are back, `quern retention forget` with the input's name says so; `allow_purged_inputs: true` in the model's config lets it lose them.",
});

export const noSuchRetention = defineDiagnostic<{ name: string; near?: string }>({
  code: 'RET008',
  category: 'Usage Error',
  message: (d) => `Nothing with retention_days has the name '${d.name}'`,
  hint: (d) => (d.near === undefined ? undefined : `Did you mean '${d.near}'?`),
});

export const badDate = defineDiagnostic<{ written: string }>({
  code: 'RET009',
  category: 'Usage Error',
  message: (d) => `--as-of is a day like 2026-01-31, not '${d.written}'`,
});

export const comesBack = defineDiagnostic<{ name: string }>({
  code: 'RET010',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `'${d.name}' is a table, which every run makes anew: what is purged of it comes back`,
  hint: () => "A condition in the model's own query keeps it short; retention is for tables that are added to.",
});

export const noFiles = defineDiagnostic<{ source: string }>({
  code: 'RET011',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `The source '${d.source}' has retention_days, but is no files: its table is not quern's to purge`,
});
