import { type Category, defineDiagnostic } from '../base/diagnostics.js';

export { missingEnvironmentVariable, secretOutsideProfile, undefinedVariable } from '../config/diagnostics.js';

/** Raised by a template itself (`exceptions.raise_compiler_error`) or by the checks of a context function. */
export const raisedByTemplate = defineDiagnostic<{ message: string }>({
  code: 'TPL001',
  message: (d) => d.message,
});

export const refArguments = defineDiagnostic<{ message: string }>({
  code: 'REF004',
  message: (d) => d.message,
  hint: (d) =>
    /source/.test(d.message)
      ? "Write source('source', 'table')"
      : /ref/.test(d.message)
        ? "Write ref('model'), or ref('package', 'model')"
        : undefined,
});

export const refNotDeclared = defineDiagnostic<{ node: string; call: string }>({
  code: 'REF005',
  message: (d) => `'${d.node}' uses ${d.call}, which quern could not see while it parsed the project`,
  hint: (d) =>
    `The call stands behind a condition that is only true at run time. Tell the graph with a comment at the top of the file:\n-- depends_on: {{ ${d.call} }}`,
});

export const ephemeralInOperation = defineDiagnostic<{ name: string }>({
  code: 'REF006',
  message: (d) => `Operations cannot ref() ephemeral nodes, but '${d.name}' is ephemeral`,
  hint: (d) => `Make '${d.name}' a view or a table.`,
});

export const configMissing = defineDiagnostic<{ node: string; name: string }>({
  code: 'CFG010',
  message: (d) => `'${d.node}' does not define a required config parameter '${d.name}'`,
});

export const dispatchNotFound = defineDiagnostic<{
  name: string;
  namespace: string | null;
  attempts: readonly string[];
  near?: string;
}>({
  code: 'MAC002',
  message: (d) =>
    `In dispatch: No macro named '${d.name}' found within namespace: '${d.namespace ?? 'None'}'\n    Searched for: ${d.attempts.map((a) => `'${a}'`).join(', ')}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const dispatchArguments = defineDiagnostic<{ message: string }>({ code: 'MAC003', message: (d) => d.message });

export const templateFailed = defineDiagnostic<{ kind: string; message: string; category?: Category }>({
  code: 'TPL002',
  message: (d) => d.message,
});

export const templateWarning = defineDiagnostic<{ message: string }>({
  code: 'TPL003',
  severity: 'warning',
  event: 'JinjaLogWarning',
  eventData: (d) => ({ msg: d.message }),
  message: (d) => d.message,
});

export const pythonUnsupported = defineDiagnostic<{ node: string; adapter: string }>({
  code: 'PYT002',
  category: 'Runtime Error',
  message: (d) => `'${d.node}' is a Python model, and quern can't run those on ${d.adapter}`,
  hint: () => 'Write it in SQL, or build it with dbt and read it as a source.',
});

const UNDECLARED =
  'A Python model sees what it names in dbt.ref() and dbt.source(), and nothing else of the database: name there what its SQL reads.';

export const pythonFailed = defineDiagnostic<{
  message: string;
  traceback: string;
  module: string | undefined;
  executable: string;
}>({
  code: 'PYT003',
  category: 'Runtime Error',
  message: (d) => `Python model failed:\n${d.traceback}`,
  hint: (d) =>
    d.module === undefined
      ? /^CatalogException: .*does not exist/s.test(d.message)
        ? UNDECLARED
        : undefined
      : `Install it (${d.executable} -m pip install ${d.module.split('.')[0]}), or name another Python in the environment variable QUERN_PYTHON.`,
});
