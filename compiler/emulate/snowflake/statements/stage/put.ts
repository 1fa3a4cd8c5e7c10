import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { unsupported } from '../../engine/errors.js';
import { type StatementResult, statementTypes } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import { stageLocation } from './location.js';

const QUOTED = String.raw`'((?:[^'\\]|\\.|'')*)'`;
/** The address of files is no SQL: its slashes would begin a comment. */
const PUT = new RegExp(String.raw`^\s*PUT\s+(?:${QUOTED}|(file:\/\/[^\s']+))\s*(?:${QUOTED}|(@\S+))\s*(.*)$`, 'is');

export function isTransfer(sql: string): boolean {
  return /^\s*(PUT|GET)\s/i.test(sql);
}

/** `PUT file://… @stage`: the driver is told where to send the files, and answers its user itself. */
export async function put(context: StatementContext): Promise<StatementResult> {
  if (!isTransfer(context.sql)) throw unsupported('PUT behind a comment, for which drivers do not send files');
  const match = PUT.exec(context.sql);
  if (!match) throw unsupported(context.sql.trim().slice(0, 3).toUpperCase());
  const [, quotedFile, bareFile, quotedStage, bareStage, rest] = match;
  const file = (quotedFile === undefined ? bareFile! : unescaped(quotedFile)).replace(/^file:\/\//i, '');
  const { stage, path, folder } = stageLocation(
    context,
    quotedStage === undefined ? bareStage! : unescaped(quotedStage),
  );
  if (folder !== undefined) throw unsupported('PUT to an external stage');
  const options = new Map(
    [...rest!.matchAll(/(\w+)\s*=\s*'?(\w+)'?/g)].map(([, name, value]) => [name!.toUpperCase(), value!.toUpperCase()]),
  );
  return {
    columns: [],
    rows: [],
    statementType: statementTypes.put,
    upload: {
      source: file,
      location: `stages/${stage}/${path === '' ? '' : path.replace(/\/?$/, '/')}`,
      autoCompress: options.get('AUTO_COMPRESS') !== 'FALSE',
      overwrite: options.get('OVERWRITE') === 'TRUE',
      sourceCompression: (options.get('SOURCE_COMPRESSION') ?? 'AUTO_DETECT').toLowerCase(),
      parallel: Number(options.get('PARALLEL') ?? 4),
    },
  };
}

function unescaped(text: string): string {
  return text.replaceAll("''", "'").replace(/\\(.)/g, '$1');
}

/** The rows of a stage that a driver has filled with binds: CSV files, named by number. */
export function boundRows(context: StatementContext, bindStage: string): (string | null)[][] {
  const location = stageLocation(context, bindStage);
  const number = (name: string): number => Number.parseInt(name.split('/').at(-1)!, 10);
  return context.engine.stages
    .list(location.stage, `${location.path}/`, location.folder)
    .sort((a, b) => number(a.name) - number(b.name))
    .flatMap(({ path }) => {
      const bytes = readFileSync(path);
      const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
      return parse(isGzip ? gunzipSync(bytes) : bytes, {
        // Nothing is NULL, two quotes are the empty text.
        cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
      }) as (string | null)[][];
    });
}
