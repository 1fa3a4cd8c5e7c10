import { expect } from 'vitest';
import type { ContractProject } from './project.js';
import type { Topic } from './topic.js';

const privilegeOf = (project: ContractProject): string => project.target.privilege ?? 'select';

const model = (project: ContractProject, kind: string, ...roles: string[]): Record<string, string> => ({
  'models/m.sql': `{{ config(materialized='${kind}', grants={'${privilegeOf(project)}': ${JSON.stringify(roles)}}) }} select 1 as id`,
});

export const grants: Topic = {
  title: 'grants',
  cases: {
    'given and taken away': async (project) => {
      const [first, second] = project.target.grantees!;
      const may = (role: string): Promise<boolean> => project.target.granted!(project.relation('m'), role);
      for (const kind of ['table', 'view']) {
        project.write(model(project, kind, first));
        await project.ok('run');
        expect([await may(first), await may(second)], kind).toEqual([true, false]);
        project.write(model(project, kind, second));
        await project.ok('run');
        expect([await may(first), await may(second)], kind).toEqual([false, true]);
      }
      project.write({
        'seeds/m2.csv': 'i\n1\n',
        'seeds/_s.yml': `seeds: [{name: m2, config: {grants: {${privilegeOf(project)}: ['${first}']}}}]`,
      });
      await project.ok('seed');
      expect(await project.target.granted!(project.relation('m2'), first)).toBe(true);
    },
    'kept by an incremental model, taken away where they are no longer configured': async (project) => {
      const [first, second] = project.target.grantees!;
      const may = (role: string): Promise<boolean> => project.target.granted!(project.relation('m'), role);
      project.write(model(project, 'incremental', first));
      await project.ok('run');
      await project.ok('run');
      expect([await may(first), await may(second)]).toEqual([true, false]);
      project.write(model(project, 'incremental', second));
      await project.ok('run');
      expect([await may(first), await may(second)]).toEqual([false, true]);
    },
  },
};
