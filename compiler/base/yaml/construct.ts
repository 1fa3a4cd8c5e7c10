import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { type Diagnostic, QuernError } from '../diagnostics.js';
import type { SourceFile, Span } from '../source.js';
import { closest } from '../suggest.js';
import {
  yamlAliasBomb,
  yamlKeyType,
  yamlMerge,
  yamlScalar,
  yamlTag,
  yamlUnknownAlias,
  yamlUnquotedJinja,
} from './problems.js';
import { InvalidScalar, isScalarObject, isSurelyText, MERGE, resolvePlain } from './scalars.js';
import { resolveTagged } from './tags.js';
import { spanOfEvent } from './tree.js';

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.MAPPING | typeof EVENT_ID.SEQUENCE }>;
type Mapping = Record<string, unknown>;

/** How many values all aliases of a file may stand for together: far above honest use, far below what hurts. */
const ALIAS_LIMIT = 200_000;

interface Anchor {
  value: unknown;
  /** False while what it names is still being read. */
  complete: boolean;
  /** How many values it stands for. */
  size: number;
}

/** Builds the value of a document from js-yaml's events, as PyYAML's safe loader would. Throws QuernError. */
export class Constructor {
  /** Whether some mapping holds a key twice; the last one counts. */
  duplicates = false;
  #at: number;
  /** Values made so far, those of aliases counted as often as they are used. */
  #size = 0;
  #aliased = 0;
  readonly #anchors = new Map<string, Anchor>();
  readonly #file: SourceFile;
  readonly #events: readonly Event[];

  /** `start`: the event at which the document's content begins. */
  constructor(file: SourceFile, events: readonly Event[], start: number) {
    this.#file = file;
    this.#events = events;
    this.#at = start;
  }

  value(): unknown {
    const event = this.#events[this.#at]!;
    const value = this.#keyOrValue();
    return value === MERGE
      ? this.#fail(yamlScalar({ reason: "a plain '<<' is a merge key" }, this.#span(event)))
      : value;
  }

  /** After `value()`: whether a second document follows. */
  get hasMore(): boolean {
    return this.#at + 1 < this.#events.length;
  }

  #keyOrValue(): unknown {
    const event = this.#events[this.#at++]!;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return event.anchorStart < 0 ? this.#scalar(event) : this.#anchored(event, () => this.#scalar(event));
      case EVENT_ID.MAPPING:
        return event.anchorStart < 0 ? this.#mapping(event) : this.#anchored(event, () => this.#mapping(event));
      case EVENT_ID.SEQUENCE:
        return event.anchorStart < 0 ? this.#sequence(event) : this.#anchored(event, () => this.#sequence(event));
      case EVENT_ID.ALIAS:
        return this.#alias(event.anchorStart, event.anchorEnd);
      default:
        throw new Error(`unexpected YAML event ${event.type}`);
    }
  }

  #scalar(event: ScalarEvent): unknown {
    this.#size++;
    const text = this.#textOf(event);
    if (event.tagStart >= 0 && !this.#isBareTag(event)) return this.#tagged(event, text);
    if (event.style !== SCALAR_STYLE.PLAIN || isSurelyText(text)) return text;
    const value = resolvePlain(text);
    if (value instanceof InvalidScalar) this.#fail(yamlScalar({ reason: value.reason }, this.#span(event)));
    return value;
  }

  /** A block that ends with the file, without a line break there, has none in its text either (js-yaml adds one). */
  #textOf(event: ScalarEvent): string {
    const source = this.#file.text;
    const text = getScalarValue(source, event);
    const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
    return isBlock && event.valueEnd >= source.length && /[^\s]$/.test(source) && text.endsWith('\n')
      ? text.slice(0, -1)
      : text;
  }

  /** `! x`: PyYAML reads x as it would without. */
  #isBareTag(event: ScalarEvent): boolean {
    return event.tagEnd - event.tagStart === 1;
  }

  #sequence(event: CollectionEvent): unknown {
    this.#size++;
    const items: unknown[] = [];
    while (this.#events[this.#at]!.type !== EVENT_ID.POP) items.push(this.value());
    this.#at++;
    return event.tagStart < 0 ? items : this.#tagged(event, items);
  }

  #mapping(event: CollectionEvent): unknown {
    this.#size++;
    const own: Mapping = {};
    let merges: Mapping[] | undefined;
    for (;;) {
      const keyEvent = this.#events[this.#at]!;
      if (keyEvent.type === EVENT_ID.POP) break;
      const key = this.#key(keyEvent);
      if (key === MERGE) {
        merges ??= [];
        merges.push(...this.#mergeSources(keyEvent));
        continue;
      }
      if (own[key] !== undefined && Object.hasOwn(own, key)) this.duplicates = true;
      setKey(own, key, this.value());
    }
    this.#at++;
    const value = merges ? merge(own, merges) : own;
    return event.tagStart < 0 ? value : this.#tagged(event, value);
  }

  /** Keys are strings, as in the JSON that dbt writes of them. */
  #key(event: Event): string | typeof MERGE {
    if (
      event.type === EVENT_ID.SCALAR &&
      event.tagStart < 0 &&
      this.#file.text.slice(event.valueStart, event.valueEnd) === '='
    ) {
      this.#at++;
      return '=';
    }
    const key = this.#keyOrValue();
    if (typeof key === 'string' || key === MERGE) return key;
    if (key === null || typeof key !== 'object' || isScalarObject(key)) return String(key);
    const jinja = unquotedJinja(this.#file, this.#span(event));
    if (jinja) return this.#fail(yamlUnquotedJinja({}, jinja));
    return this.#fail(yamlKeyType({ kind: Array.isArray(key) ? 'list' : 'mapping' }, this.#span(event)));
  }

  /** Later sources win over earlier ones; in a list of sources the first wins. */
  #mergeSources(keyEvent: Event): Mapping[] {
    const value = this.value();
    const list = Array.isArray(value) ? [...value].reverse() : [value];
    for (const item of list) {
      if (item === null || typeof item !== 'object' || Array.isArray(item) || isScalarObject(item)) {
        this.#fail(yamlMerge({}, this.#span(keyEvent)));
      }
      this.#charge(Object.keys(item as Mapping).length, '<<', keyEvent);
    }
    return list as Mapping[];
  }

  #tagged(event: ScalarEvent | CollectionEvent, content: unknown): unknown {
    const tag = this.#file.text.slice(event.tagStart, event.tagEnd);
    const span = { file: this.#file, start: event.tagStart, end: event.tagEnd };
    const value = resolveTagged(tag, content);
    if (value === undefined) return this.#fail(yamlTag({ tag }, span));
    return value instanceof InvalidScalar ? this.#fail(yamlScalar({ reason: value.reason }, span)) : value;
  }

  #anchored(event: ScalarEvent | CollectionEvent, read: () => unknown): unknown {
    const anchor: Anchor = { value: undefined, complete: false, size: 0 };
    this.#anchors.set(this.#file.text.slice(event.anchorStart, event.anchorEnd), anchor);
    const before = this.#size;
    anchor.value = read();
    anchor.size = this.#size - before;
    anchor.complete = true;
    return anchor.value;
  }

  #alias(start: number, end: number): unknown {
    const name = this.#file.text.slice(start, end);
    const event = this.#events[this.#at - 1]!;
    const anchor = this.#anchors.get(name);
    if (!anchor?.complete) {
      const near = anchor ? undefined : closest(name, this.#anchors.keys());
      return this.#fail(yamlUnknownAlias({ name, near, recursive: anchor !== undefined }, this.#span(event)));
    }
    this.#charge(anchor.size, `*${name}`, event);
    return anchor.value;
  }

  #charge(size: number, name: string, event: Event): void {
    this.#size += size;
    this.#aliased += size;
    if (this.#aliased > ALIAS_LIMIT) this.#fail(yamlAliasBomb({ name, limit: ALIAS_LIMIT }, this.#span(event)));
  }

  #span(event: Event): Span {
    return spanOfEvent(this.#file, event);
  }

  #fail(diagnostic: Diagnostic): never {
    throw new QuernError(diagnostic);
  }
}

/** PyYAML puts merged keys before the mapping's own, which win. */
function merge(own: Mapping, sources: readonly Mapping[]): Mapping {
  const result: Mapping = {};
  for (const source of [...sources, own]) {
    for (const key of Object.keys(source)) setKey(result, key, source[key]);
  }
  return result;
}

/** An ordinary property also for `__proto__`. */
function setKey(mapping: Mapping, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true, writable: true });
  else mapping[key] = value;
}

/** The range of a `{{ … }}` that YAML took for a mapping with a mapping as its key. */
function unquotedJinja(file: SourceFile, key: Span): Span | undefined {
  const start = file.text[key.start - 1] === '{' ? key.start - 1 : key.start;
  if (!file.text.startsWith('{{', start)) return undefined;
  const close = file.text.indexOf('}}', start);
  return { file, start, end: close < 0 ? start + 2 : close + 2 };
}
