import { stringifyFloats } from '../base/float-json.js';
import { writtenOut } from '../graph/select/written-out.js';
import type { CompilableNode, FunctionNode, Manifest } from '../manifest/types.js';
import type { CompiledState } from '../render/dict/common.js';
import { exposureDict, nodeDict, semanticDict, sourceDict } from '../render/dict/node.js';
import { unitTestDict } from '../render/dict/unit-test.js';
import { docDict, familyMaps, groupDict, groupMap, macroDict } from './manifest.js';
import type { Part, Rope, Slice } from './rope.js';

/**
 * manifest.json without its beginning `{"metadata":{…},`, with the places of its parts: so that it can be written again with
 * other metadata, or with some nodes compiled, and parts of it read, without parsing the whole.
 */
export interface TailPlaces {
  /** JSON of one entry, by unique id: nodes, sources, exposures, macros. */
  readonly entries: ReadonlyMap<string, Slice>;
  /** JSON of a whole section, by its name. */
  readonly sections: ReadonlyMap<string, Slice>;
}

/** What compiling has added so far, by unique id. */
export type CompiledStates = ReadonlyMap<string, CompiledState>;

/** Takes text as UTF-8 and counts its bytes. */
export interface TextSink {
  readonly length: number;
  text(text: string): void;
}

/** Characters that are written in one go. */
const LONG = 1 << 14;

class TailWriter {
  readonly entries = new Map<string, Slice>();
  readonly sections = new Map<string, Slice>();
  readonly #start: number;

  constructor(private readonly sink: TextSink) {
    this.#start = sink.length;
  }

  get #length(): number {
    return this.sink.length - this.#start;
  }

  text(text: string): Slice {
    const start = this.#length;
    this.sink.text(text);
    return { start, end: this.#length };
  }

  section(name: string, write: () => void): void {
    this.text(`${this.sections.size === 0 ? '' : ','}${JSON.stringify(name)}:`);
    const start = this.#length;
    write();
    this.sections.set(name, { start, end: this.#length });
  }

  value(name: string, value: unknown): void {
    this.section(name, () => this.text(stringifyFloats(value)));
  }

  /** Lists by unique id. */
  lists(name: string, map: ReadonlyMap<string, readonly string[]>): void {
    this.section(name, () => {
      let text = '{';
      for (const [id, list] of map) {
        if (text.length > LONG) {
          this.text(text);
          text = '';
        }
        text += `${JSON.stringify(id)}:${JSON.stringify(list)},`;
      }
      this.text(`${map.size > 0 ? text.slice(0, -1) : text}}`);
    });
  }

  entriesOf<T>(
    name: string,
    map: ReadonlyMap<string, T>,
    dict: (value: T) => unknown,
    has: (value: T) => boolean = () => true,
  ): void {
    this.section(name, () => {
      this.text('{');
      let first = true;
      for (const [id, value] of map) {
        if (!has(value)) continue;
        this.text(`${first ? '' : ','}${JSON.stringify(id)}:`);
        this.entries.set(id, this.text(stringifyFloats(dict(value))));
        first = false;
      }
      this.text('}');
    });
  }
}

/** Writes every section of manifest.json (version 12) but its metadata; no node is compiled. */
export function writeTail(sink: TextSink, manifest: Manifest): TailPlaces {
  const writer = new TailWriter(sink);
  const { parents, children } = familyMaps(manifest);
  const isFunction = (node: CompilableNode): node is FunctionNode => node.resourceType === 'function';
  writer.entriesOf(
    'nodes',
    manifest.nodes,
    (node) => nodeDict(node),
    (node) => !isFunction(node),
  );
  writer.entriesOf('sources', manifest.sources, sourceDict);
  writer.entriesOf('macros', manifest.macros, macroDict);
  writer.value('docs', record(manifest.docs, docDict));
  writer.entriesOf('exposures', manifest.exposures, exposureDict);
  writer.value('groups', record(manifest.groups, groupDict));
  writer.value('selectors', writtenOut(manifest.selectors));
  writer.value(
    'disabled',
    record(manifest.disabled, (nodes) => nodes.map((node) => nodeDict(node))),
  );
  writer.lists('parent_map', parents);
  writer.lists('child_map', children);
  writer.value('group_map', groupMap(manifest));
  writer.entriesOf('metrics', manifest.metrics, semanticDict);
  writer.entriesOf('saved_queries', manifest.savedQueries, semanticDict);
  writer.entriesOf('semantic_models', manifest.semanticModels, semanticDict);
  writer.entriesOf('unit_tests', manifest.unitTests, unitTestDict);
  writer.entriesOf('functions', manifest.nodes, (node) => nodeDict(node), isFunction);
  writer.text('}');
  return writer;
}

function record<T>(map: ReadonlyMap<string, T>, make: (value: T) => unknown): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of map) out[key] = make(value);
  return out;
}

/** How manifest.json begins, up to its tail. */
export function manifestBeginning(metadata: Readonly<Record<string, unknown>>): string {
  return `{"metadata":${JSON.stringify(metadata)},`;
}

/** The tail with some nodes compiled, as the parts that make it up. */
export function compiledTail(tail: Rope, placeOf: (id: string) => Slice | undefined, compiled: CompiledStates): Part[] {
  const changes = [...compiled].flatMap(([id, state]) => {
    const slice = placeOf(id);
    return slice ? [{ slice, state }] : [];
  });
  changes.sort((a, b) => a.slice.start - b.slice.start);
  const parts: Part[] = [];
  const texts = new Texts();
  let at = 0;
  for (const { slice, state } of changes) {
    if (slice.start - at > FAR) {
      parts.push(...tail.cut({ start: at, end: slice.start }));
      at = slice.start;
    }
    const bytes = tail.read({ start: at, end: slice.end });
    const path = bytes.indexOf(NOT_COMPILED, slice.start - at);
    if (path < 0) continue;
    parts.push(
      bytes.subarray(0, path),
      texts.bytesOf(compiledPath(state)),
      bytes.subarray(path + NOT_COMPILED.length, bytes.length - 1),
      texts.bytesOf(compiledRest(state)),
    );
    at = slice.end;
  }
  parts.push(...tail.cut({ start: at, end: tail.length }));
  return parts;
}

// Unescaped quotes around a key stand in no string, so this is a node's own key and nothing else.
const NOT_COMPILED = Buffer.from('"compiled_path":null');

/** What stands between two entries is read with the second one, unless it is longer than this. */
const FAR = 1 << 16;

/** Texts as bytes in a few large buffers, which costs less than one for each. */
class Texts {
  #buffer = Buffer.alloc(0);
  #used = 0;

  bytesOf(text: string): Uint8Array {
    const most = text.length * 3;
    if (this.#used + most > this.#buffer.length) {
      this.#buffer = Buffer.allocUnsafe(Math.max(most, 4 << 20));
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += this.#buffer.write(text, start, 'utf8');
    return this.#buffer.subarray(start, this.#used);
  }
}

function compiledPath(state: CompiledState): string {
  return `"compiled_path":${JSON.stringify(state.compiledPath)}`;
}

/** The keys that come after all others of a node. */
function compiledRest(state: CompiledState): string {
  const added = {
    compiled: true,
    compiled_code: state.compiledCode,
    extra_ctes_injected: true,
    extra_ctes: state.extraCtes,
  };
  return `,${JSON.stringify(added).slice(1)}`;
}
