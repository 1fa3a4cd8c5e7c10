import { defineDiagnostic } from '../base/diagnostics.js';

export const testedModelMissing = defineDiagnostic<{ test: string; model: string; kind?: string; near?: string }>({
  code: 'UNT004',
  category: 'Parsing Error',
  message: (d) =>
    d.kind
      ? `Unit test '${d.test}' is of '${d.model}', which is a ${d.kind}`
      : `Unable to find model '${d.model}' for unit test '${d.test}'`,
  hint: (d) =>
    d.kind ? 'Only models can be tested with unit tests.' : d.near ? `Did you mean '${d.near}'?` : undefined,
});

export const incrementalNotSaid = defineDiagnostic<{ test: string; model: string }>({
  code: 'UNT005',
  category: 'Parsing Error',
  message: (d) =>
    `Boolean override for 'is_incremental' must be provided for unit test '${d.test}' in model '${d.model}'`,
  hint: () => 'Add to the test, with true or false: overrides: {macros: {is_incremental: true}}',
});

export const thisNotGiven = defineDiagnostic<{ test: string; model: string }>({
  code: 'UNT006',
  category: 'Parsing Error',
  message: (d) => `Unit test '${d.test}' for incremental model '${d.model}' must have a 'this' input`,
  hint: () => "Add the rows that the model has before it runs under 'given': - input: this",
});

export const versionsOfUnversioned = defineDiagnostic<{ test: string; model: string }>({
  code: 'UNT007',
  category: 'Parsing Error',
  message: (d) =>
    `Unit test '${d.test}' should not have a versions include or exclude when referencing non-versioned model '${d.model}'`,
  hint: () => "Take 'versions' out.",
});

export const noVersionTested = defineDiagnostic<{ test: string; model: string; versions: readonly string[] }>({
  code: 'UNT008',
  category: 'Parsing Error',
  message: (d) => `Unit test '${d.test}' referenced a version of '${d.model}' which was not found`,
  hint: (d) => `It has ${d.versions.map((version) => `v${version}`).join(', ')}.`,
});
