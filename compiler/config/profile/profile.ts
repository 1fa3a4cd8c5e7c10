import { join, resolve } from 'node:path';
import { type Diagnostic, DiagnosticList, type DiagnosticSink, QuernError } from '../../base/diagnostics.js';
import type { JsonObject } from '../../base/json.js';
import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import { parseYaml, type YamlDocument, type YamlPath } from '../../base/yaml/index.js';
import { renderText, renderYamlValue } from '../context/render.js';
import type { YamlContext } from '../context/yaml-context.js';
import { displayPath, isFile, readSource } from '../files.js';
import { environmentText } from '../flags.js';
import { validate } from '../schemas/validate.js';
import type { Invocation, ProfileTarget } from '../types.js';
import { isMapping } from '../vars.js';
import {
  adapterUnknown,
  noProfileChosen,
  noProfilesFile,
  profileEmpty,
  profileNotFound,
  profilesFileEmpty,
  targetForm,
  targetNotFound,
  threadsOption,
} from './diagnostics.js';

const DEFAULT_THREADS = 1;

export interface ProfileRequest {
  readonly invocation: Invocation;
  readonly env: Invocation['env'];
  /** The project file: its `profile:`, and `targets:` where it is a native one. */
  readonly project: YamlDocument;
  readonly projectRoot: string;
  readonly native: boolean;
  /** A context in which secrets may be used. */
  readonly context: YamlContext;
  /** Adapter types that there are. */
  readonly adapterNames: readonly string[];
}

/** A mapping of targets, wherever it stands. */
interface Profile {
  readonly name: string;
  readonly document: YamlDocument;
  /** The path to the mapping that holds `target`. */
  readonly path: YamlPath;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly outputsKey: 'outputs' | 'targets';
}

/** The target to work on, rendered. Only the chosen one is rendered, so that another's missing variable does no harm. Throws QuernError. */
export function loadProfile(request: ProfileRequest, sink: DiagnosticSink): ProfileTarget {
  const project = request.project.value as Record<string, unknown>;
  const given = textOption(request, 'profile');
  const named = renderedProfileName(request);
  const inFile = request.native ? nativeProfile(request, named) : undefined;
  if (inFile && (given === undefined || given === inFile.name)) return resolveTarget(inFile, request);
  const chosen = given ?? named;
  if (chosen === undefined)
    throw new QuernError(noProfileChosen({ file: request.project.file.path }, request.project.spanOf(['name'], 'key')));
  const place = project.profile === undefined ? undefined : request.project.spanOf(['profile']);
  return resolveTarget(profileOfFile(chosen, place, request, sink), request);
}

function textOption(request: ProfileRequest, name: 'profile' | 'target'): string | undefined {
  const value = request.invocation.options[name];
  if (typeof value === 'string' && value !== '') return value;
  return environmentText(name, request.env)?.value;
}

function renderedProfileName(request: ProfileRequest): string | undefined {
  const written = (request.project.value as Record<string, unknown>).profile;
  if (written === undefined || written === null) return undefined;
  if (typeof written !== 'string') return String(written);
  return String(
    strictly((sink) => renderText(written, request.context, () => request.project.spanOf(['profile']), sink)),
  );
}

/** `targets:` (or `outputs:`) of a native project file. */
function nativeProfile(request: ProfileRequest, named: string | undefined): Profile | undefined {
  const raw = request.project.value as Record<string, unknown>;
  const outputsKey = isMapping(raw.targets) ? 'targets' : isMapping(raw.outputs) ? 'outputs' : undefined;
  if (!outputsKey) return undefined;
  return { name: named ?? String(raw.name ?? 'default'), document: request.project, path: [], raw, outputsKey };
}

/** Folders in which profiles.yml is looked for: the one that was given, or else the current one, the project's and `~/.dbt`. */
export function profileFolders(invocation: Invocation, env: Invocation['env'], projectRoot: string): string[] {
  const option = invocation.options.profilesDir;
  const given = typeof option === 'string' && option !== '' ? option : environmentText('profiles_dir', env)?.value;
  const home = env.HOME ?? env.USERPROFILE;
  if (given) return [resolve(invocation.cwd, home ? given.replace(/^~(?=$|[\\/])/, home) : given)];
  return [...new Set([invocation.cwd, projectRoot, ...(home ? [join(home, '.dbt')] : [])])];
}

/** A folder that was given is called as it was given. */
function relativeIfGiven(folder: string, { invocation }: ProfileRequest): string {
  const given = invocation.options.profilesDir;
  return typeof given === 'string' && resolve(invocation.cwd, given) === folder ? given : folder;
}

function profileOfFile(name: string, place: Span | undefined, request: ProfileRequest, sink: DiagnosticSink): Profile {
  const folders = profileFolders(request.invocation, request.env, request.projectRoot);
  const folder = folders.find((candidate) => isFile(join(candidate, 'profiles.yml')));
  const file =
    folder && readSource(join(folder, 'profiles.yml'), displayPath(request.projectRoot, join(folder, 'profiles.yml')));
  if (!file) {
    const shown = folders.map((candidate) => relativeIfGiven(candidate, request));
    throw new QuernError(noProfilesFile({ profile: name, folders: shown }, place));
  }
  const document = parseYaml(file, sink);
  const profiles = document.value;
  if (!isMapping(profiles))
    throw new QuernError(
      profilesFileEmpty({ file: file.path, empty: profiles === null || profiles === undefined }, document.spanOf([])),
    );
  if (!Object.hasOwn(profiles, name)) {
    const known = Object.keys(profiles).filter((key) => key !== 'config');
    throw new QuernError(profileNotFound({ profile: name, file: file.path, known, near: closest(name, known) }, place));
  }
  validate('profiles', document, sink);
  const raw = profiles[name];
  if (!isMapping(raw))
    throw new QuernError(profileEmpty({ profile: name, what: 'targets' }, document.spanOf([name], 'key')));
  return { name, document, path: [name], raw, outputsKey: 'outputs' };
}

function resolveTarget(profile: Profile, request: ProfileRequest): ProfileTarget {
  const { name, document, path, raw, outputsKey } = profile;
  const outputs = raw[outputsKey];
  if (!isMapping(outputs))
    throw new QuernError(profileEmpty({ profile: name, what: outputsKey }, document.spanOf(path, 'key')));
  const target = targetName(profile, request);
  const known = Object.keys(outputs);
  if (!Object.hasOwn(outputs, target.name)) {
    throw new QuernError(
      targetNotFound({ profile: name, target: target.name, known, near: closest(target.name, known) }, target.span),
    );
  }
  const at = [...path, outputsKey, target.name];
  const written = outputs[target.name];
  if (!isMapping(written)) {
    throw new QuernError(
      targetForm({ profile: name, target: target.name, problem: 'is not a mapping' }, document.spanOf(at, 'key')),
    );
  }
  const output = renderOutput(written, at, profile, request);
  const type = output.type;
  if (typeof type !== 'string') {
    throw new QuernError(
      targetForm({ profile: name, target: target.name, problem: "has no 'type'" }, document.spanOf(at, 'key')),
    );
  }
  if (request.adapterNames.length > 0 && !request.adapterNames.includes(type)) {
    const near = closest(type, request.adapterNames);
    throw new QuernError(
      adapterUnknown({ name: type, known: request.adapterNames, near }, document.spanOf([...at, 'type'])),
    );
  }
  return {
    profileName: name,
    targetName: target.name,
    adapterType: type,
    output,
    threads: threads(output, [...at, 'threads'], profile, target.name, request),
    file: document.file,
  };
}

function targetName(profile: Profile, request: ProfileRequest): { readonly name: string; readonly span: Span } {
  const { document, path, raw } = profile;
  const written = raw.target;
  const span = document.spanOf(
    written === undefined ? path : [...path, 'target'],
    written === undefined ? 'key' : 'value',
  );
  const given = textOption(request, 'target');
  if (given !== undefined) return { name: given, span: document.spanOf([...path, profile.outputsKey], 'key') };
  if (written === undefined || written === null) {
    // Without a default a single target is meant in a native file; dbt's name for it elsewhere is `default`.
    const names = Object.keys(raw[profile.outputsKey] as object);
    return { name: path.length === 0 && names.length === 1 ? names[0]! : 'default', span };
  }
  const name = strictly((sink) => renderText(String(written), request.context, () => span, sink));
  return { name: String(name), span };
}

/** Passwords can look like templates without being any: one that does not render is taken as it is written. */
function renderOutput(
  written: Record<string, unknown>,
  at: YamlPath,
  profile: Profile,
  request: ProfileRequest,
): JsonObject {
  const spanOf = (path: YamlPath) => profile.document.spanOf(path);
  const problems: Diagnostic[] = [];
  const output: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(written)) {
    const list = new DiagnosticList();
    const rendered = renderYamlValue(value, request.context, spanOf, list, { at: [...at, key] });
    if (!list.hasErrors) output[key] = rendered;
    else if (key === 'password') output[key] = value;
    else problems.push(...list.errors);
  }
  if (problems.length > 0) throw new QuernError(problems);
  return output as JsonObject;
}

function threads(
  output: JsonObject,
  path: YamlPath,
  profile: Profile,
  target: string,
  request: ProfileRequest,
): number {
  // dbt has no variable for it.
  const given = request.invocation.options.threads ?? request.env.QUERN_THREADS;
  const value = given ?? output.threads ?? DEFAULT_THREADS;
  const count = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
  if (given !== undefined) throw new QuernError(threadsOption({ value: String(given) }));
  const problem = `has a number of threads that is none: it must be 1 or more`;
  throw new QuernError(targetForm({ profile: profile.name, target, problem }, profile.document.spanOf(path)));
}

/** Throws what `work` reports. */
function strictly<T>(work: (sink: DiagnosticSink) => T): T {
  const list = new DiagnosticList();
  const result = work(list);
  list.throwIfErrors();
  return result;
}
