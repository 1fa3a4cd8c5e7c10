/** `results` of on-run-end hooks: dbt's RunResult objects. */
import { HostObject, hostFunction, toValue, type Value } from '../jinja/values/index.js';
import { nodeDict } from '../render/dict/node.js';
import type { TargetFiles } from './files.js';
import type { NodeResult } from './types.js';

/** What a template may read of results; dicts of nodes are made when a template asks for them. */
export function resultsValue(results: readonly NodeResult[], files: TargetFiles): Value {
  return results.map((result) => {
    const node = (): Value => objectOf(dictOf(result, files));
    const fields: Record<string, Value | (() => Value)> = {
      node,
      status: result.status,
      message: result.message,
      failures: result.failures,
      thread_id: result.threadId,
      execution_time: toValue(result.executionTime),
      adapter_response: () => toValue(result.adapterResponse),
      timing: () => timingValue(result),
      batch_results: null,
      overload_results: null,
      unique_id: result.node.uniqueId,
    };
    fields.to_dict = () => hostFunction('to_dict', () => plainResult(result, files));
    return new HostObject('RunResult', fields, {
      text: () => `RunResult(status='${result.status}', node='${result.node.uniqueId}')`,
    });
  });
}

function plainResult(result: NodeResult, files: TargetFiles): Value {
  return toValue({
    status: result.status,
    timing: result.timing.map(plainTiming),
    thread_id: result.threadId,
    execution_time: result.executionTime,
    adapter_response: result.adapterResponse,
    message: result.message,
    failures: result.failures,
    batch_results: null,
    overload_results: null,
    agate_table: null,
    node: dictOf(result, files),
  });
}

function plainTiming({ name, startedAt, completedAt }: NodeResult['timing'][number]): Record<string, string> {
  return { name, started_at: startedAt.toISOString(), completed_at: completedAt.toISOString() };
}

function timingValue(result: NodeResult): Value {
  return result.timing.map(
    (time) =>
      new HostObject('TimingInfo', {
        name: time.name,
        started_at: () => toValue(time.startedAt),
        completed_at: () => toValue(time.completedAt),
        to_dict: () => hostFunction('to_dict', () => toValue(plainTiming(time))),
      }),
  );
}

function dictOf(result: NodeResult, files: TargetFiles): Readonly<Record<string, unknown>> {
  const { node, compiled } = result;
  if (node.resourceType === 'macro')
    return { unique_id: node.uniqueId, name: node.name, resource_type: 'macro', package_name: node.packageName };
  if (!compiled || !('rawCode' in node)) return nodeDict(node);
  return nodeDict(node, {
    compiledCode: compiled.sql,
    extraCtes: compiled.extraCtes,
    compiledPath: files.compiledPath(node),
  });
}

/** The entries as attributes, each converted at its first use, and `to_dict()`. */
function objectOf(entries: Readonly<Record<string, unknown>>): Value {
  const fields: Record<string, Value | (() => Value)> = {};
  for (const key of Object.keys(entries)) fields[key] = () => toValue(entries[key]);
  fields.to_dict = () => hostFunction('to_dict', () => toValue(entries));
  return new HostObject('Node', fields);
}
