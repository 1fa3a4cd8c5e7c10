import type { Json } from '../base/json.js';
import { SourceFile } from '../base/source.js';
import { parseTemplate, TemplateError } from '../jinja/index.js';
import { fromValue } from '../jinja/values/index.js';
import { codeChecksum } from '../load/text.js';
import type { RefCall, SourceCall } from '../manifest/types.js';
import { strippedRange } from './model.js';
import { NO_CAPTURES, type NodeBody } from './node.js';
import { parseReference } from './references.js';

const CALL = /\bdbt\.(ref|source)\s*\(([^()]*)\)/g;

/**
 * What can be read off a Python model without running it: its literal `dbt.ref`, `dbt.source` and `dbt.config` calls, so that
 * it has its place in the graph. It cannot be run yet; running it says so.
 */
export function pythonBody(file: SourceFile): Omit<NodeBody, 'file' | 'patch'> {
  const { rawCode } = strippedRange(file);
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  for (const match of rawCode.matchAll(CALL)) {
    const reference = parseReference(`${match[1]}(${match[2]})`);
    const start = file.text.indexOf(match[0]);
    const span = { file, start, end: start + match[0].length };
    if (reference?.kind === 'ref')
      refs.push({ name: reference.name, package: reference.package, version: reference.version, span });
    else if (reference?.kind === 'source') sources.push({ source: reference.source, table: reference.table, span });
  }
  const settings = { materialized: 'table', ...configOf(rawCode) };
  return {
    rawCode,
    language: 'python',
    checksum: { name: 'sha256', checksum: codeChecksum(file.text) },
    captures: { ...NO_CAPTURES, refs, sources, config: settings },
    fileConfig: { values: settings, unrendered: settings, spanOf: () => undefined },
  };
}

/** The literal arguments of `dbt.config(…)`: Python's literals are Jinja's too. */
function configOf(code: string): Record<string, Json> {
  const start = /\bdbt\.config\s*\(/.exec(code);
  if (!start) return {};
  const from = start.index + start[0].length;
  const settings: Record<string, Json> = {};
  for (let end = code.indexOf(')', from); end >= 0; end = code.indexOf(')', end + 1)) {
    try {
      const [call] = parseTemplate(new SourceFile('', `{{ config(${code.slice(from, end)}) }}`)).facts().calls;
      for (const [name, { value }] of call?.named ?? [])
        if (value !== undefined) settings[name] = fromValue(value) as Json;
      return settings;
    } catch (error) {
      // Not the bracket that closes the call.
      if (!(error instanceof TemplateError)) throw error;
    }
  }
  return settings;
}
