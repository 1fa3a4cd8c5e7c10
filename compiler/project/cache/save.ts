import type { ManifestTail } from '../../artifacts/manifest-tail.js';
import type { Diagnostic } from '../../base/diagnostics.js';
import type { Manifest } from '../../manifest/types.js';
import type { Loading } from '../loading.js';
import { CacheFile } from './cache-file.js';
import { configKey, stampsOf } from './fingerprint.js';
import { tupleOf } from './records.js';
import { saveDiagnostic } from './saved-diagnostics.js';

/** Leaves what the next start needs, so that it need not parse. A cache that can't be written costs time only. */
export function saveCache(
  request: Loading,
  manifest: Manifest,
  tail: ManifestTail,
  diagnostics: readonly Diagnostic[],
  counts: Readonly<Record<string, number>>,
): void {
  const { config, environment, tree, cachePath } = request;
  if (request.memo || diagnostics.some((d) => d.severity === 'error')) return;
  const head = {
    key: configKey(config),
    written: Date.now(),
    stamps: stampsOf(tree),
    env: Object.fromEntries(environment),
    diagnostics: diagnostics.map(saveDiagnostic),
    counts,
  };
  const nodes = [...manifest.sources.values(), ...manifest.nodes.values(), ...manifest.exposures.values()];
  const positions = new Map(nodes.map((node, at) => [node.uniqueId, at]));
  const positionOf = (id: string): number => positions.get(id)!;
  const index = {
    records: nodes.map((node) => tupleOf(node, positionOf, tail.entries.get(node.uniqueId)!)),
    macros: [...manifest.macros.keys()].map((id) => {
      const { start, end } = tail.entries.get(id)!;
      return [id, start, end] as const;
    }),
    sections: [...tail.sections].map(([name, { start, end }]) => [name, start, end] as const),
  };
  CacheFile.save(cachePath, head, index, tail.buffer);
}
