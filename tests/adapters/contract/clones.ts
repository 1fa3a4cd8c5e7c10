import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ContractProject } from './project.js';
import type { Topic } from './topic.js';

const PROJECT = "name: shop\nversion: '1.0'\nprofile: shop\n";
const FILES = {
  'seeds/s.csv': 'id,name\n1,one\n2,two\n',
  'models/t.sql': "{{ config(materialized='table') }} select id, name from {{ ref('s') }}",
  'models/v.sql': "{{ config(materialized='view') }} select id from {{ ref('t') }}",
  'models/i.sql': "{{ config(materialized='incremental') }} select id from {{ ref('t') }}",
};
const FROM_STATE = { state: 'state' };

/** Builds everything in another schema, and keeps what that run has left. */
async function builtElsewhere(project: ContractProject): Promise<void> {
  project.write({ ...FILES, 'dbt_project.yml': `${PROJECT}models: {+schema: other}\nseeds: {+schema: other}\n` });
  await project.ok('build');
  cpSync(join(project.dir, 'target'), join(project.dir, 'state'), { recursive: true });
  project.write({ 'dbt_project.yml': PROJECT });
}

const messages = async (project: ContractProject, fullRefresh = false) => {
  const report = await project.ok('clone', { fullRefresh, flags: FROM_STATE });
  return Object.fromEntries(report.results.map(({ node, message }) => [node.name, message === 'No-op']));
};

export const clones: Topic = {
  title: 'another run',
  cases: {
    'clone: has the rows of the other run, once': async (project) => {
      await builtElsewhere(project);
      const made = { s: false, t: false, v: false, i: false };
      expect(await messages(project)).toEqual(made);
      const { v, ...kinds } = await project.relations();
      expect(v).toBe('view');
      // Copies where the warehouse has copies without data; else views.
      expect(new Set(Object.values(kinds)).size).toBe(1);
      expect(await project.contents('t')).toEqual([
        [1, 'one'],
        [2, 'two'],
      ]);
      expect(await project.contents('v')).toEqual([[1], [2]]);
      expect(await messages(project)).toEqual({ s: true, t: true, v: true, i: true });
      expect(await messages(project, true)).toEqual(made);
      expect(await project.contents('i')).toEqual([[1], [2]]);
    },
    'clone: incremental models go on from a copy, without a trace in the original': async (project) => {
      await builtElsewhere(project);
      await project.ok('clone', { select: ['i'], flags: FROM_STATE });
      await project.ok('run', { select: ['i'], flags: { ...FROM_STATE, defer: true } });
      expect(await project.contents('i')).toEqual([[1], [1], [2], [2]]);
      project.write({ 'models/original.sql': `select id from {{ ref('i') }}` });
      await project.ok('run', { select: ['original'], flags: { ...FROM_STATE, defer: true, favorState: true } });
      expect(await project.contents('original')).toEqual([[1], [2]]);
    },
    'defer: reads what the target lacks from the other run': async (project) => {
      await builtElsewhere(project);
      project.write({
        'models/top.sql': "{{ config(materialized='table') }} select * from {{ ref('v') }} where id > 1",
      });
      await project.ok('run', { select: ['top'], flags: { ...FROM_STATE, defer: true } });
      expect(await project.contents('top')).toEqual([[2]]);
      expect(Object.keys(await project.relations())).toEqual(['top']);
    },
  },
};
