import type { Segment } from '../api.js';
import type * as n from '../parser/nodes.js';
import type { Place, Scope } from '../runtime/render.js';

export function writeData(s: Scope, node: n.TemplateData): void {
  if (s.segments) {
    const start = s.out.length;
    s.segments.push({
      start,
      end: start + node.value.length,
      span: { file: s.file, start: node.start, end: node.end },
      literal: true,
    });
  }
  s.out += node.value;
}

/** Texts from which one that was made by a macro is taken to be that macro's wherever it turns up. */
const RECOGNISABLE = 16;

/** Writes text that an expression gave. */
export function write(s: Scope, node: Place & { readonly kind: string }, text: string): void {
  if (s.segments && text.length > 0) {
    const start = s.out.length;
    const direct = node.kind === 'call' || text.length >= RECOGNISABLE;
    const inner = direct && node.kind !== 'literal' ? s.render.pieces?.get(text) : undefined;
    const span = { file: s.file, start: node.start, end: node.end };
    s.segments.push({ start, end: start + text.length, span, literal: false, ...(inner ? { inner } : {}) });
  }
  s.out += text;
  if (s.out.length > s.render.maxOutput) s.render.checkOutput(s.out.length);
}

/** What `run` writes, as a text of its own. */
export function captured(s: Scope, run: () => unknown): string {
  const outer = begin(s);
  try {
    run();
  } finally {
    outer.text = end(s, outer);
  }
  return outer.text;
}

/** Output that is set aside while a block is captured. */
export interface Outer {
  readonly out: string;
  readonly segments: Segment[] | undefined;
  text: string;
}

export function begin(s: Scope): Outer {
  const outer = { out: s.out, segments: s.segments, text: '' };
  s.out = '';
  if (s.segments) s.segments = [];
  return outer;
}

/** Puts the outer output back; the captured text. */
export function end(s: Scope, outer: Outer): string {
  const text = s.out;
  if (s.segments && s.segments.length > 0) s.render.pieces?.set(text, s.segments);
  s.out = outer.out;
  s.segments = outer.segments;
  return text;
}
