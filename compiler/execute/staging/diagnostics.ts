import { defineDiagnostic } from '../../base/diagnostics.js';

export const noFiles = defineDiagnostic<{ source: string; location: string }>({
  code: 'STG001',
  category: 'Runtime Error',
  message: (d) => `The source '${d.source}' has no files: nothing matches '${d.location}'`,
  hint: () =>
    'external_location may have wildcards (**/*.parquet); a relative one starts at the folder of the project.',
});

export const fileChanged = defineDiagnostic<{ source: string; files: readonly string[]; what: 'changed' | 'removed' }>({
  code: 'STG002',
  category: 'Runtime Error',
  message: (d) =>
    `${d.files.length === 1 ? 'A file' : `${d.files.length} files`} of source '${d.source}' ${d.files.length === 1 ? 'was' : 'were'} ${d.what} after being taken, which its ${d.what}_files: fail forbids: ${d.files.slice(0, 3).join(', ')}${d.files.length > 3 ? ', …' : ''}`,
  hint: (d) =>
    `Put the files back, or accept them once with --full-refresh; ${d.what}_files: ${d.what === 'changed' ? 'reload' : 'delete'} always does.`,
});

export const missingColumns = defineDiagnostic<{ source: string; columns: readonly string[] }>({
  code: 'STG003',
  severity: 'warning',
  category: 'Runtime Error',
  message: (d) =>
    `The new files of source '${d.source}' lack declared columns, which become null: ${d.columns.join(', ')}`,
});

export const notLocal = defineDiagnostic<{ source: string; location: string; adapter: string }>({
  code: 'STG004',
  category: 'Configuration Error',
  message: (d) => `${d.adapter} cannot read the files of source '${d.source}' where they are: '${d.location}'`,
  hint: () =>
    'Put them where the warehouse can read them (gs://bucket/…), and name that as external_location for this target.',
});

export const nothingToStage = defineDiagnostic<{ adapter: string }>({
  code: 'STG005',
  severity: 'info',
  category: 'Runtime Error',
  message: (d) => `Nothing to stage: ${d.adapter} reads the files of sources where they are`,
});

export const noFileSources = defineDiagnostic({
  code: 'STG006',
  severity: 'warning',
  category: 'Runtime Error',
  message: () => 'None of the selected sources is files',
  hint: () => 'A source is files where its config has an external_location.',
});
