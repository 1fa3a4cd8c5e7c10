import type { DiagnosticSink } from '../base/diagnostics.js';
import { emptyLayer, layersOutOfOrder } from './diagnostics.js';
import type { LayerConfig } from './types.js';

export interface Graph {
  /** All ids, parents first. */
  readonly ordered: readonly string[];
  readonly parents: (id: string) => readonly string[];
}

/** A layer's selection. */
export interface SelectedLayer extends Pick<LayerConfig, 'name' | 'select'> {
  readonly ids: ReadonlySet<string>;
}

/**
 * Parts nodes into layers. A node that no selection holds (a seed, a report) goes into the first layer in which all that it is made of is
 * there. A layer that needs a later one is told of as an error.
 */
export function partition(
  layers: readonly SelectedLayer[],
  chosen: ReadonlySet<string>,
  graph: Graph,
  sink: DiagnosticSink,
): readonly (readonly string[])[] {
  const own = new Map<string, number>();
  layers.forEach(({ ids, name, select }, index) => {
    for (const id of ids) if (!own.has(id)) own.set(id, index);
    if (ids.size === 0) sink.report(emptyLayer({ name, selection: select.join(' ') }));
  });
  const parts: string[][] = layers.map(() => []);
  const found = new Map<string, number>();
  for (const id of graph.ordered) {
    let [least, from] = [0, ''];
    for (const parent of graph.parents(id)) {
      const at = found.get(parent) ?? 0;
      if (at > least) [least, from] = [at, parent];
    }
    const mine = own.get(id);
    if (mine !== undefined && mine < least && chosen.has(id)) {
      const later = layers[least]!.name;
      sink.report(layersOutOfOrder({ node: nameOf(id), layer: layers[mine]!.name, parent: nameOf(from), later }));
    }
    const at = Math.max(mine ?? 0, least);
    found.set(id, at);
    if (chosen.has(id)) parts[at]!.push(id);
  }
  return parts;
}

/** `model.shop.orders` → `orders`. */
export function nameOf(id: string): string {
  return id.split('.').slice(2).join('.') || id;
}
