import type { Cursor } from '../../../../sql/lex/cursor.js';
import { readName } from '../../engine/resolve.js';

/** Options that may stand behind the columns of a table or view, in any order. */
export interface RelationOptions {
  readonly clusterBy?: string;
  readonly copyGrants: boolean;
  readonly comment: string;
  readonly retentionDays?: number;
  readonly changeTracking?: boolean;
  readonly tags: readonly (readonly [tag: string, value: string])[];
  /** `TARGET_LAG`, `WAREHOUSE`, … as they were given. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Reads options up to AS, or the end. */
export function readRelationOptions(cursor: Cursor): RelationOptions {
  let clusterBy: string | undefined;
  let copyGrants = false;
  let comment = '';
  let retentionDays: number | undefined;
  let changeTracking: boolean | undefined;
  let tags: RelationOptions['tags'] = [];
  const properties: Record<string, string> = {};
  while (!cursor.atEnd && !cursor.sees('AS')) {
    if (cursor.accept('CLUSTER', 'BY')) clusterBy = cursor.accept('LINEAR') ? cursor.group() : cursor.group();
    else if (cursor.accept('COPY', 'GRANTS')) copyGrants = true;
    else if (cursor.accept('WITH', 'TAG') || cursor.accept('TAG')) tags = readTags(cursor);
    else if (cursor.accept('WITH', 'ROW', 'ACCESS', 'POLICY') || cursor.accept('ROW', 'ACCESS', 'POLICY')) {
      properties.ROW_ACCESS_POLICY = readName(cursor).join('.');
      cursor.expect('ON');
      cursor.group();
    } else if (cursor.accept('CHANGE_TRACKING')) {
      cursor.expect('=');
      changeTracking = cursor.next().value === 'TRUE';
    } else if (cursor.accept('DATA_RETENTION_TIME_IN_DAYS')) {
      cursor.expect('=');
      retentionDays = Number(cursor.next().value);
    } else if (cursor.accept('COMMENT')) {
      cursor.accept('=');
      comment = cursor.next().value;
    } else if (cursor.peek()?.kind === 'word' && cursor.peek(1)?.text === '=') {
      const name = cursor.next().value;
      cursor.expect('=');
      properties[name] = readValue(cursor);
    } else cursor.fail();
  }
  return {
    ...(clusterBy === undefined ? {} : { clusterBy }),
    copyGrants,
    comment,
    ...(retentionDays === undefined ? {} : { retentionDays }),
    ...(changeTracking === undefined ? {} : { changeTracking }),
    tags,
    properties,
  };
}

/** The value of `NAME = value`: a word, a string, or what stands in brackets. */
export function readValue(cursor: Cursor): string {
  if (cursor.sees('(')) return cursor.group();
  const token = cursor.next();
  if (token.kind === 'symbol' && token.text === '-') return `-${cursor.next().value}`;
  if (token.kind !== 'word') return token.value;
  cursor.reset(cursor.index - 1);
  return readName(cursor).join('.');
}

/** `(tag = 'value', …)` */
export function readTags(cursor: Cursor): [string, string][] {
  cursor.expect('(');
  const tags: [string, string][] = [];
  do {
    const name = readName(cursor).join('.');
    cursor.expect('=');
    tags.push([name, cursor.next().value]);
  } while (cursor.accept(','));
  cursor.expect(')');
  return tags;
}
