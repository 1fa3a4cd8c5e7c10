import { expect } from 'vitest';
import type { Topic } from './topic.js';

const view = (config = ''): Record<string, string> => ({
  'models/m.sql': `{{ config(materialized='materialized_view'${config}) }} select id from {{ ref('items') }}`,
});

export const materializedViews: Topic = {
  title: 'materialized views',
  cases: {
    'from nothing, then refreshed': async (project) => {
      project.write({ 'seeds/items.csv': 'id\n1\n', ...view() });
      await project.ok('build');
      expect(await project.relations()).toEqual({ items: 'table', m: 'materialized_view' });
      project.write({ 'seeds/items.csv': 'id\n1\n2\n' });
      await project.ok('seed');
      expect(await project.contents('m')).toEqual([[1]]);
      await project.ok('run');
      expect(await project.contents('m')).toEqual([[1], [2]]);
    },
    'indexes follow the configuration': async (project) => {
      const indexes = (text: string): Record<string, string> => view(`, indexes=[${text}]`);
      const said = async (): Promise<string | null> => (await project.ok('run')).results[0]!.message;
      project.write({ 'seeds/items.csv': 'id\n1\n', ...indexes("{'columns': ['id']}") });
      await project.ok('build');
      expect(await said()).toContain('REFRESH');
      project.write(indexes("{'columns': ['id'], 'unique': true}"));
      expect(await said()).toContain('INDEX');
      expect(await said()).toContain('REFRESH');
      project.write(view(", indexes=[], on_configuration_change='continue'"));
      expect(await said()).toContain('skip');
      project.write(view(", indexes=[], on_configuration_change='fail'"));
      expect((await project.failing('run', 'm')).message).toContain('on_configuration_change');
    },
    'with --full-refresh': async (project) => {
      project.write({ 'seeds/items.csv': 'id\n1\n', ...view(", indexes=[{'columns': ['id']}]") });
      await project.ok('build');
      project.write({
        'models/m.sql': "{{ config(materialized='materialized_view') }} select id, 'x' as name from {{ ref('items') }}",
      });
      await project.ok('run', { fullRefresh: true });
      expect(await project.contents('m')).toEqual([[1, 'x']]);
      expect(await project.relations()).toEqual({ items: 'table', m: 'materialized_view' });
    },
    'in place of a table, and a table in its place': async (project) => {
      const other = (kind: string) => ({
        'models/m.sql': `{{ config(materialized='${kind}') }} select id from {{ ref('items') }}`,
      });
      project.write({ 'seeds/items.csv': 'id\n1\n', ...other('table') });
      await project.ok('build');
      for (const kind of ['materialized_view', 'view', 'materialized_view', 'table']) {
        project.write(other(kind));
        await project.ok('run');
        expect(await project.relations()).toEqual({ items: 'table', m: kind });
        expect(await project.contents('m')).toEqual([[1]]);
      }
    },
  },
};
