/** Python's json.dumps of template values. */
import { TemplateError, typeError, valueError } from '../errors.js';
import { orderOf } from '../values/comparisons.js';
import { typeNameOf } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { VisitCounter } from '../values/limits.js';
import { stringOf } from '../values/markup.js';
import { floatText, isFloat, isInt, numericOf } from '../values/numbers.js';
import { PyTuple } from '../values/sequences.js';
import type { Value } from '../values/types.js';

export interface JsonOptions {
  readonly sortKeys?: boolean;
  /** Number of blanks, or the text itself. */
  readonly indent?: number | string | undefined;
}

export function toJson(value: Value, options: JsonOptions = {}): string {
  return new Writer(options).write(value, 0);
}

/** Texts that Python escapes, as ensure_ascii asks for. */
export function jsonText(text: string): string {
  return JSON.stringify(text)
    .replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\\u007f', '\x7f');
}

class Writer {
  private readonly counter = new VisitCounter();
  private readonly open = new Set<object>();
  private readonly unit: string | undefined;

  constructor(private readonly options: JsonOptions) {
    const { indent } = options;
    this.unit =
      indent === undefined
        ? undefined
        : typeof indent === 'string'
          ? indent
          : ' '.repeat(Math.max(0, Math.min(indent, 1000)));
  }

  write(value: Value, depth: number): string {
    this.counter.visit();
    if (value === null) return 'null';
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    const text = stringOf(value);
    if (text !== undefined) return jsonText(text);
    if (isFloat(value)) return this.float(numericOf(value)!);
    if (isInt(value)) return String(value);
    if (Array.isArray(value)) return this.items(value, value, depth);
    if (value instanceof PyTuple) return this.items(value, value.items, depth);
    if (value instanceof PyDict) return this.dict(value, depth);
    throw typeError(`Object of type ${typeNameOf(value).replace(/^.*\./, '')} is not JSON serializable`);
  }

  private float(value: number): string {
    if (Number.isNaN(value)) return 'NaN';
    return Number.isFinite(value) ? floatText(value) : value > 0 ? 'Infinity' : '-Infinity';
  }

  private enclosed(
    container: object,
    open: string,
    close: string,
    parts: (depth: number) => string[],
    depth: number,
  ): string {
    if (this.open.has(container)) throw valueError('Circular reference detected');
    this.open.add(container);
    const list = parts(depth + 1);
    this.open.delete(container);
    if (list.length === 0) return open + close;
    if (this.unit === undefined) return open + list.join(', ') + close;
    const line = `\n${this.unit.repeat(depth + 1)}`;
    return `${open}${line}${list.join(`,${line}`)}\n${this.unit.repeat(depth)}${close}`;
  }

  private items(container: object, items: readonly Value[], depth: number): string {
    return this.enclosed(container, '[', ']', (inner) => items.map((item) => this.write(item, inner)), depth);
  }

  private dict(dict: PyDict, depth: number): string {
    const entries = [...dict.entries()];
    if (this.options.sortKeys) entries.sort(([a], [b]) => orderOf(a, b));
    return this.enclosed(
      dict,
      '{',
      '}',
      (inner) => entries.map(([key, item]) => `${jsonText(this.key(key))}: ${this.write(item, inner)}`),
      depth,
    );
  }

  private key(key: Value): string {
    const text = stringOf(key);
    if (text !== undefined) return text;
    if (key === null) return 'null';
    if (typeof key === 'boolean') return key ? 'true' : 'false';
    if (isFloat(key)) return this.float(numericOf(key)!);
    if (isInt(key)) return String(key);
    throw new TemplateError('TypeError', `keys must be str, int, float, bool or None, not ${typeNameOf(key)}`);
  }
}
