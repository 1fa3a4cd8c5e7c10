import { defineDiagnostic } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';

const usage = { category: 'Usage Error' } as const;

const suggestion = (name: string, candidates: readonly string[]) => {
  const near = closest(name, candidates);
  return near === undefined ? undefined : `Did you mean '${near}'?`;
};

export const unknownCommand = defineDiagnostic<{ name: string; known: readonly string[] }>({
  ...usage,
  code: 'CLI001',
  message: (d) => `No such command '${d.name}'`,
  hint: (d) => suggestion(d.name, d.known) ?? "'quern --help' lists the commands",
});

export const unknownOption = defineDiagnostic<{
  flag: string;
  known: readonly string[];
  command: string;
  belongsTo: readonly string[];
}>({
  ...usage,
  code: 'CLI002',
  message: (d) => `No such option '${d.flag}'`,
  hint: (d) =>
    suggestion(d.flag, d.known) ??
    (d.belongsTo.length > 0
      ? `It is an option of 'quern ${d.belongsTo[0]}'${d.command ? `, not of 'quern ${d.command}'` : ''}`
      : undefined),
});

export const invalidValue = defineDiagnostic<{
  flag: string;
  value: string;
  problem: string;
  choices?: readonly string[];
}>({
  ...usage,
  code: 'CLI003',
  message: (d) => `Invalid value for '${d.flag}': '${d.value}' ${d.problem}`,
  hint: (d) => (d.choices ? suggestion(d.value, d.choices) : undefined),
});

export const missingValue = defineDiagnostic<{ flag: string; value: string }>({
  ...usage,
  code: 'CLI004',
  message: (d) => `Option '${d.flag}' requires an argument`,
  hint: (d) => `Write ${d.flag} ${d.value}`,
});

export const missingArgument = defineDiagnostic<{ name: string }>({
  ...usage,
  code: 'CLI005',
  message: (d) => `Missing argument '${d.name}'`,
});

export const extraArguments = defineDiagnostic<{ values: readonly string[] }>({
  ...usage,
  code: 'CLI006',
  message: (d) => `Got unexpected extra ${d.values.length === 1 ? 'argument' : 'arguments'} (${d.values.join(' ')})`,
});

export const notAvailable = defineDiagnostic<{ what: string }>({
  ...usage,
  code: 'CLI007',
  message: (d) => `${d.what} is not available yet`,
  hint: () => 'This version of quern does not have it; a later one will',
});

export const exclusiveOptions = defineDiagnostic<{ first: string; second: string }>({
  ...usage,
  code: 'CLI008',
  message: (d) => `'${d.first}' and '${d.second}' are mutually exclusive`,
  hint: () => 'Give one of them',
});

export const nothingToShow = defineDiagnostic({
  ...usage,
  code: 'CLI009',
  message: () => 'Nothing to show: give --select or --inline',
  hint: () => "For example: quern show --select my_model, or quern show --inline 'select 1'",
});

/** What dbt ends with an error: its macros come from nowhere else. */
export const batteriesStandIn = defineDiagnostic<{ names: readonly string[]; reason: string }>({
  code: 'CLI051',
  severity: 'warning',
  category: 'Dependency Error',
  message: (d) => `Nothing was installed. ${d.reason}`,
  hint: (d) => `quern's own macros and tests stand in, which follow the documentation of ${d.names.join(' and ')}.`,
});

export const nothingToQuery = defineDiagnostic({
  ...usage,
  code: 'CLI050',
  message: () => 'Nothing to query: give --metrics or --saved-query',
  hint: () => 'For example: quern query --metrics revenue --group-by metric_time__month',
});

export const badYamlOption = defineDiagnostic<{ flag: string; problem: string }>({
  ...usage,
  code: 'CLI010',
  message: (d) => `Invalid value for '${d.flag}': ${d.problem}`,
  hint: (d) => `Write a mapping in quotes: ${d.flag} '{key: value}'`,
});

export const nameTaken = defineDiagnostic<{ folder: string }>({
  ...usage,
  code: 'CLI011',
  message: (d) => `A folder named '${d.folder}' exists and is not empty`,
  hint: () => 'Choose another name, or empty the folder first',
});

export const badProjectName = defineDiagnostic<{ name: string }>({
  ...usage,
  code: 'CLI012',
  message: (d) => `'${d.name}' is not a valid project name`,
  hint: () => 'Use letters, digits and underscores, and begin with a letter or an underscore',
});

export const unsafeClean = defineDiagnostic<{ paths: readonly string[] }>({
  category: 'Runtime Error',
  code: 'CLI013',
  message: (d) => `Not cleaned, because they lie outside the project: ${d.paths.join(', ')}`,
  hint: () => 'Check clean-targets in the project file, or give --no-clean-project-files-only',
});

export const cleanOfSources = defineDiagnostic<{ paths: readonly string[] }>({
  category: 'Runtime Error',
  code: 'CLI014',
  message: (d) => `Not cleaned, because they hold the project's own files: ${d.paths.join(', ')}`,
  hint: () => 'Take them out of clean-targets in the project file',
});

export const connectionFailed = defineDiagnostic<{ problem: string }>({
  category: 'Database Error',
  code: 'CLI015',
  message: (d) => `The connection failed: ${d.problem}`,
  hint: () => 'Check the values of the profile against the warehouse',
});

export const addressFailure = defineDiagnostic<{ address: string; reason: string }>({
  category: 'Runtime Error',
  code: 'CLI019',
  message: (d) => `Can't listen on ${d.address}: ${d.reason === 'EADDRINUSE' ? 'the port is in use' : d.reason}`,
  hint: () => 'Give another --port; 0 takes a free one',
});

export const noArtifacts = defineDiagnostic<{ folder: string }>({
  category: 'Runtime Error',
  code: 'CLI021',
  message: (d) => `There is no manifest.json in ${d.folder}, so that there is nothing to serve`,
  hint: () => 'Run quern docs generate first',
});

export const needsUser = defineDiagnostic<Record<string, never>>({
  ...usage,
  code: 'CLI020',
  message: () => '--password, --public-key and --token say how a user logs in, but --user is missing',
});

export const wrongClock = defineDiagnostic<{ text: string }>({
  ...usage,
  code: 'CLI060',
  message: (d) => `'${d.text}' in --clock is no timestamp`,
  hint: () => 'Write it like 2025-03-01T06:00:00Z',
});

/** Files and folders that can't be read or written. */
export const fileFailure = defineDiagnostic<{ path: string; reason: string }>({
  category: 'Runtime Error',
  code: 'CLI016',
  message: (d) => `Can't use ${d.path}: ${d.reason}`,
  hint: (d) => (/permission|read-only/.test(d.reason) ? 'Check who owns it, and who may write to it' : undefined),
});

/** An unexpected exception: what the user is told. The stack goes to the log file. */
export const crash = defineDiagnostic<{ reason: string; logFile: string | null }>({
  category: 'Internal Error',
  code: 'CLI999',
  message: (d) => `quern crashed: this is a bug in quern, not in your project (${d.reason})`,
  hint: (d) =>
    d.logFile
      ? `The details are in ${d.logFile}; please report them`
      : 'Please report it, with the command that you ran',
});

export const versionRequired = defineDiagnostic<{ name: string; source: string }>({
  ...usage,
  code: 'CLI040',
  message: (d) => `Version is required in --add-package when a package when source is ${d.source}: ${d.name}`,
  hint: () => 'Write --add-package NAME@VERSION',
});

export const listNotExtended = defineDiagnostic<{ file: string }>({
  code: 'CLI041',
  category: 'Configuration Error',
  message: (d) => `${d.file} is no list of packages that one could be added to`,
});

export const ignoredList = defineDiagnostic<{ what: 'projects' | 'packages of the project file' }>({
  code: 'CLI042',
  severity: 'warning',
  category: 'Dependency Error',
  message: (d) =>
    d.what === 'projects'
      ? "The 'projects' of dependencies.yml are not installed: other projects are resolved by dbt's platform only"
      : "The 'packages' of the project file are not read, as dbt does not read them",
  hint: (d) =>
    d.what === 'projects'
      ? 'List a project whose models you refer to as a package: {git: …} or {local: …}'
      : 'List them in packages.yml',
});

export const notRetryable = defineDiagnostic<{ command: string }>({
  ...usage,
  code: 'CLI043',
  message: (d) => (d.command ? `'${d.command}' can't be retried` : 'The results do not say what was run'),
  hint: (d) =>
    d.command === 'nightly'
      ? "'quern nightly' goes on with what it left"
      : 'What can: build, run, test, seed, snapshot, clone, compile, docs generate, run-operation',
});

export const hiddenOption = defineDiagnostic<{ flag: string }>({
  ...usage,
  code: 'CLI044',
  message: (d) => `The ${d.flag} of the run to retry held secrets, which its results do not tell`,
  hint: (d) => `Give ${d.flag} again`,
});

export const goneNodes = defineDiagnostic<{ ids: readonly string[] }>({
  code: 'CLI045',
  severity: 'warning',
  category: 'Usage Error',
  message: (d) => `What is not in the project any more is not retried: ${d.ids.join(', ')}`,
});
