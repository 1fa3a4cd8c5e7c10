import type { Diagnostic, DiagnosticSink } from '../base/diagnostics.js';
import type { ProjectConfig } from '../config/types.js';
import type { DocNode } from '../manifest/types.js';
import type { MacroIndex } from '../render/macro-index.js';
import { callsOf, resolveCalls } from './macros/dependencies.js';
import type { MacroSource } from './macros/macro-node.js';
import type { ParseServices } from './services.js';

/** Passes problems on and counts them. */
export class CountingSink implements DiagnosticSink {
  count = 0;

  constructor(private readonly sink: DiagnosticSink) {}

  report(diagnostic: Diagnostic): void {
    this.count++;
    this.sink.report(diagnostic);
  }
}

interface Remembered {
  /** What the value was made from; it holds for the very same. */
  readonly from: readonly unknown[];
  readonly value: unknown;
  /** Unique ids of the macros that were called meanwhile. */
  readonly macros: readonly string[];
}

/**
 * What a parse can take over from an earlier one of the same project in the same process: the values of files whose text is
 * the same, and the nodes made of these as long as nothing else that a node can read has changed. What was told of a problem
 * is not remembered, so that the problem is told again. (A template that puts the time into its configuration keeps that of
 * its first parse.)
 */
export class ParseMemo {
  #files = new Map<string, Remembered>();
  #nodes = new Map<string, Remembered>();
  #key = '';
  #macros: ReadonlyMap<string, MacroSource> = new Map();
  #standIns: ReadonlySet<string> = new Set();

  /** One that keeps nothing is for a single parse. */
  constructor(private readonly keeps = true) {}

  /** The value of a file, made anew if its text is another. */
  file<T>(key: string, from: readonly unknown[], sink: CountingSink, make: () => T): T {
    if (!this.keeps) return make();
    return remember(this.#files, key, from, sink, make, () => []);
  }

  /** The value of a node's definition, made anew if it is another. `macrosOf` tells what making it has called. */
  node<T>(
    key: string,
    from: readonly unknown[],
    sink: CountingSink,
    make: () => T,
    macrosOf: (value: T) => readonly string[],
  ): T {
    if (!this.keeps) return make();
    return remember(this.#nodes, key, from, sink, make, macrosOf);
  }

  /** Packages for which something stood in that was used: changes of macros reach nodes through them, too. */
  get standIns(): Iterable<string> {
    return this.#standIns;
  }

  /** To be called at the end: macros may have been taken in since `begin`. */
  ended(macros: readonly MacroSource[], standIns: ReadonlySet<string>): void {
    this.#standIns = standIns;
    if (macros.length !== this.#macros.size) this.#macros = byId(macros);
  }

  /** To be called when files are read and before nodes are made: forgets the nodes that may turn out otherwise now. */
  begin(
    config: ProjectConfig,
    services: ParseServices,
    docs: readonly DocNode[],
    macros: readonly MacroSource[],
    index: MacroIndex,
  ): void {
    const key = environmentKey(config, services, docs);
    const before = this.#macros;
    this.#macros = byId(macros);
    if (this.#nodes.size > 0) {
      const changed = key === this.#key ? changedMacros(before, this.#macros, index) : undefined;
      if (!changed) this.#nodes.clear();
      else if (changed.size > 0)
        for (const [id, { macros: called }] of this.#nodes)
          if (called.some((macro) => changed.has(macro))) this.#nodes.delete(id);
    }
    this.#key = key;
  }
}

function byId(macros: readonly MacroSource[]): ReadonlyMap<string, MacroSource> {
  return new Map(macros.map((source) => [source.uniqueId, source]));
}

function remember<T>(
  memory: Map<string, Remembered>,
  key: string,
  from: readonly unknown[],
  sink: CountingSink,
  make: () => T,
  macrosOf: (value: T) => readonly string[],
): T {
  const known = memory.get(key);
  if (known && known.from.length === from.length && known.from.every((part, at) => Object.is(part, from[at])))
    return known.value as T;
  const before = sink.count;
  const value = make();
  if (sink.count === before) memory.set(key, { from, value, macros: macrosOf(value) });
  else memory.delete(key);
  return value;
}

/** Everything besides files that nodes are made from. */
function environmentKey(
  config: ProjectConfig,
  { adapter, target, quoting }: ParseServices,
  docs: readonly DocNode[],
): string {
  const blocks = docs.map((doc) => [doc.uniqueId, doc.blockContents]);
  const { flags, env, cliVars, root, packages } = config;
  return JSON.stringify([adapter.name, target, quoting, flags, env, cliVars, root, packages, blocks]);
}

/** Whose names every node gets: they are called without the node's template saying so. */
const NAMES = /\.(?:\w+__)?generate_(?:schema|alias|database)_name$/;

/** Macros whose text is another, and those that call them; undefined if every node may be concerned. */
function changedMacros(
  before: ReadonlyMap<string, MacroSource>,
  after: ReadonlyMap<string, MacroSource>,
  index: MacroIndex,
): ReadonlySet<string> | undefined {
  // A macro that comes or goes can take another's place in any call.
  if (before.size !== after.size) return undefined;
  const changed = new Set<string>();
  for (const [id, source] of after) {
    const old = before.get(id);
    if (!old) return undefined;
    if (old !== source && old.block.text !== source.block.text) changed.add(id);
  }
  if (changed.size === 0) return changed;
  const callers = new Map<string, string[]>();
  for (const { uniqueId, packageName, block, prepared, macro } of after.values()) {
    let calls = prepared?.calls;
    try {
      calls ??= callsOf(macro.facts());
    } catch {
      return undefined;
    }
    for (const called of resolveCalls(calls, { name: block.macroName, packageName }, index)) {
      const list = callers.get(called);
      if (list) list.push(uniqueId);
      else callers.set(called, [uniqueId]);
    }
  }
  const queue = [...changed];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (NAMES.test(id)) return undefined;
    for (const caller of callers.get(id) ?? []) {
      if (changed.has(caller)) continue;
      changed.add(caller);
      queue.push(caller);
    }
  }
  return changed;
}
