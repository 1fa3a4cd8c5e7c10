import { defineDiagnostic } from '../base/diagnostics.js';

export const monitorShape = defineDiagnostic<{ name: string; problem: string; advice?: string | undefined }>({
  code: 'MON001',
  category: 'Configuration Error',
  message: (d) => `Monitor '${d.name}' ${d.problem}`,
  hint: (d) => d.advice,
});

export const unknownSubject = defineDiagnostic<{
  name: string;
  kind: string;
  subject: string;
  near?: string | undefined;
}>({
  code: 'MON002',
  category: 'Configuration Error',
  message: (d) => `Monitor '${d.name}' watches ${d.kind} '${d.subject}', which does not exist`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const twiceNamed = defineDiagnostic<{ name: string }>({
  code: 'MON003',
  category: 'Configuration Error',
  message: (d) => `Two monitors are called '${d.name}'`,
  hint: () => 'History is kept by name: each needs its own',
});

export const uselessKey = defineDiagnostic<{ name: string; key: string; type: string; near?: string | undefined }>({
  code: 'MON004',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `'${d.key}' has no effect on monitor '${d.name}': it is of type ${d.type}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const nothingSelected = defineDiagnostic<{ name: string; selection: string }>({
  code: 'MON005',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `Monitor '${d.name}' watches nothing: '${d.selection}' selects no model, seed, snapshot or source`,
});

export const unknownMonitor = defineDiagnostic<{ name: string; near?: string | undefined }>({
  code: 'MON006',
  category: 'Usage Error',
  message: (d) => `There is no monitor '${d.name}'`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : "'quern monitor --dry-run' lists them"),
});

export const noMonitors = defineDiagnostic({
  code: 'MON007',
  severity: 'warning',
  category: 'Usage Error',
  message: () => 'The project has no monitors',
  hint: () => "Add some under 'monitors:' of a properties file or of quern.yml (docs/monitors.md)",
});

export const historyFile = defineDiagnostic<{ path: string; line: number }>({
  code: 'MON008',
  severity: 'warning',
  category: 'Runtime Error',
  message: (d) => `Line ${d.line} of ${d.path} is no measurement and was passed over`,
});

export const monitorFailed = defineDiagnostic<{ name: string; subject: string; message: string; status: string }>({
  code: 'MON009',
  category: 'Runtime Error',
  message: (d) => `Monitor '${d.name}' of ${d.subject}: ${d.message}`,
});

export const noLoadedAt = defineDiagnostic<{ name: string; subject: string }>({
  code: 'MON010',
  category: 'Configuration Error',
  message: (d) => `Monitor '${d.name}' does not know when rows of ${d.subject} were loaded`,
  hint: () => 'Add loaded_at: a column or expression, or loaded_at_field to the source',
});

export const notANumber = defineDiagnostic<{ value: string }>({
  code: 'MON011',
  category: 'Runtime Error',
  message: (d) => `The metric is no number: ${d.value}`,
});
