import type { DiagnosticSink } from '../base/diagnostics.js';
import { batchConfig, isMicrobatch } from './batch.js';
import { batchSetting, noFilteredInput } from './diagnostics.js';
import type { ParsedProject } from './parsed.js';
import { placeOf } from './places.js';
import type { CompilableNode, Manifest } from './types.js';

/** Problems of the settings by which microbatch models are cut into batches. */
export function checkMicrobatch(
  manifest: Pick<Manifest, 'nodes' | 'sources'>,
  parsed: ParsedProject,
  sink: DiagnosticSink,
): void {
  for (const node of manifest.nodes.values()) {
    if (!isMicrobatch(node)) continue;
    const config = batchConfig(node.config);
    const at = { nodeId: node.uniqueId };
    if ('wrong' in config) {
      for (const [key, wanted] of config.wrong) {
        const given = node.config[key] ?? null;
        sink.report(batchSetting({ name: node.name, key, wanted, given }, placeOf(node, parsed), at));
      }
    }
    if (!node.dependsOn.nodes.some((id) => hasEventTime(id, manifest)))
      sink.report(noFilteredInput({ name: node.name }, placeOf(node, parsed), at));
  }
}

function hasEventTime(id: string, { nodes, sources }: Pick<Manifest, 'nodes' | 'sources'>): boolean {
  const parent: Pick<CompilableNode, 'config'> | undefined = nodes.get(id) ?? sources.get(id);
  return Boolean(parent?.config.event_time);
}
