import { join } from 'node:path';
import { type DiagnosticSink, QuernError } from '../../base/diagnostics.js';
import type { JsonObject } from '../../base/json.js';
import type { Span } from '../../base/source.js';
import { parseYaml, type YamlDocument } from '../../base/yaml/index.js';
import { renderYamlValue } from '../context/render.js';
import type { YamlContext } from '../context/yaml-context.js';
import { displayPath, readSource } from '../files.js';
import { validate } from '../schemas/validate.js';
import { isMapping } from '../vars.js';
import { LOCK_FILE } from './lock-file.js';
import {
  hubName,
  packageForm,
  packagesTwice,
  projectsInPackages,
  unnamedArchive,
  versionMissing,
} from './package-diagnostics.js';

export type PackageKind = 'package' | 'git' | 'local' | 'tarball' | 'private';

/** One entry of packages.yml or dependencies.yml, rendered. */
export interface PackageSpec {
  readonly kind: PackageKind;
  /** What stands beside the kind: `dbt-labs/dbt_utils`, a path, a URL. */
  readonly location: string;
  readonly entry: JsonObject;
  /** The entry as it is written. */
  readonly unrendered: JsonObject;
  /** The project's name, where the entry tells it. */
  readonly name: string | undefined;
  readonly span: Span;
  readonly file: string;
}

const KINDS: readonly PackageKind[] = ['package', 'git', 'local', 'tarball', 'private'];

/** The packages that a project lists. The root's dependencies.yml is not rendered, a package's is (`renderAll`). Problems go to `sink`. */
export function readPackageSpecs(
  root: string,
  base: string,
  context: YamlContext,
  sink: DiagnosticSink,
  renderAll = false,
): PackageSpec[] {
  const packages = read(join(root, 'packages.yml'), base, sink);
  const dependencies = read(join(root, 'dependencies.yml'), base, sink);
  const inDependencies = lists(dependencies, 'packages');
  if (inDependencies && lists(packages, 'packages'))
    throw new QuernError(packagesTwice({}, dependencies!.spanOf(['packages'], 'key')));
  if (lists(packages, 'projects')) sink.report(projectsInPackages({}, packages!.spanOf(['projects'], 'key')));
  const document = inDependencies ? dependencies : packages;
  return document ? specsOf(document, !inDependencies || renderAll ? context : undefined, sink) : [];
}

/** The file that lists a project's packages, or that would. */
export function packageListFile(root: string, base: string, sink: DiagnosticSink): string {
  return lists(read(join(root, 'dependencies.yml'), base, sink), 'packages') ? 'dependencies.yml' : 'packages.yml';
}

/** Whether dependencies.yml names other projects. */
export function listsProjects(root: string, base: string, sink: DiagnosticSink): boolean {
  return lists(read(join(root, 'dependencies.yml'), base, sink), 'projects');
}

/** What `deps` has written down of an earlier resolution. */
export interface PackageLock {
  readonly specs: readonly PackageSpec[];
  /** Of the list of packages that it was made for. */
  readonly hash: string | undefined;
}

/** The lock file beside a project file; undefined where there is none. */
export function readPackageLock(
  root: string,
  base: string,
  context: YamlContext,
  sink: DiagnosticSink,
): PackageLock | undefined {
  const document = read(join(root, LOCK_FILE), base, sink);
  if (!document) return undefined;
  const hash = isMapping(document.value) ? document.value.sha1_hash : undefined;
  return { specs: specsOf(document, context, sink), hash: typeof hash === 'string' ? hash : undefined };
}

function lists(document: YamlDocument | undefined, key: string): boolean {
  return isMapping(document?.value) && document.value[key] !== undefined;
}

function specsOf(document: YamlDocument, context: YamlContext | undefined, sink: DiagnosticSink): PackageSpec[] {
  if (!isMapping(document.value)) return [];
  const spanOf = (path: readonly (string | number)[]) => document.spanOf(path);
  const value = context ? renderYamlValue(document.value, context, spanOf, sink) : document.value;
  const list = isMapping(value) ? value.packages : undefined;
  if (!Array.isArray(list)) return [];
  const written = document.value.packages as readonly unknown[];
  return list.flatMap((entry: unknown, index) => spec(entry, written[index], document, index, sink) ?? []);
}

function read(path: string, base: string, sink: DiagnosticSink): YamlDocument | undefined {
  const file = readSource(path, displayPath(base, path));
  if (!file) return undefined;
  const document = parseYaml(file, sink);
  if (document.value !== null) validate('packages', document, sink);
  return document;
}

function spec(
  entry: unknown,
  written: unknown,
  document: YamlDocument,
  index: number,
  sink: DiagnosticSink,
): PackageSpec | undefined {
  const kinds = isMapping(entry) ? KINDS.filter((key) => typeof entry[key] === 'string') : [];
  const kind = kinds[0];
  if (kinds.length !== 1 || !kind || !isMapping(entry) || entry[kind] === '') {
    sink.report(packageForm({ kinds }, document.spanOf(['packages', index])));
    return undefined;
  }
  const location = entry[kind] as string;
  const span = document.spanOf(['packages', index, kind]);
  if (kind === 'package') {
    const { version } = entry;
    if (version === undefined || version === null || version === '' || (Array.isArray(version) && version.length === 0))
      sink.report(versionMissing({ package: location }, span));
    if (!location.includes('/')) sink.report(hubName({ package: location }, span));
  }
  if (kind === 'tarball' && typeof entry.name !== 'string') sink.report(unnamedArchive({}, span));
  return {
    kind,
    location,
    entry: entry as JsonObject,
    unrendered: (isMapping(written) ? written : entry) as JsonObject,
    name: typeof entry.name === 'string' ? entry.name : kind === 'package' ? location.split('/').at(-1) : undefined,
    span,
    file: document.file.path,
  };
}
