import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PythonError, type PythonJob, type RelationRef } from '../../adapters/types.js';
import { QuernError } from '../../base/diagnostics.js';
import { SourceFile, spanAt } from '../../base/source.js';
import { bindArguments, generatorFunction, textOf, type Value } from '../../jinja/values/index.js';
import { pythonFailed, pythonUnsupported } from '../errors.js';
import type { RunScope } from '../run-scope.js';
import { ResponseValue } from '../values/response.js';

/** `submit_python_job(model, code)`: the warehouse runs a Python model. */
export function submitPythonJob(scope: RunScope): Value {
  return generatorFunction('submit_python_job', function* (args) {
    const { compiled_code: code } = bindArguments('submit_python_job', args, ['parsed_model', 'compiled_code']);
    const { adapter } = scope.services;
    if (!adapter.capabilities.pythonModels || !scope.session)
      throw new QuernError(pythonUnsupported({ node: scope.node.name, adapter: adapter.name }, scope.node.span));
    const file = fileOf(scope);
    const session = scope.session;
    const run = async () => {
      const connection = await session();
      if (!adapter.capabilities.autocommit && !connection.inTransaction) await connection.begin();
      return await connection.runPython!(jobOf(scope, file, textOf(code)));
    };
    const response = yield run().catch((error: unknown) => {
      if (!(error instanceof PythonError)) throw error;
      const { line, traceback, module, executable } = error.details;
      const span = line === undefined || line > file.source.lineCount ? scope.node.span : lineSpan(file.source, line);
      throw new QuernError(
        pythonFailed({ message: error.message, traceback, module, executable }, span, { nodeId: scope.node.uniqueId }),
      );
    });
    return new ResponseValue(response as { _message: string });
  });
}

interface ModelFile {
  readonly source: SourceFile;
  readonly path: string;
}

/** As it is on the disk, where Python looks for the lines that it shows. */
function fileOf({ node, services: { config } }: RunScope): ModelFile {
  const root = [config.root, ...config.packages].find((p) => p.name === node.packageName)?.root ?? config.root.root;
  const path = join(root, node.originalFilePath);
  return { path, source: node.file ?? new SourceFile(node.originalFilePath, readFileSync(path, 'utf8')) };
}

function lineSpan(file: SourceFile, line: number) {
  const text = file.lineText(line);
  const indent = text.length - text.trimStart().length;
  return spanAt(file, line, indent + 1, Math.max(text.trim().length, 1));
}

function jobOf(scope: RunScope, file: ModelFile, written: string): PythonJob {
  const { node, services } = scope;
  const code = written.trimStart();
  const first = node.rawCode.trimStart();
  const at = file.source.text.indexOf(first);
  const own = scope.relations.ofNode(node).ref;
  return {
    name: node.alias,
    code,
    file: file.path,
    lineOffset: at > 0 && code.startsWith(first) ? file.source.locate(at).line - 1 : 0,
    ...inputsOf(scope),
    own,
    readsOwn: /\bthis\b/.test(node.rawCode),
    folder: services.config.root.root,
    env: services.config.env,
    executable: services.config.env.QUERN_PYTHON || undefined,
    print: (message) => services.events({ type: 'print', message, ...(scope.nodeId ? { nodeId: scope.nodeId } : {}) }),
  };
}

/** What the model says that it reads. A source that is no table is read where it is. */
function inputsOf(scope: RunScope): Pick<PythonJob, 'inputs' | 'perhaps'> {
  const { node, linked, relations, deferral, services } = scope;
  const inputs: RelationRef[] = [];
  const perhaps: RelationRef[] = [];
  for (const id of node.dependsOn.nodes) {
    const source = linked.manifest.sources.get(id);
    if (source) {
      if (services.adapter.externalSource?.(source) === undefined) inputs.push(relations.ofSource(source).ref);
      continue;
    }
    const parent = linked.manifest.nodes.get(id);
    if (!parent || parent.config.materialized === 'ephemeral' || parent.resourceType === 'function') continue;
    const other = deferral?.relationOf(id);
    // Which of the two it is, `ref` has found out.
    if (other) perhaps.push(relations.ofNode(parent).ref, relations.ofDeferred(parent, other).ref);
    else inputs.push(relations.ofNode(parent).ref);
  }
  return { inputs, perhaps };
}
