import { defineDiagnostic } from '../base/diagnostics.js';
import type { Want } from './resolve/requirement.js';

const category = 'Dependency Error' as const;

function explain(wants: readonly Want[]): string {
  return wants.map(({ by, what }) => `\n  ${by} wants ${what}`).join('');
}

export const badVersion = defineDiagnostic<{ package: string; version: string; by: string }>({
  code: 'DEP001',
  category,
  message: (d) => `"${d.version}", which ${d.by} wants of ${d.package}, is not a valid semantic version`,
  hint: (d) =>
    d.version.includes(',')
      ? `Write a list: [${d.version
          .split(',')
          .map((part) => `"${part.trim()}"`)
          .join(', ')}]`
      : 'Write all three numbers, and no space: 1.2.0, or ">=1.2.0"',
});

export const noCommonVersion = defineDiagnostic<{
  package: string;
  options: readonly string[];
  wants: readonly Want[];
}>({
  code: 'DEP002',
  category,
  message: (d) =>
    `Version error for package ${d.package}: Could not find a satisfactory version from options: [${d.options.map((o) => `'${o}'`).join(', ')}]${explain(d.wants)}`,
  hint: () => 'Widen a range, or take another version of a package that asks',
});

export const versionNotFound = defineDiagnostic<{
  package: string;
  range: string;
  versions: readonly string[];
  incompatible: readonly string[];
  prereleases: boolean;
  dbtVersion: string;
  wants: readonly Want[];
}>({
  code: 'DEP003',
  category,
  message: (d) =>
    `Could not find a matching compatible version for package ${d.package}\n  Requested range: ${d.range}\n  Compatible versions: ${listed(d.versions)}${explain(d.wants)}${
      d.incompatible.length > 0 ? `\n  Not for dbt ${d.dbtVersion}: ${listed(d.incompatible)}` : ''
    }`,
  hint: (d) =>
    d.incompatible.length > 0
      ? "'quern --no-version-check deps' takes versions that do not say to work with this dbt, too"
      : d.prereleases
        ? "Only pre-releases are in the range: 'install_prerelease: true' takes them"
        : undefined,
});

function listed(versions: readonly string[]): string {
  const shown = versions.length > 12 ? ['…', ...versions.slice(-12)] : versions;
  return `[${shown.join(', ')}]`;
}

export const packageNotFound = defineDiagnostic<{ package: string; by: string; near?: string | undefined }>({
  code: 'DEP004',
  category,
  message: (d) => `Package ${d.package} was not found in the package index${d.by === '' ? '' : ` (${d.by} wants it)`}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const severalRevisions = defineDiagnostic<{ name: string; wants: readonly Want[] }>({
  code: 'DEP005',
  category,
  message: (d) => `git dependencies should contain exactly one version. ${d.name} contains several${explain(d.wants)}`,
  hint: () => 'All who ask for it must name the same revision',
});

export const mixedKinds = defineDiagnostic<{ name: string; wants: readonly Want[] }>({
  code: 'DEP006',
  category,
  message: (d) => `${d.name} is asked for in two ways that do not fit together${explain(d.wants)}`,
});

export const duplicateProject = defineDiagnostic<{ name: string; places: readonly string[] }>({
  code: 'DEP007',
  category,
  message: (d) =>
    `Found duplicate project "${d.name}". This occurs when a dependency has the same project name as some other dependency.${d.places.map((place) => `\n  ${place}`).join('')}`,
  hint: () => 'Ask for it in one way only: as a package of the hub, or by its repository',
});

export const namedAsRoot = defineDiagnostic<{ name: string; place: string }>({
  code: 'DEP008',
  category,
  message: (d) =>
    `Found a dependency with the same name as the root project "${d.name}": ${d.place}. Package names must be unique in a project. Please rename one of these packages.`,
});

export const localOfDownloaded = defineDiagnostic<{ by: string; path: string }>({
  code: 'DEP009',
  category,
  message: (d) => `${d.by} lists the local package ${d.path}, a folder of this machine`,
  hint: () => 'A package that was downloaded can ask for packages of the hub, repositories and archives only',
});

export const notAProject = defineDiagnostic<{ place: string }>({
  code: 'DEP010',
  category,
  message: (d) => `No dbt_project.yml found in ${d.place}`,
  hint: () => "A project in another folder of a repository is found with 'subdirectory:'",
});

export const badPackageName = defineDiagnostic<{ name: string; place: string }>({
  code: 'DEP011',
  category,
  message: (d) => `${d.place} calls itself ${JSON.stringify(d.name)}, which is no name of a package`,
  hint: () => 'Names are letters, digits and underscores',
});

export const badAddress = defineDiagnostic<{ address: string; problem: string }>({
  code: 'DEP012',
  category,
  message: (d) => `${d.address}: ${d.problem}`,
});

export const downloadFailed = defineDiagnostic<{ address: string; reason: string }>({
  code: 'DEP013',
  category,
  message: (d) => `External connection exception occurred: ${d.address}: ${d.reason}`,
});

export const hubAnswer = defineDiagnostic<{ address: string; problem: string }>({
  code: 'DEP014',
  category,
  message: (d) => `The hub's answer at ${d.address} is not what it should be: ${d.problem}`,
});

export const badArchive = defineDiagnostic<{ place: string; problem: string }>({
  code: 'DEP015',
  category,
  message: (d) => `The archive of ${d.place} was refused: ${d.problem}`,
});

export const gitFailed = defineDiagnostic<{
  address: string;
  revision: string;
  said: string;
  hint?: string | undefined;
}>({
  code: 'DEP016',
  category,
  message: (d) => `Error checking out spec='${d.revision}' for repo ${d.address}${d.said ? `\n${d.said}` : ''}`,
  hint: (d) => d.hint,
});

export const noGit = defineDiagnostic({
  code: 'DEP017',
  category,
  message: () => 'Make sure git is installed on your machine: packages of repositories are fetched with it',
});

export const noProvider = defineDiagnostic<{ package: string; problem: string }>({
  code: 'DEP018',
  category,
  message: (d) => `No address is known for the private package ${d.package}: ${d.problem}`,
  hint: () => 'Providers are github, gitlab, ado and azure_devops; or ask for it by its repository: {git: url}',
});

export const unpinned = defineDiagnostic<{ address: string; revision: string }>({
  code: 'DEP019',
  severity: 'warning',
  category,
  event: 'DepsUnpinned',
  message: (d) =>
    `The git package "${d.address}" is ${d.revision === 'HEAD' ? 'not pinned, using HEAD (default branch)' : `pinned to the "${d.revision}" branch`}. This can introduce breaking changes into your project without warning!`,
  hint: () => "Name a tag or commit as 'revision:', or say 'warn-unpinned: false'",
});

export const secretLeftOut = defineDiagnostic<{ name: string }>({
  code: 'DEP020',
  severity: 'warning',
  category,
  event: 'DepsScrubbedPackageName',
  message: (d) => `Detected a secret in ${d.name}, which is left out of the lock file`,
  hint: () => "Write it as {{ env_var('DBT_ENV_SECRET_…') }}; until then, only 'deps --upgrade' can use what is locked",
});

export const redirected = defineDiagnostic<{ old: string; new: string }>({
  code: 'DEP021',
  severity: 'warning',
  category,
  event: 'PackageRedirectDeprecation',
  message: (d) => `The \`${d.old}\` package is deprecated in favor of \`${d.new}\``,
  hint: (d) => `Ask for \`${d.new}\` in your packages.yml instead`,
});

export const emptyListing = defineDiagnostic<{ path: string; reason: string }>({
  code: 'DEP022',
  category,
  message: (d) => `${d.path} can't be extended: ${d.reason}`,
});

export const interrupted = defineDiagnostic({
  code: 'DEP023',
  category,
  message: () => 'Interrupted: the packages are as they were',
});

export const unsafeFolder = defineDiagnostic<{ path: string }>({
  code: 'DEP024',
  category: 'Configuration Error',
  message: (d) => `The folder for packages, ${d.path}, holds a project: installing packages deletes what stands in it`,
  hint: () => "Name another as 'packages-install-path' in the project file",
});
