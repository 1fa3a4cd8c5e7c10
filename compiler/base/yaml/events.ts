import { type Event, parseEvents, YAMLException } from 'js-yaml';

/** Deep enough for any project, shallow enough for the stack. */
const MAX_DEPTH = 500;

/** Lines that are indented too little inside brackets or quotes cost a parse each: how many characters may be parsed for them. */
const MEND_BUDGET = 20_000_000;

/** js-yaml's events of a text, offsets into it. Throws YAMLException with the position in the text. */
export function eventsOf(text: string): Event[] {
  try {
    return parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (isDeficient(error)) return mendIndentation(text, error.mark!.position);
    throw error;
  }
}

function isDeficient(error: unknown): error is YAMLException {
  return error instanceof YAMLException && error.reason === 'deficient indentation' && error.mark !== undefined;
}

/**
 * YAML 1.1's reader, unlike js-yaml, does not look at indentation inside brackets and quotes (`paths: [⏎ a ⏎]`). Such lines are indented
 * for js-yaml, and the events' offsets taken back to the text as it is.
 */
function mendIndentation(text: string, position: number): Event[] {
  const filler = ' '.repeat(deepestColumn(text) + 2);
  // Offsets of the text as it is, before which the filler was put, in order.
  const mended: number[] = [];
  let patched = text;
  let at = position;
  let failure: YAMLException | undefined;
  for (let work = 0; work < MEND_BUDGET; work += patched.length) {
    const lineStart = Math.max(patched.lastIndexOf('\n', at - 1), patched.lastIndexOf('\r', at - 1)) + 1;
    const indentation = /^[ \t]*/.exec(patched.slice(lineStart, at))![0];
    const original = toOriginal(lineStart, mended, filler.length);
    if (lineStart + indentation.length < at) {
      // A tab after a bracket: blanks of the same length.
      const blanks = /[ \t]*$/.exec(patched.slice(lineStart, at))![0];
      if (!blanks.includes('\t')) break;
      patched = patched.slice(0, at - blanks.length) + ' '.repeat(blanks.length) + patched.slice(at);
    } else {
      if (mended.includes(original)) break;
      mended.push(original);
      mended.sort((a, b) => a - b);
      patched = patched.slice(0, lineStart) + filler + patched.slice(lineStart);
    }
    try {
      return parseEvents(patched, { maxDepth: MAX_DEPTH }).map((event) => restore(event, mended, filler.length));
    } catch (error) {
      if (!(error instanceof YAMLException) || !error.mark) throw error;
      failure = error;
      at = error.mark.position;
      if (!isDeficient(error)) break;
    }
  }
  YAMLException.throwAt(text, toOriginal(at, mended, filler.length), failure?.reason ?? 'deficient indentation');
}

/** No block of the text begins further to the right. */
function deepestColumn(text: string): number {
  let deepest = 0;
  for (const [start] of text.matchAll(/^[ ?:-]+/gm)) deepest = Math.max(deepest, start.length);
  return Math.min(deepest, MAX_DEPTH);
}

/** `offset` of the patched text in the original; places inside a filler are where it was put. */
function toOriginal(offset: number, mended: readonly number[], width: number): number {
  let shift = 0;
  for (const place of mended) {
    if (offset < place + shift + width) return offset <= place + shift ? offset - shift : place;
    shift += width;
  }
  return offset - shift;
}

function restore(event: Event, mended: readonly number[], width: number): Event {
  const result: Record<string, unknown> = { ...event };
  for (const key of OFFSETS) {
    const value = result[key];
    if (typeof value === 'number' && value >= 0) result[key] = toOriginal(value, mended, width);
  }
  return result as unknown as Event;
}

const OFFSETS = ['start', 'valueStart', 'valueEnd', 'anchorStart', 'anchorEnd', 'tagStart', 'tagEnd'];
