import type { Span } from '../base/source.js';
import type { Segment } from '../jinja/index.js';
import type { SourceMap } from './compiled.js';

export interface LocatedOffset {
  /** Into what the author wrote: a model, or the macro whose text it is. */
  readonly span: Span;
  /** The expression in the node's own template, where `span` is elsewhere. */
  readonly via?: Span;
}

/** Where an offset of compiled SQL came from; undefined inside an injected CTE or outside everything. */
export function locateOffset(map: SourceMap, offset: number, length = 1): LocatedOffset | undefined {
  const rendered = map.toRendered(offset);
  if (rendered < 0) return undefined;
  const outer = segmentAt(map.segments, rendered);
  if (!outer) return undefined;
  let segment = outer;
  let at = rendered;
  while (segment.inner) {
    at -= segment.start;
    const inner = segmentAt(segment.inner, at);
    if (!inner) break;
    segment = inner;
  }
  if (!segment.literal) return segment === outer ? { span: segment.span } : { span: segment.span, via: outer.span };
  const start = sourceOffset(segment.span, at - segment.start);
  const span = { file: segment.span.file, start, end: Math.min(start + length, segment.span.end) };
  return segment === outer ? { span } : { span, via: outer.span };
}

/** Where a character of a literal stands in its file: what is rendered has only line feeds. */
function sourceOffset({ file, start, end }: Span, rendered: number): number {
  let at = start;
  for (let left = rendered; left > 0; left--) at += file.text.startsWith('\r\n', at) ? 2 : 1;
  return Math.min(at, end);
}

/** Segments are in order and do not overlap. */
function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle]!;
    if (offset < segment.start) high = middle - 1;
    else if (offset >= segment.end) low = middle + 1;
    else return segment;
  }
  return undefined;
}
