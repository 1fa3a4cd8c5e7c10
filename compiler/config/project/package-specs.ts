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
import { packageForm, packagesTwice } from './package-diagnostics.js';

export type PackageKind = 'package' | 'git' | 'local' | 'tarball' | 'private';

/** One entry of packages.yml or dependencies.yml, rendered. */
export interface PackageSpec {
  readonly kind: PackageKind;
  /** What stands beside the kind: `dbt-labs/dbt_utils`, a path, a URL. */
  readonly location: string;
  readonly entry: JsonObject;
  /** The project's name, where the entry tells it. */
  readonly name: string | undefined;
  readonly span: Span;
  readonly file: string;
}

const KINDS: readonly PackageKind[] = ['package', 'git', 'local', 'tarball', 'private'];

/** The packages that a project lists; dependencies.yml is not rendered. Problems go to `sink`. */
export function readPackageSpecs(
  root: string,
  base: string,
  context: YamlContext,
  sink: DiagnosticSink,
): PackageSpec[] {
  const packages = read(join(root, 'packages.yml'), base, sink);
  const dependencies = read(join(root, 'dependencies.yml'), base, sink);
  const inDependencies = isMapping(dependencies?.value) && dependencies.value.packages !== undefined;
  if (inDependencies && isMapping(packages?.value) && packages.value.packages !== undefined) {
    throw new QuernError(packagesTwice({}, dependencies.spanOf(['packages'], 'key')));
  }
  const document = inDependencies ? dependencies : packages;
  if (!document || !isMapping(document.value)) return [];
  const spanOf = (path: readonly (string | number)[]) => document.spanOf(path);
  const value = inDependencies ? document.value : renderYamlValue(document.value, context, spanOf, sink);
  const list = isMapping(value) ? value.packages : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index) => spec(entry, document, index, sink) ?? []);
}

function read(path: string, base: string, sink: DiagnosticSink): YamlDocument | undefined {
  const file = readSource(path, displayPath(base, path));
  if (!file) return undefined;
  const document = parseYaml(file, sink);
  if (document.value !== null) validate('packages', document, sink);
  return document;
}

function spec(entry: unknown, document: YamlDocument, index: number, sink: DiagnosticSink): PackageSpec | undefined {
  const kind = isMapping(entry) ? KINDS.find((key) => typeof entry[key] === 'string') : undefined;
  if (!kind || !isMapping(entry)) {
    sink.report(packageForm({}, document.spanOf(['packages', index])));
    return undefined;
  }
  const location = entry[kind] as string;
  const name =
    kind === 'package' ? location.split('/').at(-1) : typeof entry.name === 'string' ? entry.name : undefined;
  return {
    kind,
    location,
    entry: entry as JsonObject,
    name,
    span: document.spanOf(['packages', index, kind]),
    file: document.file.path,
  };
}
