import { expect } from 'vitest';
import { placeOf } from './project.js';
import type { Topic } from './topic.js';

export const seeds: Topic = {
  title: 'seeds',
  cases: {
    'types come from the values': async (project) => {
      project.write({
        'seeds/s.csv':
          'i,big,n,b,d,t,x\n1,5000000000,1.5,true,2024-01-31,2024-01-31 10:00:00,a\n2,-1,-2.25,false,2024-02-01,2024-02-01 11:30:00,b\n',
      });
      await project.ok('seed');
      const { columns, rows } = await project.warehouse(async (w) =>
        (await w.session('s')).execute(`select * from ${project.relation('s')} order by 1`, { fetch: true }),
      );
      expect(columns.map((c) => c.name.toLowerCase())).toEqual(['i', 'big', 'n', 'b', 'd', 't', 'x']);
      const kinds = rows[0]!.map((cell) =>
        typeof cell === 'object' && cell !== null ? Object.keys(cell)[0] : typeof cell,
      );
      expect(kinds.map((kind) => (kind === 'decimal' ? 'float' : kind))).toEqual([
        'number',
        'number',
        'float',
        'boolean',
        'date',
        'timestamp',
        'string',
      ]);
    },
    'texts of any kind arrive as they are': async (project) => {
      const texts = [
        'plain',
        'with "quotes"',
        "it's",
        'a,b',
        'two\nlines',
        'tab\there',
        'back\\slash \\N \\t',
        'ü€😀',
        '{{ x }}',
        '%s',
        ' spaces ',
      ];
      const csv = texts.map((text, i) => `${i},"${text.replaceAll('"', '""')}"\n`).join('');
      project.write({ 'seeds/s.csv': `i,x\n${csv}99,\n` });
      await project.ok('seed');
      const rows = await project.rows(`select i, x from ${project.relation('s')} order by i`);
      expect(rows.map((row) => row[1])).toEqual([...texts, null]);
    },
    'again: the rows are replaced': async (project) => {
      project.write({ 'seeds/s.csv': 'i\n1\n2\n' });
      await project.ok('seed');
      project.write({ 'seeds/s.csv': 'i\n3\n' });
      await project.ok('seed');
      expect(await project.contents('s')).toEqual([[3]]);
    },
    'with --full-refresh the columns are new': async (project) => {
      project.write({ 'seeds/s.csv': 'i\n1\n' });
      await project.ok('seed');
      project.write({ 'seeds/s.csv': 'j,k\n1,x\n' });
      await project.ok('seed', { fullRefresh: true });
      expect(await project.contents('s')).toEqual([[1, 'x']]);
    },
    'types and quotes by configuration': async (project) => {
      const type = project.target.textType ?? 'varchar(5)';
      project.write({
        'seeds/s.csv': 'Id,zip\n1,01234\n',
        'seeds/_s.yml': `seeds:\n  - name: s\n    config: {quote_columns: true, column_types: {zip: ${type}}}\n`,
      });
      await project.ok('seed');
      expect(await project.contents('s')).toEqual([[1, '01234']]);
    },
    'many rows': async (project) => {
      const rows = Array.from({ length: 20_000 }, (_, i) => `${i},name ${i},${i / 4}\n`).join('');
      project.write({ 'seeds/s.csv': `i,name,amount\n${rows}` });
      const report = await project.ok('seed');
      expect(report.results[0]!.message).toBe('INSERT 20000');
      expect(await project.rows(`select count(*), max(i) from ${project.relation('s')}`)).toEqual([[20_000, 19_999]]);
    },
    'without rows': async (project) => {
      project.write({ 'seeds/s.csv': 'i,x\n' });
      await project.ok('seed');
      expect(await project.contents('s')).toEqual([]);
    },
    'a view in its place is refused': async (project) => {
      project.write({ 'models/s.sql': 'select 1 as i' });
      await project.ok('run');
      project.write({ 'models/s.sql': '{{ config(enabled=false) }} select 1', 'seeds/s.csv': 'i\n1\n' });
      expect((await project.failing('seed', 's')).message).toContain('view');
    },
    'a value of the wrong type is found in the file': async (project) => {
      project.write({
        'seeds/s.csv': 'i,n\n1,2\n2,x\n',
        'seeds/_s.yml': 'seeds:\n  - name: s\n    config: {column_types: {n: integer}}\n',
      });
      const { diagnostic } = await project.failing('seed', 's');
      expect(placeOf(diagnostic)).toMatch(/^seeds\/s.csv:3:/);
    },
  },
};
