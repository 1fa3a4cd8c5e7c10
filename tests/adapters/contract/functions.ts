import { expect } from 'vitest';
import type { Topic } from './topic.js';

const D = (text: string): string => `cast('${text}' as date)`;
const T = (text: string): string => `cast('${text}' as timestamp)`;

/** Calls of dbt's cross-database functions and what they answer. */
const CALLS: readonly (readonly [call: string, answer: unknown])[] = [
  [`dbt.datediff("${D('2023-12-31')}", "${D('2024-01-01')}", 'year')`, 1],
  [`dbt.datediff("${D('2023-12-31')}", "${D('2024-07-01')}", 'quarter')`, 3],
  [`dbt.datediff("${D('2024-01-31')}", "${D('2024-03-01')}", 'month')`, 2],
  [`dbt.datediff("${D('2024-01-06')}", "${D('2024-01-08')}", 'week')`, 1],
  [`dbt.datediff("${D('2024-02-28')}", "${D('2024-03-01')}", 'day')`, 2],
  [`dbt.datediff("${T('2024-01-01 23:59:00')}", "${T('2024-01-02 01:00:00')}", 'hour')`, 2],
  [`dbt.datediff("${T('2024-01-01 23:59:59')}", "${T('2024-01-02 00:00:01')}", 'minute')`, 1],
  [`dbt.datediff("${T('2024-01-01 23:59:59')}", "${T('2024-01-02 00:00:01')}", 'second')`, 2],
  [`dbt.hash("'a'")`, '0cc175b9c0f1b6a831c399e269772661'],
  [`dbt.split_part("'a|b|c'", "'|'", 2)`, 'b'],
  [`dbt.split_part("'a|b|c'", "'|'", -1)`, 'c'],
  [`dbt.concat(["'a'", "'b'"])`, 'ab'],
  [`dbt.length("'abc'")`, 3],
  [`dbt.position("'b'", "'abc'")`, 2],
  [`dbt.replace("'abc'", "'b'", "'x'")`, 'axc'],
  [`dbt.right("'abc'", 2)`, 'bc'],
  [`dbt.cast_bool_to_text("true")`, 'true'],
  [`dbt.safe_cast("'1'", dbt.type_int())`, 1],
  [`dbt.string_literal(dbt.escape_single_quotes("it's"))`, "it's"],
];

/** Calls that answer dates; compared as texts of their days. */
const DATES: readonly (readonly [call: string, day: string])[] = [
  [`dbt.dateadd('day', 1, "${D('2024-02-28')}")`, '2024-02-29'],
  [`dbt.dateadd('month', -1, "${D('2024-03-31')}")`, '2024-02-29'],
  [`dbt.dateadd('week', 2, "${D('2024-01-01')}")`, '2024-01-15'],
  [`dbt.date_trunc('month', "${T('2024-02-15 10:00:00')}")`, '2024-02-01'],
  [`dbt.last_day("${D('2024-02-15')}", 'month')`, '2024-02-29'],
  [`dbt.last_day("${D('2024-02-15')}", 'quarter')`, '2024-03-31'],
  [`dbt.date(2024, 1, 31)`, '2024-01-31'],
];

export const functions: Topic = {
  title: 'functions',
  cases: {
    'of dates, texts and casts': async (project) => {
      const all = [...CALLS, ...DATES];
      project.write({
        'models/m.sql': `{{ config(materialized='table') }} select\n${all.map(([call], i) => `{{ ${call} }} as c${i}`).join(',\n')}`,
      });
      await project.ok('run');
      const [row] = await project.rows(`select * from ${project.relation('m')}`);
      for (const [i, [call, answer]] of CALLS.entries())
        expect(typeof answer === 'number' ? Number(row![i]) : row![i], call).toBe(answer);
      for (const [i, [call, day]] of DATES.entries())
        expect(String(row![CALLS.length + i]).slice(0, 10), call).toBe(day);
    },
    'of groups': async (project) => {
      project.write({
        'seeds/s.csv': 'g,x,b\na,2,true\na,1,false\nb,3,false\n',
        'models/m.sql': `select g, {{ dbt.listagg('cast(x as ' ~ dbt.type_string() ~ ')', "','", 'order by x') }} as l, {{ dbt.listagg('cast(x as ' ~ dbt.type_string() ~ ')', "','", 'order by x', 1) }} as l1,
 {{ dbt.any_value('g') }} as v, {{ dbt.bool_or('b') }} as o from {{ ref('s') }} group by g`,
      });
      await project.ok('build');
      expect(await project.contents('m')).toEqual([
        ['a', '1,2', '1', 'a', true],
        ['b', '3', '3', 'b', false],
      ]);
    },
    'that make rows': async (project) => {
      project.write({
        'models/m.sql': `select count(*) as n from ({{ dbt.date_spine('day', "${D('2024-01-01')}", "${D('2024-02-01')}") }}) as days
 union all select count(*) from ({{ dbt.generate_series(10) }}) as numbers`,
      });
      await project.ok('run');
      expect((await project.contents('m')).map(([n]) => Number(n)).sort((a, b) => a - b)).toEqual([10, 31]);
    },
  },
};
