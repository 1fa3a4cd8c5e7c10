import { defineDiagnostic } from '../../base/diagnostics.js';

export const duplicatePackage = defineDiagnostic<{ name: string; first: string; second: string }>({
  code: 'PKG001',
  category: 'Configuration Error',
  message: (d) => `Two packages are named '${d.name}': ${d.first} and ${d.second}`,
  hint: () => 'Every package needs a name of its own: remove or rename one of them',
});

export const notInstalled = defineDiagnostic<{ names: readonly string[]; folder: string; file: string }>({
  code: 'PKG002',
  category: 'Dependency Error',
  message: (d) =>
    `${d.names.length === 1 ? 'The package' : 'The packages'} ${d.names.map((name) => `'${name}'`).join(', ')} of ${d.file} ${d.names.length === 1 ? 'is' : 'are'} not installed in ${d.folder}`,
  hint: () => "Run 'quern deps' to install package dependencies",
});

export const batteryInUse = defineDiagnostic<{
  name: string;
  folder: string;
  follows: string;
  asked: string | undefined;
}>({
  code: 'PKG011',
  severity: 'info',
  category: 'Dependency Error',
  message: (d) =>
    `The package '${d.name}' is not installed in ${d.folder}: quern's own macros and tests of that name are used, which follow the documentation of version ${d.follows}${d.asked === undefined ? '' : `, and not of ${d.asked}`}`,
  hint: () => "'quern deps' installs the package itself, which is used from then on",
});

export const localPackageMissing = defineDiagnostic<{ path: string }>({
  code: 'PKG003',
  category: 'Dependency Error',
  message: (d) => `There is no project file in ${d.path}, which is listed as a local package`,
  hint: () => 'The path is relative to the project that lists it',
});

export const packagesTwice = defineDiagnostic({
  code: 'PKG004',
  category: 'Configuration Error',
  message: () => "The 'packages' key can't stand in both packages.yml and dependencies.yml",
});

export const packageForm = defineDiagnostic<{ kinds: readonly string[] }>({
  code: 'PKG005',
  category: 'Configuration Error',
  message: (d) =>
    d.kinds.length > 1 ? `This entry is several packages: ${d.kinds.join(' and ')}` : 'This entry names no package',
  hint: () =>
    'Write {package: owner/name, version: …}, {git: url, revision: …}, {private: owner/name}, {tarball: url, name: …} or {local: path}',
});

export const projectsInPackages = defineDiagnostic({
  code: 'PKG006',
  category: 'Configuration Error',
  message: () => "The 'projects' key cannot be specified in packages.yml",
  hint: () => 'It belongs into dependencies.yml',
});

export const versionMissing = defineDiagnostic<{ package: string }>({
  code: 'PKG007',
  category: 'Configuration Error',
  message: (d) => `${d.package} is missing the version`,
  hint: () => 'Packages of the hub need one: version: 1.2.3, or a range: [">=1.2.0", "<2.0.0"]',
});

export const hubName = defineDiagnostic<{ package: string }>({
  code: 'PKG008',
  category: 'Configuration Error',
  message: (d) => `${d.package} was not found in the package index, where packages have an owner`,
  hint: () => 'Write owner/name: dbt-labs/dbt_utils',
});

export const unnamedArchive = defineDiagnostic({
  code: 'PKG009',
  category: 'Configuration Error',
  message: () => 'An archive needs a name: the name of the package that it holds',
});

export const secretOfPublic = defineDiagnostic<{ problem: string }>({
  code: 'PKG010',
  category: 'Dependency Error',
  message: (d) => `A package of the hub leads to this list, which asks for a secret. ${d.problem}`,
  hint: () =>
    'Packages that anybody can publish read no secrets: list this one in your own packages.yml if you trust it',
});
