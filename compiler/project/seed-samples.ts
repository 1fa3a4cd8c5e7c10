import type { NodeResult } from '../execute/types.js';
import type { SeedNode } from '../manifest/types.js';
import { renderTable } from '../render/values/table-print.js';
import { loadSeedTable } from './seed-table.js';

const SAMPLE = { maxRows: 10, maxColumns: null, maxColumnWidth: null, maxPrecision: 3 };

/** The first rows of each seed that was loaded, as text for `seed --show`. `empty`: none were. */
export function seedSamples(results: readonly NodeResult[], empty: boolean): string[] {
  return results.flatMap(({ node, status }) => {
    if (node.resourceType !== 'seed' || status !== 'success') return [];
    const heading = `First rows of ${node.schema}.${node.alias}:`;
    return `\n${heading}\n${renderTable(loadSeedTable(node as SeedNode, empty), SAMPLE).trimEnd()}`;
  });
}
