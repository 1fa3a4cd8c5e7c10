import { defineDiagnostic } from '../base/diagnostics.js';

export const unknownAdapter = defineDiagnostic<{ name: string; known: readonly string[]; near?: string }>({
  code: 'ADP001',
  category: 'Configuration Error',
  message: (d) => `There is no adapter '${d.name}'`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : `Known adapters: ${d.known.join(', ')}.`),
});

export const adapterNotAvailable = defineDiagnostic<{ name: string }>({
  code: 'ADP002',
  category: 'Runtime Error',
  message: (d) => `Connecting to '${d.name}' is not available yet`,
  hint: () => `Projects with this profile can be parsed; whatever needs a connection cannot be done yet.`,
});

export const databaseLocked = defineDiagnostic<{ path: string; holder?: string }>({
  code: 'ADP010',
  category: 'Runtime Error',
  message: (d) => `The database file '${d.path}' is locked${d.holder ? ` by ${d.holder}` : ' by another process'}`,
  hint: () =>
    'Only one process at a time can open a DuckDB file for writing. Close that process (a notebook, a DuckDB shell, another run), or set `retries: {connect_attempts: 5}` in the profile to wait for it.',
});

export const databaseFolderMissing = defineDiagnostic<{ path: string; folder: string }>({
  code: 'ADP011',
  category: 'Runtime Error',
  message: (d) => `The database file '${d.path}' cannot be created: the folder '${d.folder}' does not exist`,
  hint: (d) => `Create the folder '${d.folder}', or correct 'path' in the profile.`,
});

export const notADatabase = defineDiagnostic<{ path: string; message: string }>({
  code: 'ADP012',
  category: 'Runtime Error',
  message: (d) => `The file '${d.path}' is no DuckDB database`,
  hint: () => `Correct 'path' in the profile, or move that file out of the way.`,
});

export const connectionFailed = defineDiagnostic<{ what: string; message: string; advice?: string }>({
  code: 'ADP013',
  category: 'Runtime Error',
  message: (d) => `${d.what} failed: ${d.message}`,
  hint: (d) => d.advice,
});

export const driverMissing = defineDiagnostic<{ platform: string; packages: readonly string[] }>({
  code: 'ADP014',
  category: 'Runtime Error',
  message: (d) => `Connecting to ${d.platform} needs the package '${d.packages.join("', '")}', which is not installed`,
  hint: (d) => `Install it beside quern: \`npm install ${d.packages.join(' ')}\`.`,
});

export const loginFailed = defineDiagnostic<{ message: string; advice?: string }>({
  code: 'ADP015',
  category: 'Database Error',
  message: (d) => d.message,
  hint: (d) => d.advice,
});

export const connectionRestored = defineDiagnostic<{ server: string }>({
  code: 'ADP016',
  category: 'Database Error',
  severity: 'info',
  message: (d) =>
    `The connection to ${d.server} was lost and has been made again; the work goes on where nothing can happen twice`,
});

export const pythonMissing = defineDiagnostic<{ executable: string | undefined }>({
  code: 'ADP030',
  category: 'Runtime Error',
  message: (d) =>
    `Python models need Python, and there is no ${d.executable === undefined ? "'python3' on the PATH" : `program '${d.executable}'`}`,
  hint: () =>
    'Install Python with the package duckdb, and say where it is in the environment variable QUERN_PYTHON if it is not on the PATH.',
});

export const pythonPackageMissing = defineDiagnostic<{ name: string; executable: string; version: string }>({
  code: 'ADP031',
  category: 'Runtime Error',
  message: (d) =>
    `Python models need the package '${d.name}', which ${d.executable} (Python ${d.version}) does not have`,
  hint: (d) =>
    `Install it: ${d.executable} -m pip install ${d.name} (and pandas or pyarrow, if the model uses them). Another Python: QUERN_PYTHON=/path/to/python.`,
});

export const pythonStopped = defineDiagnostic<{ how: string; text: string }>({
  code: 'ADP032',
  category: 'Runtime Error',
  message: (d) => `Python ended before the model did (${d.how})${d.text === '' ? '' : `:\n${d.text}`}`,
});
