import { type Part, Rope, type Slice } from '../../artifacts/rope.js';
import { hasCode } from '../../manifest/graph-nodes.js';
import type { CacheIndex } from './cache-index.js';
import type { RecordTuple } from './records.js';

export interface Replacement {
  readonly slice: Slice;
  readonly json: string;
}

/** A rope with parts replaced; `moved` tells where offsets have gone that are in no replaced part's inside. */
export function replaceSlices(
  rope: Rope,
  changes: readonly Replacement[],
): { readonly rope: Rope; readonly moved: (offsets: readonly number[]) => number[] } {
  const sorted = [...changes].sort((a, b) => a.slice.start - b.slice.start);
  const parts: Part[] = [];
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let at = 0;
  let shift = 0;
  for (const { slice, json } of sorted) {
    const bytes = Buffer.from(json);
    parts.push(...rope.cut({ start: at, end: slice.start }), bytes);
    at = slice.end;
    shift += bytes.length - (slice.end - slice.start);
    shifts.push({ from: slice.end, by: shift });
  }
  parts.push(...rope.cut({ start: at, end: rope.length }));
  const moved = (offsets: readonly number[]): number[] => {
    const out = [...offsets];
    for (let i = 0; i < out.length; i++) {
      let by = 0;
      for (let n = 0; n < shifts.length && shifts[n]!.from <= offsets[i]!; n++) by = shifts[n]!.by;
      out[i]! += by;
    }
    return out;
  };
  return { rope: new Rope(parts), moved };
}

const OTHERS = ['exposure', 'metric', 'semantic_model', 'saved_query', 'unit_test'];

/** parent_map and child_map anew, from the records. */
export function familySections(records: readonly RecordTuple[], index: CacheIndex): Replacement[] {
  const parents: Record<string, string[]> = {};
  const children: Record<string, string[]> = {};
  // The order of the manifest's own maps: nodes, sources, exposures, … for children; sources first for parents.
  const sources = records.filter((r) => r[1] === 'source');
  const nodes = records.filter((r) => hasCode(r[1]));
  const others = OTHERS.flatMap((type) => records.filter((r) => r[1] === type));
  for (const r of [...nodes, ...sources, ...others]) children[r[0]] = [];
  for (const r of sources) parents[r[0]] = [];
  for (const r of [...nodes, ...others]) {
    const list = [...new Set(r[15].map((at) => records[at]![0]))].sort();
    parents[r[0]] = list;
    for (const parent of list) (children[parent] ??= []).push(r[0]);
  }
  for (const list of Object.values(children)) list.sort();
  return [
    { slice: index.section('parent_map')!, json: JSON.stringify(parents) },
    { slice: index.section('child_map')!, json: JSON.stringify(children) },
  ];
}
