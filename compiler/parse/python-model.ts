import type { Json } from '../base/json.js';
import type { SourceFile } from '../base/source.js';
import { codeChecksum } from '../load/text.js';
import type { RefCall, SourceCall } from '../manifest/types.js';
import { strippedRange } from './model.js';
import { NO_CAPTURES, type NodeBody } from './node.js';
import { parseReference } from './references.js';

const CALL = /\bdbt\.(ref|source)\s*\(([^()]*)\)/g;
const CONFIG = /\bdbt\.config\s*\(([^()]*)\)/;
const SETTING = /([A-Za-z_]\w*)\s*=\s*(?:'([^']*)'|"([^"]*)"|(True|False)|([-+]?\d+))/g;

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
  const settings: Record<string, Json> = { materialized: 'table' };
  for (const [, key, single, double, flag, number] of (CONFIG.exec(rawCode)?.[1] ?? '').matchAll(SETTING)) {
    settings[key!] = single ?? double ?? (flag === undefined ? Number(number) : flag === 'True');
  }
  return {
    rawCode,
    language: 'python',
    checksum: { name: 'sha256', checksum: codeChecksum(file.text) },
    captures: { ...NO_CAPTURES, refs, sources, config: settings },
    fileConfig: { values: settings, unrendered: settings, spanOf: () => undefined },
  };
}
