import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../../../compiler/emulate/bigquery/index.js';
import { outcomes, type Step, TestProject } from './project.js';
import { startServer } from './target.js';

const server = await startServer();
afterAll(() => server.close());
beforeEach(() => {
  server.fault = undefined;
});

async function built(
  files: Readonly<Record<string, string>>,
  steps: readonly Step[] = [{}],
  profile: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const project = new TestProject(server, files, profile);
  try {
    for (const step of steps)
      expect(outcomes(await project.run(step)).filter((text) => !/: (success|pass)/.test(text))).toEqual([]);
  } finally {
    project.remove();
  }
}

const table = (name: string, dataset = 'shop'): Table => server.catalog.table(['acme', dataset, name]);
const model = (config: string, sql: string): string => `{{ config(${config}) }}\n${sql}\n`;
const ROW =
  "select 1 as id, date '2024-01-31' as d, datetime '2024-01-31 10:00:00' as dt, timestamp '2024-01-31 10:00:00+00' as ts";
const DAY = 86_400_000;

describe('partitions', () => {
  it.each([
    ["{'field': 'd'}", { type: 'DAY', field: 'd' }],
    ["{'field': 'd', 'data_type': 'date', 'granularity': 'month'}", { type: 'MONTH', field: 'd' }],
    ["{'field': 'd', 'data_type': 'date', 'granularity': 'year'}", { type: 'YEAR', field: 'd' }],
    ["{'field': 'dt', 'data_type': 'datetime'}", { type: 'DAY', field: 'dt' }],
    ["{'field': 'dt', 'data_type': 'datetime', 'granularity': 'hour'}", { type: 'HOUR', field: 'dt' }],
    ["{'field': 'ts', 'data_type': 'timestamp'}", { type: 'DAY', field: 'ts' }],
    ["{'field': 'ts', 'data_type': 'timestamp', 'granularity': 'hour'}", { type: 'HOUR', field: 'ts' }],
    ["{'field': 'ts', 'data_type': 'timestamp', 'granularity': 'month'}", { type: 'MONTH', field: 'ts' }],
    ["{'field': 'ts', 'data_type': 'timestamp', 'granularity': 'year'}", { type: 'YEAR', field: 'ts' }],
    ["{'field': 'ts', 'data_type': 'timestamp', 'time_ingestion_partitioning': true}", { type: 'DAY' }],
    [
      "{'field': 'ts', 'data_type': 'timestamp', 'granularity': 'hour', 'time_ingestion_partitioning': true}",
      { type: 'HOUR' },
    ],
    ["{'field': 'd', 'data_type': 'date', 'time_ingestion_partitioning': true}", { type: 'DAY' }],
  ])('%s', async (partition, expected) => {
    await built({ 'models/p.sql': model(`materialized='table', partition_by=${partition}`, ROW) }, [{}, {}]);
    expect(table('p').timePartitioning).toEqual(expected);
    await server.engine.use((c) => c.run('DROP TABLE "acme"."shop"."p"'));
    server.catalog.drop(['acme', 'shop', 'p']);
  });

  it('of a range of numbers', async () => {
    const range = "{'field': 'id', 'data_type': 'int64', 'range': {'start': 0, 'end': 100, 'interval': 10}}";
    await built({ 'models/r.sql': model(`materialized='table', partition_by=${range}`, ROW) });
    expect(table('r').rangePartitioning).toEqual({ field: 'id', range: { start: '0', end: '100', interval: '10' } });
  });

  it('expire, and can be required', async () => {
    const settings = 'require_partition_filter=true, partition_expiration_days=7';
    await built({
      'models/e.sql': model(`materialized='table', partition_by={'field': 'd'}, ${settings}`, ROW),
      'models/reader.sql': "select * from {{ ref('e') }} where d > '2020-01-01'",
    });
    expect(table('e')).toMatchObject({
      requirePartitionFilter: true,
      timePartitioning: { expirationMs: String(7 * DAY) },
    });
  });
});

describe('a table', () => {
  it('has clusters, labels, a key and an end', async () => {
    const settings =
      "cluster_by=['id', 'd'], labels={'team': 'shop'}, kms_key_name='projects/p/k', hours_to_expiration=48";
    await built({ 'models/o.sql': model(`materialized='table', ${settings}`, ROW) });
    const made = table('o');
    expect(made).toMatchObject({
      clustering: { fields: ['id', 'd'] },
      labels: { team: 'shop' },
      kmsKeyName: 'projects/p/k',
    });
    expect(Number(made.expirationTime) / DAY).toBeCloseTo(Date.now() / DAY + 2, 1);
  });

  it('has descriptions and policy tags, of fields too', async () => {
    await built({
      'models/n.sql': model(
        "materialized='table', persist_docs={'relation': true, 'columns': true}",
        "select 1 as id, struct('Ulm' as city, [struct(1 as x)] as points) as address",
      ),
      'models/n.yml': `models:
  - name: n
    description: All of them
    columns:
      - {name: id, description: The key, policy_tags: [projects/p/locations/us/taxonomies/1/policyTags/2]}
      - {name: address, description: Where}
      - {name: address.city, description: The city}
      - {name: address.points.x, description: Deep}
`,
    });
    const { description, fields } = table('n');
    expect(description).toBe('All of them');
    expect(fields).toMatchObject([
      {
        name: 'id',
        description: 'The key',
        policyTags: { names: ['projects/p/locations/us/taxonomies/1/policyTags/2'] },
      },
      {
        name: 'address',
        description: 'Where',
        fields: [
          { name: 'city', description: 'The city' },
          { name: 'points', mode: 'REPEATED', fields: [{ name: 'x', description: 'Deep' }] },
        ],
      },
    ]);
  });
});

describe('views', () => {
  it('are authorized in datasets, all of those that are built at once', async () => {
    const project = new TestProject(
      server,
      Object.fromEntries(
        Array.from({ length: 8 }, (_, i) => [
          `models/v${i}.sql`,
          model("grant_access_to=[{'project': 'acme', 'dataset': 'shop'}]", 'select 1 as id'),
        ]),
      ),
    );
    try {
      for (let n = 0; n < 2; n++) await project.run({ threads: 8 });
    } finally {
      project.remove();
    }
    const views = server.catalog.dataset('acme', 'shop').access as { view?: { tableId: string } }[];
    expect(views.map(({ view }) => view?.tableId).sort()).toEqual(Array.from({ length: 8 }, (_, i) => `v${i}`));
  });
});

describe('a materialized view', () => {
  const view = (config: string, more = ''): Step => ({
    files: {
      'models/below.sql': model(
        "materialized='incremental'",
        'select 1 as id {% if is_incremental() %} limit 0 {% endif %}',
      ),
      'models/mv.sql': model(`materialized='materialized_view'${config}`, "select id from {{ ref('below') }}"),
      'models/mv.yml': `models:\n  - name: mv\n    description: "${more}"\n`,
    },
  });
  const sent = async (project: TestProject, step: Step): Promise<string | undefined> => {
    const before = server.log.length;
    await project.run(step);
    return server.log
      .slice(before)
      .map(({ sql }) => sql.trim().replace(/\s+/g, ' '))
      .find((sql) => sql.includes('`mv`') || sql.includes('.mv'));
  };

  it('is altered where its settings change, and refreshed where they do not', async () => {
    const docs = ", persist_docs={'relation': true}";
    const project = new TestProject(server, {});
    try {
      await project.run(view(", max_staleness='INTERVAL 4 HOUR', labels={'a': 'b'}", 'Old'));
      const steps: [string, string, RegExp][] = [
        [", max_staleness='INTERVAL 240 MINUTE', labels={'a': 'b'}", 'Old', /^call bq\.refresh/],
        [
          ", max_staleness='INTERVAL 5 HOUR', labels={'a': 'b'}",
          'Old',
          /^alter .* OPTIONS\( max_staleness=INTERVAL 5 HOUR \)/,
        ],
        [
          ", max_staleness='INTERVAL 5 HOUR', labels={'a': 'c'}",
          'Old',
          /^alter .* OPTIONS\( labels=\[\("a", "c"\)\] \)/,
        ],
        [`, max_staleness='INTERVAL 5 HOUR'${docs}`, 'New', /^alter .* OPTIONS\( description="New" \)/],
        [`, max_staleness='INTERVAL 5 HOUR'${docs}, enable_refresh=false`, 'New', /^alter .* enable_refresh=false/],
        [`, cluster_by=['id']${docs}`, 'New', /^create or replace materialized view .* cluster by id/],
      ];
      for (const [config, text, expected] of steps) expect(await sent(project, view(config, text))).toMatch(expected);
    } finally {
      project.remove();
    }
  });
});

describe('microbatch', () => {
  it.each(['', ", 'copy_partitions': true"])('replaces the partitions of its batches%s', async (copy) => {
    const name = copy === '' ? 'mb' : 'mc';
    const partition = `{'field': 'ts', 'data_type': 'timestamp', 'granularity': 'day'${copy}}`;
    const files = {
      'models/events.sql': model(
        "materialized='table', event_time='ts'",
        "select 1 as id, timestamp '2024-01-01 10:00:00+00' as ts union all select 2, timestamp '2024-01-02 10:00:00+00'",
      ),
      [`models/${name}.sql`]: model(
        `materialized='incremental', incremental_strategy='microbatch', event_time='ts', batch_size='day', begin='2024-01-01', partition_by=${partition}`,
        "select * from {{ ref('events') }}",
      ),
    };
    const eventTime = { eventTimeStart: '2024-01-01', eventTimeEnd: '2024-01-03' };
    await built(files, [{ eventTime }, { eventTime }]);
    const { rows } = await server.engine.use((c) => c.rows(`SELECT id FROM "acme"."shop"."${name}" ORDER BY id`));
    expect(rows).toEqual([[1n], [2n]]);
  });
});

it('jobs run in the execution project and the location', async () => {
  const elsewhere = await startServer({ location: 'europe-west3' });
  const project = new TestProject(
    elsewhere,
    { 'models/m.sql': model("materialized='table'", 'select 1 as id') },
    { execution_project: 'payer', location: 'europe-west3' },
  );
  try {
    expect(outcomes(await project.run())).toEqual([expect.stringContaining('m: success')]);
    expect(elsewhere.calls.filter((call) => call.includes('/jobs')).every((call) => call.includes('/payer/'))).toBe(
      true,
    );
    expect([...elsewhere.jobs.jobs.values()].map((job) => job.reference)).toEqual([
      expect.objectContaining({ projectId: 'payer', location: 'europe-west3' }),
    ]);
  } finally {
    project.remove();
    await elsewhere.close();
  }
});
