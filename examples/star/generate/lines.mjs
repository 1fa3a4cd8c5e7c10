import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes JSON, one object a line; a reader never sees half a file. Answers the path and the number of rows. */
export function writeLines(rows, path) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.partial`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  renameSync(`${path}.partial`, path);
  return [path, rows.length];
}
