import { defineDiagnostic } from '../base/diagnostics.js';

/** Where the project file is, and what stands in it. */

export const noProjectFile = defineDiagnostic<{
  folder: string;
  near?: string;
  /** What --project-dir names. */
  given?: 'folder' | 'file' | 'missing';
}>({
  code: 'PRJ001',
  category: 'Configuration Error',
  message: (d) =>
    d.given === 'missing'
      ? `The project folder ${d.folder} does not exist`
      : d.given === 'file'
        ? `The project folder ${d.folder} is a file`
        : `No project.yml or dbt_project.yml found in ${d.folder}`,
  hint: (d) =>
    d.given === 'missing' || d.given === 'file'
      ? '--project-dir takes the folder that holds dbt_project.yml'
      : d.near
        ? `There is one in ${d.near}: go there, or give --project-dir ${d.near}`
        : "Go to a project's folder, give --project-dir, or make a project with 'quern init'",
});

export const fileUnreadable = defineDiagnostic<{ path: string; reason: string }>({
  code: 'PRJ002',
  category: 'Configuration Error',
  message: (d) => `${d.path} can't be read: ${d.reason}`,
});

export const notUtf8 = defineDiagnostic<{ path: string; byte: number }>({
  code: 'PRJ003',
  category: 'Parsing Error',
  message: (d) => `${d.path} is not UTF-8: byte 0x${d.byte.toString(16).padStart(2, '0')} can't stand here`,
  hint: () => 'Save the file as UTF-8',
});

export const notAMapping = defineDiagnostic<{ path: string; empty?: boolean }>({
  code: 'PRJ004',
  category: 'Configuration Error',
  message: (d) => (d.empty ? `${d.path} is empty` : `${d.path} must be a mapping of keys to values`),
  hint: (d) => (/project\.yml$/.test(d.path) ? 'It needs at least a name: and a profile:' : undefined),
});

export const projectName = defineDiagnostic<{ name: string; problem: 'missing' | 'form' | 'reserved' }>({
  code: 'PRJ005',
  category: 'Configuration Error',
  message: (d) =>
    d.problem === 'missing'
      ? 'The project has no name'
      : d.problem === 'reserved'
        ? `Invalid project name: ${d.name} is a reserved word`
        : `'${d.name}' can't be the name of a project`,
  hint: (d) =>
    d.problem === 'missing'
      ? "Add 'name: my_project'"
      : d.problem === 'form'
        ? 'Use letters, digits and _, beginning with a letter'
        : undefined,
});

export const versionMismatch = defineDiagnostic<{ package: string; required: string; impossible: boolean }>({
  code: 'PRJ006',
  category: 'Configuration Error',
  message: (d) =>
    d.impossible
      ? `The package version requirement can never be satisfied for the '${d.package}' package: ${d.required}`
      : `This version of dbt is not supported with the '${d.package}' package: it requires ${d.required}`,
  hint: () => 'Use another version of the package, or --no-version-check',
});

export const versionForm = defineDiagnostic<{ text: string }>({
  code: 'PRJ007',
  category: 'Configuration Error',
  message: (d) => `"${d.text}" is not a valid semantic version`,
  hint: () => 'Write ">=1.3.0", or ["\u003e=1.3.0", "<2.0.0"]',
});

export const bothKeys = defineDiagnostic<{ old: string; key: string }>({
  code: 'PRJ008',
  category: 'Configuration Error',
  message: (d) => `${d.old} and ${d.key} can't both be defined`,
  hint: (d) => `Keep ${d.key}`,
});

export const dispatchForm = defineDiagnostic({
  code: 'PRJ009',
  category: 'Configuration Error',
  message: () => 'An entry of dispatch needs a macro_namespace and a search_order',
  hint: () => 'Write {macro_namespace: dbt_utils, search_order: [my_project, dbt_utils]}',
});

/** Variables and environment. */

export const undefinedVariable = defineDiagnostic<{ name: string; near?: string; known: number }>({
  code: 'VAR001',
  message: (d) => `Required var '${d.name}' not found in config`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : `Set it under 'vars:' in the project file or pass --vars '{${d.name}: …}', or give var() a default.`,
});

export const varsOption = defineDiagnostic<{ option: string; got: string }>({
  code: 'VAR002',
  category: 'Usage Error',
  message: (d) => `The --${d.option} argument must be a YAML dictionary, but was of type ${d.got}`,
  hint: (d) => `Write --${d.option} '{name: value}'`,
});

export const varsTwice = defineDiagnostic({
  code: 'VAR003',
  category: 'Configuration Error',
  message: () => "Variables can't be defined in both vars.yml and the project file",
  hint: () => 'Move them to one of the two',
});

export const missingEnvironmentVariable = defineDiagnostic<{ name: string; near?: string }>({
  code: 'ENV001',
  category: 'Parsing Error',
  message: (d) => `Env var required but not provided: '${d.name}'`,
  hint: (d) =>
    d.near ? `Did you mean '${d.near}'?` : 'Set it in the environment or in .env, or give env_var() a default.',
});

export const secretOutsideProfile = defineDiagnostic<{ name: string }>({
  code: 'ENV002',
  category: 'Parsing Error',
  message: (d) => `Secret environment variable '${d.name}' can only be used in profiles.yml and packages.yml`,
  hint: () =>
    'Names that begin with DBT_ENV_SECRET_ never reach models, macros or logs. Use another name for what is not secret.',
});

export const environmentFlag = defineDiagnostic<{ name: string; value: string; wanted: string }>({
  code: 'ENV003',
  category: 'Usage Error',
  message: (d) => `Invalid value for environment variable ${d.name}: '${d.value}' is not ${d.wanted}`,
});

/** Flags. */

export const flagOption = defineDiagnostic<{ name: string; value: string; wanted: string }>({
  code: 'FLG003',
  category: 'Usage Error',
  message: (d) => `Invalid value for --${d.name}: '${d.value}' is not ${d.wanted}`,
});

export const renamedKey = defineDiagnostic<{ old: string; key: string }>({
  code: 'PRJ010',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `'${d.old}' is called '${d.key}' now`,
  hint: (d) => `Rename it to '${d.key}'`,
});

export const unknownFlag = defineDiagnostic<{ name: string; near?: string }>({
  code: 'FLG001',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `Unknown flag '${d.name}' in the project's flags`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const flagType = defineDiagnostic<{ name: string; wanted: string }>({
  code: 'FLG002',
  category: 'Configuration Error',
  message: (d) => `The flag '${d.name}' must be ${d.wanted}`,
});

/** Templates in YAML. */

export const renderFailed = defineDiagnostic<{ kind: string; message: string; hint?: string }>({
  code: 'CFG001',
  message: (d) => (d.kind === 'CompilationError' ? d.message : `${d.kind}: ${d.message}`),
  hint: (d) => d.hint,
});

export const undefinedName = defineDiagnostic<{ name: string; near?: string }>({
  code: 'CFG002',
  message: (d) => `'${d.name}' is undefined`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const halfRange = defineDiagnostic<{ given: 'start' | 'end' }>({
  code: 'FLG004',
  category: 'Usage Error',
  message: (d) =>
    `The flag --event-time-${d.given} was given without --event-time-${d.given === 'start' ? 'end' : 'start'}: they go together`,
});

export const emptyRange = defineDiagnostic({
  code: 'FLG005',
  category: 'Usage Error',
  message: () => 'The value of --event-time-start must be less than that of --event-time-end',
});

export const noSelectors = defineDiagnostic({
  code: 'CFG020',
  category: 'Validation Error',
  message: () => "selectors.yml has no list of 'selectors'",
  hint: () => 'Write `selectors: [{name: …, definition: …}]`, or delete the file',
});
