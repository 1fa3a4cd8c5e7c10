import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@polyglot-sql/sdk';
import { describe, expect, it } from 'vitest';
import { slimmed } from '../../../compiler/sql/translate/polyglot.js';

const snippets: readonly { sql: string; rows?: unknown }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../adapters/snowflake/server/snippets.json'), 'utf8'),
);

describe('a tree without what says nothing', () => {
  it('gives the same text, or none', async () => {
    await sdk.init();
    let same = 0;
    for (const { sql } of snippets) {
      const { ast } = sdk.parse(sql, 'snowflake' as never);
      if (!ast) continue;
      const slim = sdk.generate(slimmed(ast as never) as never, 'duckdb' as never);
      if (!slim.success) continue;
      expect(slim.sql).toEqual(sdk.generate(ast, 'duckdb' as never).sql);
      same++;
    }
    expect(same).toBeGreaterThan(200);
  });
});
