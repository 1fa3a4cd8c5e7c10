import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import type { YamlPath } from '../../base/yaml/index.js';
import type { JsonObject } from '../../manifest/types.js';
import { isRecord } from '../../parse/config/merge.js';
import { semanticShape } from '../diagnostics.js';
import type { WhereFilters } from '../shapes.js';

/** Of whom fields are read, and whom problems are told. */
export interface Owner {
  /** `Metric 'revenue'` */
  readonly label: string;
  readonly sink: DiagnosticSink;
  readonly spanOf: (path: YamlPath, what?: 'key' | 'value') => Span;
  readonly describe: (text: unknown, path: YamlPath) => string;
  /** Set by the first problem: what has one is left out. */
  failed: boolean;
}

/** One mapping of a properties file, rendered: answers what its keys hold, and tells of values that are of a wrong kind. */
export class Fields {
  constructor(
    readonly owner: Owner,
    readonly value: Readonly<Record<string, unknown>>,
    readonly path: YamlPath,
  ) {}

  has(key: string): boolean {
    return this.value[key] !== undefined && this.value[key] !== null;
  }

  complain(key: string | undefined, message: string, near?: string): void {
    this.owner.failed = true;
    const at = key === undefined || !this.has(key) ? this.path : [...this.path, key];
    this.owner.sink.report(semanticShape({ of: this.owner.label, message, near }, this.owner.spanOf(at)));
  }

  text(key: string): string | null {
    const value = this.value[key];
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return value;
    this.complain(key, `'${this.#name(key)}' must be a text`);
    return null;
  }

  required(key: string): string {
    if (!this.has(key)) this.complain(key, `'${this.#name(key)}' is missing`);
    return this.text(key) ?? '';
  }

  /** Rendered, with its docs blocks. */
  description(): string | null {
    const value = this.value.description;
    if (value === undefined || value === null) return null;
    const text = this.text('description');
    return text === null ? null : this.owner.describe(text, [...this.path, 'description']);
  }

  /** SQL: a number or a truth value is a text here, as Python writes it. */
  expression(key: string): string | null {
    const value = this.value[key];
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    if (typeof value === 'number' && Number.isInteger(value)) return String(value);
    return this.text(key);
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.value[key];
    if (value === undefined || value === null) return fallback;
    if (typeof value === 'boolean') return value;
    this.complain(key, `'${this.#name(key)}' must be true or false`);
    return fallback;
  }

  number(key: string): number | null {
    const value = this.value[key];
    if (value === undefined || value === null) return null;
    // Numbers written as 1.0 are objects.
    const number: unknown = typeof value === 'object' && 'toJSON' in value ? Number(value) : value;
    if (typeof number === 'number') return number;
    this.complain(key, `'${this.#name(key)}' must be a number`);
    return null;
  }

  integer(key: string): number | null {
    const value = this.number(key);
    if (value === null || Number.isInteger(value)) return value;
    this.complain(key, `'${this.#name(key)}' must be a whole number`);
    return null;
  }

  choice<T extends string>(key: string, choices: readonly T[], fallback?: T): T {
    const value = this.has(key) ? this.text(key) : (fallback ?? this.required(key));
    if (value === null || value === '') return choices[0]!;
    const found = choices.find((choice) => choice === value.toLowerCase());
    if (found) return found;
    const message = `'${this.#name(key)}' must be one of ${choices.join(', ')}, not '${value}'`;
    this.complain(key, message, closest(value, choices));
    return choices[0]!;
  }

  texts(key: string): string[] {
    const value = this.value[key];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    this.complain(key, `'${this.#name(key)}' must be a list of texts`);
    return [];
  }

  /** A list, or a text instead of a list of one. */
  textOrTexts(key: string): string[] {
    const value = this.value[key];
    return typeof value === 'string' ? [value] : this.texts(key);
  }

  record(key: string): JsonObject {
    const value = this.value[key];
    if (value === undefined || value === null) return {};
    if (isRecord(value)) return value as JsonObject;
    this.complain(key, `'${this.#name(key)}' must be a mapping`);
    return {};
  }

  /** `config.meta` */
  get meta(): JsonObject {
    const { meta } = this.record('config');
    return isRecord(meta) ? (meta as JsonObject) : {};
  }

  child(key: string): Fields | undefined {
    const value = this.value[key];
    if (value === undefined || value === null) return undefined;
    if (isRecord(value)) return new Fields(this.owner, value, [...this.path, key]);
    this.complain(key, `'${this.#name(key)}' must be a mapping`);
    return undefined;
  }

  /** Mappings of a list; with `byName`, a text is a mapping that has it as its name. */
  children(key: string, byName = false): Fields[] {
    const value = this.value[key];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.complain(key, `'${this.#name(key)}' must be a list`);
      return [];
    }
    return value.flatMap((item: unknown, index) => this.#named(item, [...this.path, key, index], byName));
  }

  /** A mapping with a name, or the name alone. */
  named(key: string): Fields | undefined {
    const value = this.value[key];
    return value === undefined || value === null ? undefined : this.#named(value, [...this.path, key], true)[0];
  }

  #named(item: unknown, path: YamlPath, byName: boolean): Fields[] {
    if (isRecord(item)) return [new Fields(this.owner, item, path)];
    if (byName && typeof item === 'string') return [new Fields(this.owner, { name: item }, path)];
    this.owner.failed = true;
    const message = `'${path.join('.')}' must be ${byName ? 'a name or ' : ''}a mapping`;
    this.owner.sink.report(semanticShape({ of: this.owner.label, message }, this.owner.spanOf(path)));
    return [];
  }

  filters(key: string): WhereFilters | null {
    if (!this.has(key)) return null;
    return { where_filters: this.textOrTexts(key).map((text) => ({ where_sql_template: text })) };
  }

  #name(key: string): string {
    return [...this.path, key].join('.');
  }
}
