import { defineDiagnostic } from '../base/diagnostics.js';
import { didYouMean } from '../base/suggest.js';

export const databaseFailure = defineDiagnostic<{ message: string; near?: string; candidates: readonly string[] }>({
  code: 'DBE001',
  category: 'Database Error',
  message: (d) => d.message,
  hint: (d) => {
    if (d.near !== undefined) return `Did you mean '${d.near}'?`;
    return d.candidates.length > 0 ? `There are ${d.candidates.join(', ')}` : undefined;
  },
});

/** One problem for all tests on the column. */
export const noSuchColumn = defineDiagnostic<{
  kind: string;
  name: string;
  column: string;
  near?: string;
  columns: readonly string[];
}>({
  code: 'DBE003',
  category: 'Database Error',
  message: (d) => `The ${d.kind} '${d.name}' has no column '${d.column}'`,
  hint: (d) => {
    if (d.near !== undefined) return `Did you mean '${d.near}'?`;
    return d.columns.length > 0 ? `It has ${d.columns.join(', ')}` : undefined;
  },
});

export const unknownMaterialization = defineDiagnostic({
  code: 'EXE001',
  message: (d: { name: string; node: string; names: readonly string[] }) =>
    `There is no materialization '${d.name}', which '${d.node}' asks for`,
  hint: (d) => didYouMean(d.name, d.names) ?? `Materializations are ${d.names.join(', ')}`,
});

export const noMainStatement = defineDiagnostic<{ materialization: string; node: string }>({
  code: 'EXE002',
  message: (d) => `The materialization '${d.materialization}' ran no statement named 'main' for '${d.node}'`,
  hint: () => "A materialization does its work in {% call statement('main') %} … {% endcall %}",
});

export const languageUnsupported = defineDiagnostic<{ macro: string; language: string; languages: readonly string[] }>({
  code: 'EXE003',
  category: 'Validation Error',
  message: (d) =>
    `Materialization "${d.macro}" only supports languages [${d.languages.map((l) => `'${l}'`).join(', ')}]; got "${d.language}"`,
});

export const testShape = defineDiagnostic<{ node: string; problem: string }>({
  code: 'EXE004',
  message: (d) =>
    `The test '${d.node}' has to answer one row with failures, should_warn and should_error, but ${d.problem}`,
});

export const unitTestOfPython = defineDiagnostic<{ test: string; model: string }>({
  code: 'UNT012',
  message: (d) => `Unit test '${d.test}' is of '${d.model}', a Python model: only SQL models can be unit tested`,
  hint: () => 'Test it with data tests, or move what is to be tested into a SQL model.',
});

export const macroNotFound = defineDiagnostic({
  code: 'EXE005',
  message: (d: { name: string; names: readonly string[] }) => `There is no macro named '${d.name}' in any package`,
  hint: (d) => didYouMean(d.name, d.names) ?? 'A macro of a package is called with its package: package.macro',
});

export const interrupted = defineDiagnostic<{ node: string }>({
  code: 'EXE006',
  category: 'Runtime Error',
  message: (d) => `'${d.node}' was stopped: the run was interrupted`,
});

export const cannotWrite = defineDiagnostic<{ path: string; reason: string }>({
  code: 'EXE007',
  category: 'Runtime Error',
  message: (d) => `Can't write ${d.path}: ${d.reason}`,
});

export const commentEnds = defineDiagnostic<{ text: string }>({
  code: 'EXE008',
  category: 'Runtime Error',
  message: (d) => `The query comment holds '*/', which would end it: ${d.text}`,
  hint: () => 'See query-comment in the project file, and the macros that it calls',
});

export const functionUndescribed = defineDiagnostic<{ name: string }>({
  code: 'FUN003',
  message: (d) => `Nothing says what the function '${d.name}' takes and returns`,
  hint: (d) =>
    `Describe it in a properties file: functions: [{name: ${d.name}, arguments: […], returns: {data_type: …}}]`,
});

export const functionSetting = defineDiagnostic<{ key: string }>({
  code: 'FUN004',
  category: 'Runtime Error',
  message: (d) => `${d.key === 'entry_point' ? 'An' : 'A'} \`${d.key}\` is required for python functions`,
});

export const pointerTaken = defineDiagnostic<{ model: string; alias: string }>({
  code: 'EXE020',
  category: 'Runtime Error',
  message: (d) =>
    `Cannot create latest version pointer: the latest version of '${d.model}' is already aliased to '${d.alias}'.`,
  hint: () => 'Set `latest_version_pointer: {enabled: false}`, or take the alias away.',
});

export const suiteBelowRate = defineDiagnostic<{ name: string; pass: number; expectations: number; minimum: number }>({
  code: 'SUI006',
  event: 'SuiteBelowPassRate',
  category: 'Runtime Error',
  message: (d) =>
    `Suite '${d.name}' failed: ${d.pass} of ${d.expectations} expectations passed, but min_pass_rate is ${d.minimum}`,
  hint: (d) => `See which did not: suites.json in the target folder, or quern test --select suite:${d.name}`,
});
