import { join } from 'node:path';
import { type DiagnosticSink, defineDiagnostic } from '../base/diagnostics.js';
import { SourceFile, type Span } from '../base/source.js';
import { parseYaml, type YamlDocument } from '../base/yaml/index.js';
import { renderYamlValue } from '../config/context/render.js';
import { YamlContext } from '../config/context/yaml-context.js';
import { environment } from '../config/dotenv.js';
import { readSource } from '../config/files.js';
import { targetValues } from '../config/profile/target.js';
import { validate } from '../config/schemas/validate.js';
import type { ProjectConfig } from '../config/types.js';
import { isMapping } from '../config/vars.js';

/** Beside the project file: dbt refuses keys in its own that it does not know. */
export const OPERATIONS_FILE = 'quern.yml';

const keyTwice = defineDiagnostic<{ key: string; file: string }>({
  code: 'OPS001',
  category: 'Configuration Error',
  message: (d) => `'${d.key}' stands in ${d.file} and in ${OPERATIONS_FILE}`,
  hint: () => 'Keep one of them',
});

type Key = 'monitoring' | 'notifications' | 'nightly';

/** A value of quern.yml or the project file, as written, with what finds its places. */
export interface Written {
  readonly value: unknown;
  readonly spanOf: (path: readonly (string | number)[], what?: 'key' | 'value') => Span;
}

/** What is said of a project's operations: in quern.yml, or (but for monitors) in the project file. */
export interface Operations {
  readonly file: YamlDocument | undefined;
  readonly of: (key: Key) => Written | undefined;
  /** Renders what was written. Secrets may be used; what can't be rendered is told to `sink` and stays as it is. */
  readonly render: (
    value: unknown,
    spanOf: Written['spanOf'],
    sink: DiagnosticSink,
    skip?: (key: string) => boolean,
  ) => unknown;
}

export function readOperations(config: ProjectConfig, sink: DiagnosticSink): Operations {
  const found = readSource(join(config.root.root, OPERATIONS_FILE), OPERATIONS_FILE);
  const file = found && parseYaml(new SourceFile(found.path, found.text), sink);
  if (file) validate('operations', file, sink);
  const project = parseYaml(config.root.file);
  validate('operations', onlyOperations(project), sink);
  const context = contextOf(config);
  return {
    file,
    of(key) {
      const [own, inProject] = [file, project].map((document) => document && written(document, key));
      if (own && inProject) sink.report(keyTwice({ key, file: config.root.file.path }, inProject.spanOf([], 'key')));
      return own ?? inProject;
    },
    render: (value, spanOf, problems, skip) =>
      renderYamlValue(value, context, spanOf, problems, { shouldRender: (path) => !skip?.(String(path[0])) }),
  };
}

/** The project file without what is no operation, as the schema of operations has it. */
function onlyOperations(document: YamlDocument): YamlDocument {
  const { file, value } = document;
  const { monitoring, notifications, nightly } = (isMapping(value) ? value : {}) as Readonly<Record<string, unknown>>;
  const given = Object.entries({ monitoring, notifications, nightly }).filter(([, one]) => one !== undefined);
  return { file, value: Object.fromEntries(given), spanOf: (path, what) => document.spanOf(path, what) };
}

function written(document: YamlDocument, key: Key): Written | undefined {
  const root = isMapping(document.value) ? document.value : {};
  const value = root[key];
  if (value === undefined || value === null) return undefined;
  return { value, spanOf: (path, what) => document.spanOf([key, ...path], what) };
}

/** Secrets may be used, as in profiles; the environment is not that of parsing, so that the cache does not depend on it. */
function contextOf(config: ProjectConfig): YamlContext {
  const { invocation, root, flags, profile } = config;
  return new YamlContext({
    invocation,
    env: environment(invocation.cwd, invocation.env),
    secrets: true,
    lookupVar: (name) => config.lookupVar(name, root.name),
    varNames: () => config.varNames(root.name),
    target: () => targetValues(profile),
    projectName: root.name,
    flags,
  });
}
