import type { SourceNode } from '../../manifest/types.js';
import { fileSettings, fileSourceOf, isDescribed } from '../file-source.js';
import { filesInPlace } from './read-files.js';

/** Keys of a source's config that are dbt's own; what is beyond them joins `meta`, as dbt-duckdb documents it. */
const STANDARD_KEYS = new Set([
  'enabled',
  'event_time',
  'freshness',
  'loaded_at_field',
  'loaded_at_query',
  'meta',
  'tags',
  'static_analysis',
  'schema',
  'database',
  'materialized',
  'alias',
  'group',
]);

/**
 * What stands in SQL for a source that is files: its `external_location` (of `meta` or `config`), with `{name}`, `{schema}`,
 * `{identifier}` and other keys of meta put in. A plain path is quoted; a function call stays. Where the files are described
 * (`file_format`, `partitions`, …), a call that reads them so. Undefined for other sources.
 */
export function externalSource(source: SourceNode): string | undefined {
  if (isDescribed(fileSettings(source))) {
    const files = fileSourceOf(source);
    if (files) return filesInPlace(files);
  }
  const values: Record<string, unknown> = {
    name: source.name,
    identifier: source.identifier,
    schema: source.schema,
    database: source.database,
    tags: source.tags,
  };
  const extra = Object.fromEntries(Object.entries(source.config).filter(([key]) => !STANDARD_KEYS.has(key)));
  const options: Record<string, unknown> = { ...source.meta, ...extra };
  const template = options.external_location;
  if (typeof template !== 'string') return undefined;
  const location = format(template, { ...values, ...options }, options.formatter);
  return location.includes('(') || location.startsWith("'") ? location : `'${location}'`;
}

/** Python's str.format (`newstyle`), `%(name)s` (`oldstyle`) or string.Template (`template`); an unknown name stays as it is. */
function format(template: string, values: Readonly<Record<string, unknown>>, style: unknown): string {
  const value = (whole: string, name: string): string => (Object.hasOwn(values, name) ? String(values[name]) : whole);
  if (style === 'oldstyle') return template.replace(/%\((\w+)\)s/g, value).replaceAll('%%', '%');
  if (style === 'template') {
    return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain, braced) =>
      whole === '$$' ? '$' : value(whole, plain ?? braced),
    );
  }
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name) =>
    name === undefined ? whole[0]! : value(whole, name),
  );
}
