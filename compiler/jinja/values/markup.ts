import { reprText } from './core.js';
import { PyObject, type Value } from './types.js';

/** Text that is marked as safe HTML (`escape`, `safe`, `tojson`): a str whose operations escape what is joined to it. */
export class Markup extends PyObject {
  readonly typeName = 'Markup';

  constructor(readonly text: string) {
    super();
  }

  override truthy(): boolean {
    return this.text !== '';
  }

  override iterate(): Iterable<Value> {
    return [...this.text];
  }

  override length(): number {
    return [...this.text].length;
  }

  override contains(item: Value): boolean | undefined {
    const text = stringOf(item);
    return text === undefined ? undefined : this.text.includes(text);
  }

  override equals(other: Value): boolean {
    return stringOf(other) === this.text;
  }

  override compareTo(other: Value): number | undefined {
    const text = stringOf(other);
    return text === undefined ? undefined : this.text < text ? -1 : Number(this.text > text);
  }

  override hashKey(): string {
    return `s${this.text}`;
  }

  override toText(): string {
    return this.text;
  }

  override repr(): string {
    return `Markup(${reprText(this.text)})`;
  }
}

/** Python's `isinstance(x, str)`: the text of a str or Markup. */
export function stringOf(value: Value): string | undefined {
  return typeof value === 'string' ? value : value instanceof Markup ? value.text : undefined;
}

const HTML = /[&<>'"]/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ["'", '&#39;'],
  ['"', '&#34;'],
]);

export function escapeHtml(text: string): string {
  return text.replace(HTML, (character) => ENTITIES.get(character)!);
}
