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
  hint: () => "Run 'deps' to install them",
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

export const packageForm = defineDiagnostic({
  code: 'PKG005',
  category: 'Configuration Error',
  message: () => 'This entry names no package',
  hint: () => 'Write {package: owner/name, version: …}, {git: url, revision: …} or {local: path}',
});
