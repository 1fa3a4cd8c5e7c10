/** From a call of quern to the configuration of its project: the first stage. */

import { join } from 'node:path';
import { type Diagnostic, type DiagnosticSink, QuernError } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { parseYaml, type YamlDocument } from '../base/yaml/index.js';
import { YamlContext, type YamlScope } from './context/yaml-context.js';
import { notAMapping, varsTwice } from './diagnostics.js';
import { environment } from './dotenv.js';
import { displayPath, readSource } from './files.js';
import { resolveFlags } from './flags.js';
import { checkConfigTrees } from './keys/check-trees.js';
import { loadProfile } from './profile/profile.js';
import { targetValues } from './profile/target.js';
import { findProjectRoot, PROJECT_FILES, projectFileIn } from './project/locate.js';
import { packageConfig } from './project/package-config.js';
import { readPackageSpecs } from './project/package-specs.js';
import { loadPackages } from './project/packages.js';
import { validate } from './schemas/validate.js';
import { readSelectors } from './selectors.js';
import type { Flags, Invocation, PackageConfig, ProfileTarget, ProjectConfig } from './types.js';
import { userFlags } from './user-settings.js';
import { isMapping, parseDictionaryOption, varLookup } from './vars.js';

export interface LoadProjectOptions {
  /** Adapter types that there are; empty: any type is taken. */
  readonly adapterNames: readonly string[];
  /** `target` of templates in project files. Without it: what the profile says, secrets left out. */
  readonly describeTarget?: (profile: ProfileTarget) => JsonObject;
  /** False for commands that need no warehouse (deps, clean): problems of profiles are passed over. Default true. */
  readonly requireProfile?: boolean;
  /** False for commands that work without packages (deps, clean, debug): none is loaded. Default true. */
  readonly requirePackages?: boolean;
}

/** What is known of a project before its file is rendered. */
export interface ProjectOpening {
  readonly root: string;
  readonly document: YamlDocument;
  /** A project.yml, in which targets can stand. */
  readonly native: boolean;
  readonly env: Invocation['env'];
  readonly flags: Flags;
  readonly cliVars: JsonObject;
  readonly varsFile: JsonObject | undefined;
  readonly profile: ProfileTarget;
  /** In which profiles and lists of packages are rendered: secrets may be used. */
  readonly secretContext: YamlContext;
}

/**
 * The project of an invocation: its file, profile, flags, vars, selectors and packages. Warnings go to `sink`, and problems with
 * which it can go on too; throws QuernError otherwise.
 */
export function loadProjectConfig(
  invocation: Invocation,
  sink: DiagnosticSink,
  options: LoadProjectOptions,
  opening: ProjectOpening = openProjectFile(invocation, sink, options),
): ProjectConfig {
  const { root: folder, env, flags, cliVars, varsFile, profile } = opening;
  const target = () => options.describeTarget?.(profile) ?? targetValues(profile);
  const context = (vars: JsonObject): YamlContext =>
    new YamlContext({ ...scopeOf(invocation, env, vars, false), flags, target });

  const rootContext = context({ ...varsFile, ...cliVars });
  const rootRequest = {
    document: opening.document,
    root: folder,
    isRoot: true,
    context: rootContext,
    flags,
    cwd: invocation.cwd,
  };
  const alone = packageConfig({ ...rootRequest, ...(varsFile ? { varsFile } : {}) }, sink);
  checkConfigTrees(alone, opening.document, sink);

  // dbt gives packages no vars while it reads their project files.
  const packageContext = context({});
  const quiet = errorsOnly(sink);
  const load = (place: string): PackageConfig | undefined => {
    const document = readProjectFile(place, folder, quiet);
    return (
      document &&
      packageConfig(
        { document, root: place, isRoot: false, context: packageContext, flags, cwd: invocation.cwd },
        quiet,
      )
    );
  };
  const loader = {
    load,
    specsOf: (place: string) => readPackageSpecs(place, folder, opening.secretContext, place === folder ? sink : quiet),
    display: (place: string) => displayPath(folder, place),
  };
  const { root, packages } =
    options.requirePackages === false ? { root: alone, packages: [] } : loadPackages(alone, loader, sink);
  return {
    invocation,
    flags,
    root,
    packages,
    profile,
    cliVars,
    env,
    ...readSelectors(folder, rootContext, sink),
    ...varLookup(cliVars, root, packages),
  };
}

/** Finds and reads the project file, and what decides how it is rendered: environment, flags, vars, profile. Throws QuernError. */
export function openProjectFile(
  invocation: Invocation,
  sink: DiagnosticSink,
  options: LoadProjectOptions,
): ProjectOpening {
  const env = environment(invocation.cwd, invocation.env);
  const cliVars = parseDictionaryOption('vars', invocation.options.vars);
  const root = findProjectRoot(invocation, env);
  const document = readProjectFile(root, root, sink)!;
  validate('project', document, sink);
  const raw = document.value as Readonly<Record<string, unknown>>;
  const varsFile = readVarsFile(root, raw, document, sink);
  const values = isMapping(raw.flags) ? raw.flags : {};
  const flags = resolveFlags(
    invocation,
    env,
    { values, spanOf: (flag) => document.spanOf(['flags', flag], 'key') },
    sink,
    userFlags(env),
  );
  const secretContext = new YamlContext(scopeOf(invocation, env, cliVars, true));
  const native = document.file.path === PROJECT_FILES[0];
  const profile = profileOf(invocation, { root, document, native, env, secretContext }, options, sink);
  return { root, document, native, env, flags, cliVars, varsFile, profile, secretContext };
}

function scopeOf(invocation: Invocation, env: Invocation['env'], vars: JsonObject, secrets: boolean): YamlScope {
  return {
    invocation,
    env,
    secrets,
    lookupVar: (name) => (Object.hasOwn(vars, name) ? { value: vars[name] } : undefined),
    varNames: () => Object.keys(vars),
    requireVars: invocation.command !== 'deps' && invocation.command !== 'clean',
  };
}

/** The project file of a folder; undefined where there is none. Throws QuernError. */
export function readProjectFile(folder: string, base: string, sink: DiagnosticSink): YamlDocument | undefined {
  const parse = (path: string): YamlDocument | undefined => {
    const file = readSource(path, displayPath(base, path));
    return file && parseYaml(file, sink);
  };
  const path = projectFileIn(folder, (native) => {
    const value = parse(native)?.value;
    return isMapping(value) && value.name !== undefined;
  });
  const document = path === undefined ? undefined : parse(path);
  if (document && !isMapping(document.value))
    throw new QuernError(
      notAMapping({ path: document.file.path, empty: document.value === null }, document.spanOf([])),
    );
  return document;
}

/** `vars:` of vars.yml, which takes the place of the project file's. */
function readVarsFile(
  root: string,
  project: Readonly<Record<string, unknown>>,
  document: YamlDocument,
  sink: DiagnosticSink,
): JsonObject | undefined {
  const file = readSource(join(root, 'vars.yml'), 'vars.yml');
  if (!file) return undefined;
  const parsed = parseYaml(file, sink);
  if (parsed.value !== null) validate('vars', parsed, sink);
  const vars = isMapping(parsed.value) && isMapping(parsed.value.vars) ? (parsed.value.vars as JsonObject) : {};
  if (Object.keys(vars).length === 0) return undefined;
  if (isMapping(project.vars) && Object.keys(project.vars).length > 0) {
    const related = [{ message: 'and here', span: parsed.spanOf(['vars'], 'key') }];
    throw new QuernError(varsTwice({}, document.spanOf(['vars'], 'key'), { related }));
  }
  return vars;
}

function profileOf(
  invocation: Invocation,
  opening: Pick<ProjectOpening, 'root' | 'document' | 'native' | 'env' | 'secretContext'>,
  options: LoadProjectOptions,
  sink: DiagnosticSink,
): ProfileTarget {
  const { document: project, root: projectRoot, native, env, secretContext: context } = opening;
  try {
    return loadProfile(
      { invocation, env, project, projectRoot, native, context, adapterNames: options.adapterNames },
      sink,
    );
  } catch (error) {
    if (options.requireProfile !== false || !(error instanceof QuernError)) throw error;
    return { profileName: '', targetName: '', adapterType: '', output: {}, threads: 1, file: project.file };
  }
}

/** Other people's packages are not this user's to mend. */
function errorsOnly(sink: DiagnosticSink): DiagnosticSink {
  return {
    report: (diagnostic: Diagnostic) => (diagnostic.severity === 'error' ? sink.report(diagnostic) : undefined),
  };
}

export { renderText, renderYamlValue } from './context/render.js';
export type { YamlScope } from './context/yaml-context.js';
export { schemaYamlContext, YamlContext } from './context/yaml-context.js';
export { checkConfigKeys } from './keys/check-keys.js';
export { targetValues } from './profile/target.js';
export { BATTERIES } from './project/batteries.js';
export { packageListFile, readPackageLock, readPackageSpecs } from './project/package-specs.js';
export { validate } from './schemas/validate.js';
export { parseDictionaryOption } from './vars.js';
export { DBT_VERSION } from './version.js';
