import type { Path } from '../engine/catalog.js';
import type { Reader } from './reader.js';

/** A MERGE whose rows never match: it deletes some rows of its target and inserts those of its source. */
export interface Replacement {
  readonly target: Path;
  readonly source: string;
  /** DELETE, if there is one. */
  readonly remove: string | undefined;
  /** INSERT … SELECT, if there is one. */
  readonly insert: string | undefined;
}

/**
 * Reads `MERGE … ON FALSE`, by which partitions are replaced; undefined for any other. DuckDB compares each row of the one side with each
 * of the other for it.
 */
export function replacementOf(reader: Reader): Replacement | undefined {
  if (!reader.take('MERGE')) return undefined;
  reader.take('INTO');
  const target = reader.path();
  const name = `\`${target.join('.')}\``;
  const alias = aliasOf(reader, 'USING');
  reader.expect('USING');
  const source = reader.until('ON');
  reader.expect('ON');
  if (!/^\(?\s*false\s*\)?$/i.test(reader.until('WHEN').trim())) return undefined;
  let [remove, insert]: (string | undefined)[] = [];
  while (reader.take('WHEN')) {
    if (!reader.take('NOT', 'MATCHED')) return undefined;
    const isOfTarget = reader.take('BY', 'SOURCE');
    if (!isOfTarget) reader.take('BY', 'TARGET');
    const condition = reader.take('AND') ? reader.until('THEN') : 'true';
    reader.expect('THEN');
    if (isOfTarget && remove === undefined && reader.take('DELETE'))
      remove = `DELETE FROM ${name}${alias} WHERE ${condition}`;
    else if (!isOfTarget && insert === undefined && reader.take('INSERT')) {
      const columns = reader.next?.text === '(' ? ` (${reader.brackets()})` : '';
      if (!reader.take('VALUES')) return undefined;
      insert = `INSERT INTO ${name}${columns} SELECT ${reader.brackets()} FROM ${source} WHERE ${condition}`;
    } else return undefined;
  }
  return reader.next ? undefined : { target, source, remove, insert };
}

function aliasOf(reader: Reader, next: string): string {
  if (reader.take('AS')) return ` AS ${reader.name()}`;
  return reader.next?.kind === 'word' && reader.next.text.toUpperCase() !== next ? ` AS ${reader.name()}` : '';
}
