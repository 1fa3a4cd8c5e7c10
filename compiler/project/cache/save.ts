import type { TailPlaces } from '../../artifacts/manifest-tail.js';
import type { Diagnostic } from '../../base/diagnostics.js';
import { graphNodes } from '../../manifest/graph-nodes.js';
import type { Manifest } from '../../manifest/types.js';
import type { Loading } from '../loading.js';
import { CacheFile } from './cache-file.js';
import { CacheIndex } from './cache-index.js';
import { configKey } from './fingerprint.js';
import type { PlainManifest } from './plain-manifest.js';
import { tupleOf } from './records.js';
import { saveDiagnostic } from './saved-diagnostics.js';

/** Leaves what the next start needs, so that it need not parse. Undefined where nothing may be kept. */
export function saveCache(
  request: Loading,
  manifest: Manifest,
  tail: TailPlaces,
  plain: PlainManifest,
  diagnostics: readonly Diagnostic[],
  counts: Readonly<Record<string, number>>,
): CacheFile | undefined {
  const { config, environment, stamps, folder } = request;
  if (request.memo || diagnostics.some((d) => d.severity === 'error')) return undefined;
  const head = {
    key: configKey(config),
    ...stamps(),
    env: Object.fromEntries(environment),
    diagnostics: diagnostics.map(saveDiagnostic),
    counts,
  };
  const nodes = graphNodes(manifest);
  const positions = new Map(nodes.map((node, at) => [node.uniqueId, at]));
  const positionOf = (id: string): number => positions.get(id)!;
  const macros = [...manifest.macros.keys()];
  const places = [...nodes.map((node) => node.uniqueId), ...macros].map((id) => tail.entries.get(id)!);
  const index = CacheIndex.of(
    nodes.map((node) => tupleOf(node, positionOf)),
    {
      macros,
      sections: [...tail.sections.keys()],
      offsets: [...places, ...tail.sections.values()].flatMap(({ start, end }) => [start, end]),
    },
  );
  const cache = CacheFile.of(head, index, plain.tail);
  cache.save(folder, plain);
  return cache;
}
