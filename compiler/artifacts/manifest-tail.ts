import type { GraphNode, Manifest } from '../manifest/types.js';
import type { CompiledState } from '../render/dict/common.js';
import { exposureDict, nodeDict, sourceDict } from '../render/dict/node.js';
import { docDict, familyMaps, groupDict, groupMap, macroDict } from './manifest.js';

/** Bytes [start, end) of the tail's buffer. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/**
 * manifest.json without its beginning `{"metadata":{…},`, as bytes, with the places of its parts: so that it can be written
 * again with other metadata, or with some nodes compiled, and parts of it read, without parsing the whole.
 */
export interface ManifestTail {
  readonly buffer: Buffer;
  /** JSON of one entry, by unique id: nodes, sources, exposures, macros. */
  readonly entries: ReadonlyMap<string, Slice>;
  /** JSON of a whole section, by its name. */
  readonly sections: ReadonlyMap<string, Slice>;
}

/** What compiling has added so far, by unique id. */
export type CompiledStates = ReadonlyMap<string, CompiledState>;

/** Grows as it is written to. */
class TailWriter {
  #buffer: Buffer;
  #length = 0;
  readonly entries = new Map<string, Slice>();
  readonly sections = new Map<string, Slice>();

  /** `expected`: bytes that are set aside; those that stay unused cost nothing. */
  constructor(expected: number) {
    this.#buffer = Buffer.allocUnsafe(expected);
  }

  text(text: string): Slice {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    const needed = this.#length + text.length * 3;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    const start = this.#length;
    this.#length += this.#buffer.write(text, start, 'utf8');
    return { start, end: this.#length };
  }

  section(name: string, write: () => void): void {
    this.text(`${this.sections.size === 0 ? '' : ','}${JSON.stringify(name)}:`);
    const start = this.#length;
    write();
    this.sections.set(name, { start, end: this.#length });
  }

  value(name: string, value: unknown): void {
    this.section(name, () => this.text(JSON.stringify(value)));
  }

  entriesOf<T>(name: string, map: ReadonlyMap<string, T>, dict: (value: T) => unknown): void {
    this.section(name, () => {
      this.text('{');
      let first = true;
      for (const [id, value] of map) {
        this.text(`${first ? '' : ','}${JSON.stringify(id)}:`);
        this.entries.set(id, this.text(JSON.stringify(dict(value))));
        first = false;
      }
      this.text('}');
    });
  }

  finish(): ManifestTail {
    this.text('}');
    return { buffer: this.#buffer.subarray(0, this.#length), entries: this.entries, sections: this.sections };
  }
}

/** Every section of manifest.json (version 12) but its metadata; no node is compiled. */
export function manifestTail(manifest: Manifest): ManifestTail {
  const writer = new TailWriter(
    (manifest.nodes.size + manifest.sources.size + manifest.macros.size) * 8192 + (1 << 20),
  );
  const { parents, children } = familyMaps(manifest);
  writer.entriesOf('nodes', manifest.nodes, (node: GraphNode) => nodeDict(node));
  writer.entriesOf('sources', manifest.sources, sourceDict);
  writer.entriesOf('macros', manifest.macros, macroDict);
  writer.value('docs', record(manifest.docs, docDict));
  writer.entriesOf('exposures', manifest.exposures, exposureDict);
  writer.value('groups', record(manifest.groups, groupDict));
  writer.value('selectors', manifest.selectors);
  writer.value(
    'disabled',
    record(manifest.disabled, (nodes) => nodes.map((node) => nodeDict(node))),
  );
  writer.value('parent_map', parents);
  writer.value('child_map', children);
  writer.value('group_map', groupMap(manifest));
  for (const name of ['metrics', 'saved_queries', 'semantic_models', 'unit_tests', 'functions']) writer.value(name, {});
  return writer.finish();
}

function record<T>(map: ReadonlyMap<string, T>, make: (value: T) => unknown): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of map) out[key] = make(value);
  return out;
}

/** manifest.json as the pieces that make it up, in order. */
export function manifestPieces(
  tail: ManifestTail,
  metadata: Readonly<Record<string, unknown>>,
  compiled: CompiledStates,
): Uint8Array[] {
  const pieces: Uint8Array[] = [Buffer.from(`{"metadata":${JSON.stringify(metadata)},`)];
  if (compiled.size === 0) return [...pieces, tail.buffer];
  const changes = [...compiled].flatMap(([id, state]) => {
    const slice = tail.entries.get(id);
    return slice ? [{ slice, state }] : [];
  });
  changes.sort((a, b) => a.slice.start - b.slice.start);
  const texts = new Texts();
  let at = 0;
  for (const { slice, state } of changes) {
    const path = tail.buffer.indexOf(NOT_COMPILED, slice.start);
    if (path < 0 || path >= slice.end) continue;
    pieces.push(
      tail.buffer.subarray(at, path),
      texts.bytesOf(compiledPath(state)),
      tail.buffer.subarray(path + NOT_COMPILED.length, slice.end - 1),
      texts.bytesOf(compiledRest(state)),
    );
    at = slice.end;
  }
  pieces.push(tail.buffer.subarray(at));
  return pieces;
}

// Unescaped quotes around a key stand in no string, so this is a node's own key and nothing else.
const NOT_COMPILED = Buffer.from('"compiled_path":null');

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
