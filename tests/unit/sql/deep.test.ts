import { expect, it } from 'vitest';
import { Translator } from '../../../compiler/sql/translate/index.js';

it('keeps the brackets of queries in IN where the statement is deep', async () => {
  const translator = await Translator.load();
  const deep =
    "select a from t where a > (select coalesce(dateadd(day, -3, max(a)), cast('1900-01-01' as timestamp)) from t)";
  const made = translator.translate(
    `with d as (select 1 as a) select * from d where a not in (${deep}) and a in (1, 2)`,
    'snowflake',
    'duckdb',
  );
  expect(made).toMatch(/NOT "?a"? IN \(SELECT|"?a"? NOT IN \(SELECT/);
  expect(made).toContain('IN (1, 2)');
});
