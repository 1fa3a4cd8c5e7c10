/** Writes CSV as the published files are: text quoted where the column says so or has to be, nothing for null. */
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const LINES_AT_ONCE = 20_000;

const quote = (text) => `"${text.replaceAll('"', '""')}"`;

function cell(value, quoted) {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return quoted || /[",\r\n]/.test(text) ? quote(text) : text;
}

/**
 * @param {{ columns: readonly string[], quoted?: readonly string[], plainHeader?: boolean, mark?: string, newline?: string }} file
 * @param {Iterable<readonly unknown[]>} rows cells in the order of the columns
 */
export function writeCsv(path, file, rows) {
  const { columns, quoted = [], plainHeader = false, mark = '', newline = '\n' } = file;
  const isQuoted = columns.map((name) => quoted.includes(name));
  mkdirSync(dirname(path), { recursive: true });
  // A reader never sees half a file.
  const partial = `${path}.partial`;
  const handle = openSync(partial, 'w');
  let lines = [mark + columns.map((name) => (plainHeader ? name : quote(name))).join(',')];
  const flush = () => {
    if (lines.length > 0) writeSync(handle, lines.join(newline) + newline);
    lines = [];
  };
  for (const row of rows) {
    lines.push(row.map((value, at) => cell(value, isQuoted[at])).join(','));
    if (lines.length >= LINES_AT_ONCE) flush();
  }
  flush();
  closeSync(handle);
  renameSync(partial, path);
}
