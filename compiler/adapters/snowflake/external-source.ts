import type { SourceNode } from '../../manifest/types.js';

/**
 * What stands in SQL for a source that is files in a stage: `external_location: '@stage/path'` of its meta or config, with
 * `file_format` and `pattern` beside it. Undefined for a table, and for an external table (`external:` of YAML describes one).
 */
export function externalSource(source: SourceNode): string | undefined {
  const settings: Readonly<Record<string, unknown>> = { ...source.meta, ...source.config };
  const location = settings.external_location ?? source.meta.external_location;
  if (typeof location !== 'string' || !location.trimStart().startsWith('@')) return undefined;
  const options: string[] = [];
  if (typeof settings.file_format === 'string') options.push(`file_format => ${literal(settings.file_format)}`);
  if (typeof settings.pattern === 'string') options.push(`pattern => ${literal(settings.pattern)}`);
  const named = location
    .trim()
    .replace(/\{(name|identifier|schema|database)\}/g, (_, key: 'name' | 'identifier' | 'schema' | 'database') =>
      String(source[key]),
    );
  return options.length === 0 ? named : `${named} (${options.join(', ')})`;
}

/** Formats and patterns may be written with their quotes. */
function literal(text: string): string {
  return text.startsWith("'") ? text : `'${text.replaceAll("'", "''")}'`;
}
