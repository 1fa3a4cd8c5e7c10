import { afterAll } from 'vitest';
import { projectContract } from '../contract/index.js';
import { adapter, output, startServer } from './target.js';

const server = await startServer();
let datasets = 0;

afterAll(() => server.close());

projectContract({
  adapter,
  output: async () => output(server, { dataset: `p${++datasets}` }),
  microbatch: ", partition_by={'field': 'ts', 'data_type': 'timestamp', 'granularity': 'day'}",
  longQuery:
    'select count(*) as n from unnest(generate_array(1, 100000)) as a, unnest(generate_array(1, 100000)) as b, unnest(generate_array(1, 1000)) as c',
  running: async (text) =>
    [...server.jobs.jobs.values()].filter(
      (job) => job.state !== 'DONE' && job.configuration.query?.query.includes(text),
    ).length,
  names: {
    relations: ['Mixed Case', 'select', 'ünïcödé 名', 'with-dash', '0 digits', 'in  between'],
    column: 'quo-ted',
  },
  privilege: 'roles/bigquery.dataViewer',
  textType: 'string',
  grantees: ['user:reader@example.com', 'group:writers@example.com'],
  granted: async (relation, role) =>
    server.catalog.grants.get(relation.replaceAll('`', ''))?.get('roles/bigquery.dataViewer')?.has(role) ?? false,
});
