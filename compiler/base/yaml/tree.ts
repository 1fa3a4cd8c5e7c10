import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { SourceFile, Span } from '../source.js';
import { eventsOf } from './events.js';
import { isScalarObject, resolvePlain } from './scalars.js';

/** A value with its place. Made from the text again when a diagnostic wants a position, so that parsing keeps none. */
export interface YamlNode {
  readonly span: Span;
  readonly kind: 'scalar' | 'mapping' | 'sequence' | 'alias';
  readonly entries: readonly { readonly key: YamlNode; readonly name: string; readonly value: YamlNode }[];
  readonly items: readonly YamlNode[];
  /** For an alias, what it stands for. */
  readonly target?: YamlNode;
}

/** The tree of a text that parses. */
export function parseTree(file: SourceFile): YamlNode | undefined {
  const events = eventsOf(file.text);
  if (events.length === 0) return undefined;
  const anchors = new Map<string, YamlNode>();
  let at = 1;
  // Where the last value ended: an empty one, which has no place of its own, is put there.
  let last = 0;

  const read = (): YamlNode => {
    const event = events[at++]!;
    const empty = event.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.anchorStart < 0 && event.tagStart < 0;
    const span = empty ? { file, start: last, end: last } : spanOfEvent(file, event);
    last = span.end;
    if (event.type === EVENT_ID.ALIAS) {
      return {
        span,
        kind: 'alias',
        entries: [],
        items: [],
        target: anchors.get(file.text.slice(event.anchorStart, event.anchorEnd)),
      };
    }
    const node =
      event.type === EVENT_ID.SCALAR
        ? { span, kind: 'scalar' as const, entries: [], items: [] }
        : collection(event, span);
    if ('anchorStart' in event && event.anchorStart >= 0)
      anchors.set(file.text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  };

  const collection = (event: Event, span: Span): YamlNode => {
    const mapping = event.type === EVENT_ID.MAPPING;
    const entries: YamlNode['entries'][number][] = [];
    const items: YamlNode[] = [];
    let end = span.start + 1;
    while (events[at]!.type !== EVENT_ID.POP) {
      if (mapping) {
        const keyEvent = events[at]!;
        const key = read();
        const value = read();
        entries.push({ key, name: keyName(file, keyEvent), value });
        end = Math.max(end, key.span.end, value.span.end);
      } else {
        const item = read();
        items.push(item);
        end = Math.max(end, item.span.end);
      }
    }
    at++;
    const bracket = 'style' in event && event.style === 2 ? closing(file, end, mapping ? '}' : ']') : end;
    return { span: { file, start: span.start, end: bracket }, kind: mapping ? 'mapping' : 'sequence', entries, items };
  };

  return read();
}

/** The place of an event: a collection's is its first character, a quoted scalar's holds the quotes. */
export function spanOfEvent(file: SourceFile, event: Event): Span {
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      if (event.valueStart < 0) {
        const at = event.anchorEnd >= 0 ? event.anchorEnd : Math.max(event.tagEnd, 0);
        return { file, start: at, end: at };
      }
      const quotes = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
      const block = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
      const start = block ? firstInk(file.text, event.valueStart, event.valueEnd) : event.valueStart - quotes;
      return { file, start, end: event.valueEnd + quotes };
    }
    case EVENT_ID.ALIAS:
      return { file, start: event.anchorStart - 1, end: event.anchorEnd };
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return { file, start: event.start, end: event.start + 1 };
    default:
      return { file, start: 0, end: 0 };
  }
}

function firstInk(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && /\s/.test(text[at]!)) at++;
  return at < end ? at : start;
}

function closing(file: SourceFile, from: number, bracket: string): number {
  const at = file.text.indexOf(bracket, Math.max(from - 1, 0));
  return at < 0 ? from : at + 1;
}

function keyName(file: SourceFile, event: Event): string {
  if (event.type !== EVENT_ID.SCALAR) return '';
  const text = getScalarValue(file.text, event);
  if (event.style !== SCALAR_STYLE.PLAIN || event.tagStart >= 0) return text;
  const value = resolvePlain(text);
  if (typeof value === 'symbol') return text;
  return value === null || typeof value !== 'object' || isScalarObject(value) ? String(value) : text;
}
