import { defineDiagnostic } from '../../base/diagnostics.js';

export const unknownConfig = defineDiagnostic<{ key: string; near?: string }>({
  code: 'CFG003',
  severity: 'warning',
  category: 'Configuration Error',
  event: 'CustomKeyInConfigDeprecation',
  message: (d) => `'${d.key}' is not a known config`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : "Keys of your own belong under 'meta'"),
});

export const configType = defineDiagnostic<{ key: string; wanted: string; advice: string | undefined }>({
  code: 'CFG004',
  category: 'Configuration Error',
  message: (d) => `The config '${d.key}' must be ${d.wanted}`,
  hint: (d) => d.advice,
});

export const missingPlus = defineDiagnostic<{ key: string }>({
  code: 'CFG005',
  severity: 'warning',
  category: 'Configuration Error',
  event: 'MissingPlusPrefixDeprecation',
  message: (d) => `'${d.key}' has no '+', so that it is taken for a folder where a folder has that name`,
  hint: (d) => `Write '+${d.key}'`,
});
