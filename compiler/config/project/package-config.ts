import { resolve } from 'node:path';
import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { JsonObject } from '../../base/json.js';
import type { YamlDocument } from '../../base/yaml/index.js';
import { type Path, renderYamlValue } from '../context/render.js';
import type { YamlContext } from '../context/yaml-context.js';
import { bothKeys, dispatchForm, projectName, renamedKey } from '../diagnostics.js';
import type { ConfigTreeName, DispatchRule, Flags, PackageConfig } from '../types.js';
import { isMapping } from '../vars.js';
import { checkVersion, parseVersionSpecifiers } from './versions.js';

/** Names that mean something in templates. */
const RESERVED_NAMES = new Set(
  `_sql_results adapter api column config context database env env_var exceptions execute flags fromjson fromyaml graph invocation_id
  load_agate_table load_result log model modules post_hooks pre_hooks ref render return run_started_at schema source sql sql_now store_result
  store_raw_result target this tojson toyaml try_or_compiler_error var write`.split(/\s+/),
);

const TREES: readonly ConfigTreeName[] = [
  'models',
  'seeds',
  'snapshots',
  'analyses',
  'sources',
  'data_tests',
  'unit_tests',
  'exposures',
  'metrics',
  'semantic-models',
  'saved-queries',
  'functions',
];

export interface PackageRequest {
  readonly document: YamlDocument;
  /** Absolute. */
  readonly root: string;
  readonly isRoot: boolean;
  readonly context: YamlContext;
  readonly flags: Flags;
  /** Vars that stand in a file of their own. */
  readonly varsFile?: JsonObject;
  readonly cwd: string;
}

/** A project file as the rest of quern sees it: rendered, defaults filled in. Problems go to `sink`; a version mismatch throws QuernError. */
export function packageConfig(request: PackageRequest, sink: DiagnosticSink): PackageConfig {
  const { document, root } = request;
  const raw = document.value as Readonly<Record<string, unknown>>;
  const rendered = renderProject(request, sink);
  const name = checkName(raw, document, sink);
  const required = parseVersionSpecifiers(rendered['require-dbt-version'], (index) =>
    document.spanOf(['require-dbt-version', ...(index === undefined ? [] : [index])]),
  );
  if (request.flags.versionCheck) checkVersion(name, required, () => document.spanOf(['require-dbt-version']));
  const paths = pathsOf(rendered, document, sink);
  const targetPath = request.flags.targetPath ?? text(rendered['target-path']) ?? 'target';
  const logPath = request.flags.logPath;
  return {
    name,
    version: rendered.version === undefined || rendered.version === null ? null : String(rendered.version),
    root,
    file: document.file,
    isRoot: request.isRoot,
    paths,
    targetPath: resolve(root, targetPath),
    logPath: logPath ? resolve(request.cwd, logPath) : resolve(root, text(rendered['log-path']) ?? 'logs'),
    packagesInstallPath: resolve(root, text(rendered['packages-install-path']) ?? 'dbt_packages'),
    cleanTargets: strings(rendered['clean-targets']) ?? [targetPath],
    quoting: quotingOf(rendered.quoting),
    configTrees: treesOf(rendered),
    unrenderedConfigTrees: treesOf(raw),
    onRunStart: strings(rendered['on-run-start']) ?? [],
    onRunEnd: strings(rendered['on-run-end']) ?? [],
    dispatch: dispatchOf(rendered.dispatch, document, sink),
    vars: request.varsFile ?? (isMapping(raw.vars) ? (raw.vars as JsonObject) : {}),
    queryComment: queryCommentOf(rendered),
    requireDbtVersion: required,
    restrictAccess: rendered['restrict-access'] === true,
    dependencies: [],
  };
}

const NEVER_RENDERED = new Set([
  'on-run-start',
  'on-run-end',
  'query-comment',
  'vars',
  'targets',
  'outputs',
  'target',
  'profile',
  'flags',
  // Read when a night or a monitor runs; secrets may be used there.
  'monitoring',
  'notifications',
  'nightly',
]);
const HOOK_TREES = new Set(['seeds', 'models', 'snapshots', 'tests', 'data_tests']);
const HOOKS = new Set(['pre-hook', 'post-hook', 'pre_hook', 'post_hook']);

/** Hooks, vars and the query comment are rendered where they are used; targets with secrets at hand. */
function isRenderedHere(path: Path): boolean {
  const first = String(path[0]);
  if (NEVER_RENDERED.has(first)) return false;
  return (
    !HOOK_TREES.has(first) || !path.some((part) => typeof part === 'string' && HOOKS.has(part.replace(/^[+ ]+/, '')))
  );
}

function renderProject({ document, context }: PackageRequest, sink: DiagnosticSink): Readonly<Record<string, unknown>> {
  const value = renderYamlValue(document.value, context, (path) => document.spanOf(path), sink, {
    shouldRender: isRenderedHere,
  });
  return value as Readonly<Record<string, unknown>>;
}

function checkName(raw: Readonly<Record<string, unknown>>, document: YamlDocument, sink: DiagnosticSink): string {
  const name = raw.name === undefined || raw.name === null ? '' : String(raw.name);
  const problem =
    name === '' ? 'missing' : RESERVED_NAMES.has(name) ? 'reserved' : /^[^\d\W]\w*$/u.test(name) ? undefined : 'form';
  // That the key is missing is said where the file is checked against its schema.
  if (problem && 'name' in raw)
    sink.report(projectName({ name, problem }, document.spanOf(problem === 'missing' ? [] : ['name'])));
  return name;
}

function pathsOf(
  rendered: Readonly<Record<string, unknown>>,
  document: YamlDocument,
  sink: DiagnosticSink,
): PackageConfig['paths'] {
  const list = (key: string, fallback: readonly string[], old?: string): readonly string[] => {
    if (old !== undefined && rendered[old] !== undefined && rendered[key] !== undefined) {
      sink.report(bothKeys({ old, key }, document.spanOf([old], 'key')));
    } else if (old !== undefined && rendered[old] !== undefined) {
      const event = old === 'source-paths' ? 'ConfigSourcePathDeprecation' : 'ConfigDataPathDeprecation';
      sink.report({ ...renamedKey({ old, key }, document.spanOf([old], 'key')), event });
    }
    return strings(rendered[key] ?? (old === undefined ? undefined : rendered[old])) ?? fallback;
  };
  const models = list('model-paths', ['models'], 'source-paths');
  const seeds = list('seed-paths', ['seeds'], 'data-paths');
  const macros = list('macro-paths', ['macros']);
  const tests = list('test-paths', ['tests']);
  const analyses = list('analysis-paths', ['analyses']);
  const snapshots = list('snapshot-paths', ['snapshots']);
  const functions = list('function-paths', ['functions']);
  const all = [models, seeds, snapshots, analyses, macros, tests, functions]
    .flat()
    .map((path) => path.replace(/\/+$/, ''));
  const docs = list('docs-paths', [...new Set(all)]);
  return { models, seeds, macros, tests, analyses, snapshots, functions, docs, assets: list('asset-paths', []) };
}

/** `database` is also called `project`. */
function quotingOf(value: unknown): PackageConfig['quoting'] {
  if (!isMapping(value)) return {};
  const result: Record<string, boolean> = {};
  for (const [key, written] of Object.entries(value)) {
    const name = key === 'project' ? 'database' : key;
    if (typeof written === 'boolean' && ['database', 'schema', 'identifier'].includes(name)) result[name] = written;
  }
  return result;
}

function treesOf(project: Readonly<Record<string, unknown>>): PackageConfig['configTrees'] {
  const trees: Partial<Record<ConfigTreeName, JsonObject>> = {};
  for (const name of TREES) {
    const value = project[name] ?? (name === 'data_tests' ? project.tests : undefined);
    if (isMapping(value)) trees[name] = value as JsonObject;
  }
  return trees;
}

function dispatchOf(value: unknown, document: YamlDocument, sink: DiagnosticSink): DispatchRule[] {
  const rules: DispatchRule[] = [];
  if (!Array.isArray(value)) return rules;
  for (const [index, entry] of value.entries()) {
    const order = isMapping(entry) ? strings(entry.search_order) : undefined;
    if (isMapping(entry) && typeof entry.macro_namespace === 'string' && order) {
      rules.push({ macroNamespace: entry.macro_namespace, searchOrder: order });
    } else sink.report(dispatchForm({}, document.spanOf(['dispatch', index])));
  }
  return rules;
}

/** Absent: dbt's own comment (`comment: null`); empty: none (null). */
function queryCommentOf(project: Readonly<Record<string, unknown>>): PackageConfig['queryComment'] {
  if (!Object.hasOwn(project, 'query-comment')) return { comment: null, append: false };
  const value = project['query-comment'];
  if (typeof value === 'string') return value === '' ? null : { comment: value, append: false };
  if (!isMapping(value)) return null;
  const comment = value.comment;
  if (comment === '' || (comment === null && Object.hasOwn(value, 'comment'))) return null;
  return {
    comment: typeof comment === 'string' ? comment : null,
    append: value.append === true,
    ...(value['job-label'] === true ? { jobLabel: true } : {}),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A list of texts; one text is a list of one. */
function strings(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => item !== null).map(String) : undefined;
}
