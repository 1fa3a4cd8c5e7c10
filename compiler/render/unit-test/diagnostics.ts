import { defineDiagnostic } from '../../base/diagnostics.js';

export const inputNotUnderstood = defineDiagnostic<{ test: string; input: string }>({
  code: 'UNT009',
  category: 'Parsing Error',
  message: (d) => `Unit test '${d.test}' has an input '${d.input}' which is neither a ref() nor a source()`,
  hint: () => "An input is written as ref('model'), source('name', 'table') or this.",
});

export const inputNotFound = defineDiagnostic<{ test: string; input: string; near?: string }>({
  code: 'UNT010',
  category: 'Parsing Error',
  message: (d) => `Unit test '${d.test}' had an input (${d.input}) which was not found in the manifest`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const inputMissing = defineDiagnostic<{ test: string; model: string; call: string }>({
  code: 'UNT011',
  message: (d) => `Unit test '${d.test}' gives no rows for ${d.call}, which model '${d.model}' reads`,
  hint: (d) => `Add it under 'given': - {input: ${d.call}, rows: []}`,
});
