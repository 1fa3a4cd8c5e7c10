import { type DiagnosticSink, QuernError } from '../base/diagnostics.js';
import { secretOutsideProfile } from '../config/diagnostics.js';
import {
  loadProjectConfig,
  openProjectFile,
  packageListFile,
  readPackageLock,
  readPackageSpecs,
  readProjectFile,
  YamlContext,
} from '../config/index.js';
import { secretOfPublic } from '../config/project/package-diagnostics.js';
import { listsProjects, type PackageLock, type PackageSpec } from '../config/project/package-specs.js';
import type { Invocation, ProjectConfig } from '../config/types.js';

/** A project as its packages are installed: its lists of packages, and how those of packages are read. */
export interface Dependencies {
  readonly config: ProjectConfig;
  /** Where the list stands: `packages.yml` or `dependencies.yml`. */
  readonly listFile: string;
  /** Whether dependencies.yml or the project file names what quern does not install. */
  readonly ignored: readonly ('projects' | 'packages of the project file')[];
  /** Reads the project's own list; again after it was changed. */
  readonly specs: () => readonly PackageSpec[];
  readonly lock: () => PackageLock | undefined;
  /** The name and list of a package; undefined where there is none. */
  readonly read: (
    folder: string,
    options: { readonly secrets: boolean },
  ) => { readonly name: string; readonly specs: readonly PackageSpec[] } | undefined;
}

/** Needs no profile and no packages. Problems as `loadProjectConfig` has them; what the functions throw is a QuernError. */
export function openDependencies(invocation: Invocation, sink: DiagnosticSink): Dependencies {
  const options = { requireProfile: false, requirePackages: false, adapterNames: [] };
  const opening = openProjectFile(invocation, sink, options);
  const config = loadProjectConfig(invocation, sink, options, opening);
  const { root, secretContext } = opening;
  const openContext = new YamlContext({ ...secretContext.scope, secrets: false });
  return {
    config,
    listFile: packageListFile(root, root, throwing),
    ignored: ignoredIn(root, opening.document.value),
    specs: () => readPackageSpecs(root, root, secretContext, sink),
    lock: () => readPackageLock(root, root, secretContext, throwing),
    read(folder, { secrets }) {
      const document = readProjectFile(folder, folder, throwing);
      if (!document) return undefined;
      const { name } = document.value as { readonly name?: unknown };
      const specs = secrets
        ? readPackageSpecs(folder, folder, secretContext, throwing, true)
        : readPackageSpecs(folder, folder, openContext, withoutSecrets, true);
      return { name: String(name ?? ''), specs };
    },
  };
}

function ignoredIn(root: string, project: unknown): Dependencies['ignored'] {
  const packages = (project as { readonly packages?: unknown } | null)?.packages !== undefined;
  return [
    ...(listsProjects(root, root, throwing) ? (['projects'] as const) : []),
    ...(packages ? (['packages of the project file'] as const) : []),
  ];
}

/** Warnings about other people's files are not this user's to mend. */
const throwing: DiagnosticSink = {
  report(diagnostic) {
    if (diagnostic.severity === 'error') throw new QuernError(diagnostic);
  },
};

const withoutSecrets: DiagnosticSink = {
  report(diagnostic) {
    const isSecret = diagnostic.code === secretOutsideProfile.code;
    throwing.report(isSecret ? secretOfPublic({ problem: `${diagnostic.message}.` }, diagnostic.span, {}) : diagnostic);
  },
};
