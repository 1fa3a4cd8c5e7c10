import { defineDiagnostic } from '../../base/diagnostics.js';

export const unknownKey = defineDiagnostic<{ key: string; near?: string; place: string }>({
  code: 'YML020',
  severity: 'warning',
  category: 'Parsing Error',
  event: 'CustomKeyInObjectDeprecation',
  message: (d) => `Unknown key '${d.key}'${d.place}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const unknownTopLevelKey = defineDiagnostic<{ key: string; near?: string }>({
  code: 'YML021',
  severity: 'warning',
  category: 'Parsing Error',
  event: 'CustomTopLevelKeyDeprecation',
  message: (d) => `Unknown key '${d.key}' at the top level`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const wrongType = defineDiagnostic<{ key: string; wanted: string; advice?: string | undefined }>({
  code: 'YML022',
  category: 'Parsing Error',
  message: (d) => `${d.key} must be ${d.wanted}`,
  hint: (d) => d.advice,
});

export const missingKey = defineDiagnostic<{ key: string; place: string }>({
  code: 'YML023',
  category: 'Parsing Error',
  message: (d) => `The key '${d.key}' is missing${d.place}`,
  hint: (d) => `Add '${d.key}: …'`,
});
