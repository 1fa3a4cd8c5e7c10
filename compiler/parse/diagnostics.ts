import { defineDiagnostic } from '../base/diagnostics.js';

export const unusedConfigPath = defineDiagnostic<{ paths: readonly string[]; near?: string }>({
  code: 'PAR002',
  severity: 'warning',
  event: 'UnusedResourceConfigPath',
  eventData: (d) => ({ unused_config_paths: d.paths }),
  message: (d) =>
    `Configuration paths exist in your project file which do not apply to any resources: ${d.paths.join(', ')}`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : 'A path is the name of the project or package, then folders, then the file. Mappings that are configuration themselves need a + (+meta:).',
});

export const propertiesShape = defineDiagnostic<{ what: string; expected: string }>({
  code: 'PAR003',
  category: 'Parsing Error',
  message: (d) => `${d.what} must be ${d.expected}`,
});

export const duplicatePatch = defineDiagnostic<{ section: string; name: string; first: string }>({
  code: 'DUP004',
  message: (d) => `'${d.name}' is described twice under '${d.section}': here and in ${d.first}`,
  hint: () => 'Keep one of the two entries.',
});

export const docsTwice = defineDiagnostic<{ key: string }>({
  code: 'PAR005',
  category: 'Parsing Error',
  message: (d) => `'${d.key}' stands both at the top level and under 'config'`,
  hint: (d) => `Remove the top-level '${d.key}' and keep the one under 'config'.`,
});

export const docMissing = defineDiagnostic<{ name: string; near?: string }>({
  code: 'DOC001',
  message: (d) => `There is no docs block '${d.name}'`,
  hint: (d) =>
    d.near ? `Did you mean '${d.near}'?` : 'Define it in a .md file of a docs path: {% docs name %} … {% enddocs %}',
});

export const unknownTest = defineDiagnostic<{ name: string; near?: string }>({
  code: 'TST001',
  message: (d) => `There is no generic test '${d.name}'`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : `Define it in tests/generic or a macro path: {% test ${d.name.replace(/^.*\./, '')}(model, …) %} … {% endtest %}, or install its package.`,
});

export const suiteShape = defineDiagnostic<{ message: string }>({
  code: 'SUI002',
  message: (d) => d.message,
});

export const expectationShape = defineDiagnostic<{ message: string; hint?: string }>({
  code: 'SUI003',
  message: (d) => d.message,
  hint: (d) => d.hint,
});

export const mostlyOfWhole = defineDiagnostic<{ name: string }>({
  code: 'SUI004',
  message: (d) => `'mostly' is a share of rows, but '${d.name}' looks at them all together`,
  hint: () => "Take 'mostly' out, or widen the limits of the expectation",
});

export const passRateShape = defineDiagnostic<{ value: string }>({
  code: 'SUI005',
  message: (d) => `'min_pass_rate' is a share of expectations, from 0 to 1, but this is ${d.value}`,
  hint: (d) =>
    Number(d.value) > 1 && Number(d.value) <= 100 ? `Write ${Number(d.value) / 100} for ${d.value} %` : undefined,
});

export const testShape = defineDiagnostic<{ message: string; hint?: string }>({
  code: 'TST002',
  message: (d) => d.message,
  hint: (d) => d.hint,
});

export const testArguments = defineDiagnostic<{ test: string; key: string; owner: string }>({
  code: 'TST003',
  severity: 'warning',
  event: 'MissingArgumentsPropertyInGenericTestDeprecation',
  message: (d) => `The arguments of test '${d.test}' on '${d.owner}' stand at its top level ('${d.key}')`,
  hint: () => "Put them under 'arguments:'.",
});

export const testConfigKey = defineDiagnostic<{ test: string; key: string }>({
  code: 'TST004',
  severity: 'warning',
  event: 'PropertyMovedToConfigDeprecation',
  message: (d) => `'${d.key}' of test '${d.test}' stands at its top level`,
  hint: () => "Put it under 'config:'.",
});

export const unknownMaterialization = defineDiagnostic<{ node: string; name: string; near?: string }>({
  code: 'MAT001',
  // dbt tells when the node is run.
  severity: 'warning',
  message: (d) => `'${d.node}' is to be materialized as '${d.name}', but there is no such materialization`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const unknownTestArgument = defineDiagnostic<{
  test: string;
  key: string;
  near?: string;
  parameters: readonly string[];
}>({
  code: 'TST005',
  message: (d) =>
    d.key === 'column_name'
      ? `The test '${d.test}' stands on a column, but its definition has no parameter column_name`
      : d.key === 'model'
        ? `The definition of the test '${d.test}' has no parameter model`
        : `The test '${d.test}' has no argument '${d.key}'`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : `It is defined as ${d.test}(${d.parameters.join(', ')})`),
});

export const unknownVersionFile = defineDiagnostic<{ name: string; version: string; file: string }>({
  code: 'VER001',
  severity: 'warning',
  event: 'NoNodeForYamlKey',
  message: (d) => `Version ${d.version} of '${d.name}' has no model file '${d.file}.sql'`,
  hint: () => "Name its file under 'defined_in:'.",
});

export const versionShape = defineDiagnostic<{ message: string }>({
  code: 'VER002',
  category: 'Parsing Error',
  message: (d) => d.message,
});

export const snapshotConfig = defineDiagnostic<{ name: string; message: string }>({
  code: 'SNP001',
  category: 'Parsing Error',
  message: (d) => `Snapshot '${d.name}': ${d.message}`,
});

export const macroArguments = defineDiagnostic<{ name: string }>({
  code: 'MAC004',
  severity: 'warning',
  event: 'InvalidMacroAnnotation',
  message: (d) => `The arguments that the properties file lists for macro '${d.name}' are not those of its definition`,
});

export const macroPatchMissing = defineDiagnostic<{ name: string; near?: string }>({
  code: 'MAC005',
  severity: 'warning',
  event: 'MacroNotFoundForPatch',
  message: (d) => `There is no macro '${d.name}' to describe`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const exposureDependency = defineDiagnostic<{ text: string; name: string }>({
  code: 'EXP001',
  category: 'Parsing Error',
  message: (d) => `Exposure '${d.name}' depends on ${d.text}, which is no ref(), source() or metric()`,
});

export const deprecationDate = defineDiagnostic<{ text: string }>({
  code: 'PAR006',
  category: 'Parsing Error',
  message: (d) => `'${d.text}' is no date`,
  hint: () => 'Write it as 2030-01-31 or 2030-01-31 12:00:00+02:00.',
});

export const seedDepends = defineDiagnostic<{ name: string; refs: readonly string[] }>({
  code: 'PAR007',
  category: 'Parsing Error',
  message: (d) =>
    `Seeds cannot depend on other nodes, but a hook of seed '${d.name}' refers to ${d.refs.map((ref) => `'${ref}'`).join(', ')}`,
  hint: () => 'Seeds are loaded before anything is built: move the statement to a hook of a model.',
});

export const loadedAtTwice = defineDiagnostic<{ name: string; level: 'source' | 'table' }>({
  code: 'PAR008',
  category: 'Parsing Error',
  message: (d) => `'${d.name}' has both loaded_at_field and loaded_at_query, which say the same at ${d.level} level`,
  hint: () => 'Keep one of the two.',
});

/** A remark, as it is none of dbt's warnings that can be made an error. */
export const noLoadedAt = defineDiagnostic<{ name: string; adapter: string }>({
  code: 'PAR009',
  severity: 'info',
  event: 'FreshnessConfigProblem',
  message: (d) =>
    `The freshness of source '${d.name}' can't be checked: ${d.adapter} does not tell when a table was last changed`,
  hint: () => 'Set loaded_at_field or loaded_at_query, or freshness: null where there is nothing to check',
});

export const functionProblem = defineDiagnostic<{ message: string }>({
  code: 'FUN001',
  category: 'Parsing Error',
  message: (d) => d.message,
});

export const pythonModel = defineDiagnostic<{ message: string }>({
  code: 'PYT001',
  category: 'Parsing Error',
  message: (d) => d.message,
});

export const contractProblem = defineDiagnostic<{ file: string; problem: string }>({
  code: 'CTR001',
  category: 'Parsing Error',
  message: (d) => `Contract enforcement failed for: (${d.file})\n${d.problem}`,
});

export const keyTwice = defineDiagnostic<{ file: string; problem: string }>({
  code: 'CTR002',
  category: 'Parsing Error',
  message: (d) => `Primary key constraint error: (${d.file})\n${d.problem}`,
});

export const constraintsUnsupported = defineDiagnostic<{ materialized: string }>({
  code: 'CTR003',
  severity: 'warning',
  event: 'UnsupportedConstraintMaterialization',
  message: (d) => `Constraint types are not supported for ${d.materialized} materializations and will be ignored`,
  hint: () => "Set 'warn_unsupported: false' on the constraints to hear no more of it.",
});

const schemaMissing = {
  message: (d: { node: string }) => `generate_schema_name answers no schema for '${d.node}'`,
  hint: () => 'A macro that returns nothing for some nodes has a branch without a name: return target.schema there',
};

export const noSchema = defineDiagnostic<{ node: string }>({
  code: 'PAR020',
  category: 'Parsing Error',
  ...schemaMissing,
});

export const noSchemaWarning = defineDiagnostic<{ node: string }>({
  code: 'PAR021',
  severity: 'warning',
  event: 'GenerateSchemaNameNullValueDeprecation',
  ...schemaMissing,
});

export const exposureName = defineDiagnostic<{ name: string }>({
  code: 'PAR022',
  severity: 'warning',
  event: 'ExposureNameDeprecation',
  message: (d) => `The name of exposure '${d.name}' has other characters than letters, digits and _`,
  hint: () => "Give it a name that can be selected, and what people read as its 'label'",
});
