import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFixture, quern } from './cli.js';

type Dict = Record<string, unknown>;
type Named = Readonly<Record<string, Dict>>;

const GOLDEN = join(import.meta.dirname, '../golden/semantics');
const ENV = { DBT_PROFILES_DIR: '.' };
const KINDS = /^(metric|semantic_model|saved_query|exposure)\./;

let project: ReturnType<typeof copyFixture>;
beforeEach(() => {
  project = copyFixture('semantics');
});
afterEach(() => project.remove());

function json(name: string): Dict {
  return JSON.parse(readFileSync(join(project.dir, 'target', name), 'utf8'));
}

function run(...args: string[]): string {
  const answer = quern(project.dir, args, ENV);
  expect(answer.code, answer.output).toBe(0);
  return answer.stdout;
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(project.dir, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

/** What dbt-core 1.12.0 wrote for this project with `dbt parse`, without times. */
function golden(name: string): Dict {
  return JSON.parse(readFileSync(join(GOLDEN, name), 'utf8'));
}

/** The parts of the manifest that the golden file has, in its shape. */
function parts(): Dict {
  const text = JSON.stringify(json('manifest.json'), (key, value) => (key === 'created_at' ? undefined : value));
  const manifest = JSON.parse(text) as Readonly<Record<string, Named>>;
  const some = (section: string, wanted: RegExp): Dict =>
    Object.fromEntries(Object.entries(manifest[section]!).filter(([id]) => wanted.test(id)));
  const sorted = (lists: Dict): Dict =>
    Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, [...(list as string[])].sort()]));
  const models = Object.entries(some('nodes', /^model\./)) as [string, Dict][];
  const elements = ({ granularity, dimension, entity }: Dict): Dict => ({ granularity, dimension, entity });
  return {
    ...Object.fromEntries(
      ['metrics', 'semantic_models', 'saved_queries', 'exposures', 'groups'].map((section) => [
        section,
        manifest[section],
      ]),
    ),
    group_map: sorted(manifest.group_map!),
    disabled: some('disabled', KINDS),
    parent_map: sorted(some('parent_map', /^(metric|semantic_model|saved_query|exposure|model)\./)),
    child_map: sorted(some('child_map', /^(metric|semantic_model|saved_query|exposure|model)\./)),
    columns: Object.fromEntries(
      models.map(([id, { columns }]) => [
        id,
        Object.fromEntries(Object.entries(columns as Named).map(([name, column]) => [name, elements(column)])),
      ]),
    ),
    time_spines: Object.fromEntries(models.map(([id, model]) => [id, model.time_spine])),
  };
}

function semanticManifest(): Dict {
  const all = json('semantic_manifest.json') as Record<string, { name: string }[]> & {
    project_configuration: { time_spines: { node_relation: { alias: string } }[] };
  };
  for (const list of ['metrics', 'semantic_models', 'saved_queries'])
    all[list]!.sort((a, b) => (a.name < b.name ? -1 : 1));
  const { time_spines: spines } = all.project_configuration;
  spines.sort((a, b) => (a.node_relation.alias < b.node_relation.alias ? -1 : 1));
  return all;
}

function expectAsDbt(): void {
  const expected = golden('manifest.json') as Record<string, Named>;
  const groups = expected.group_map as unknown as Record<string, string[]>;
  for (const list of Object.values(groups)) list.sort();
  expect(parts()).toEqual(expected);
  expect(semanticManifest()).toEqual(golden('semantic_manifest.json'));
}

describe('the semantic layer', () => {
  it('is in the manifest and in semantic_manifest.json as dbt has it', () => {
    run('parse');
    expectAsDbt();
  });

  it('comes out of the cache as it went in', () => {
    run('parse');
    run('compile');
    expectAsDbt();
    edit('models/marts/core/orders.sql', (text) => text.replace('3 as items', '4 as items'));
    run('parse');
    expectAsDbt();
    rmSync(join(project.dir, 'target/semantic_manifest.json'));
    run('parse');
    expectAsDbt();
  });

  it.each([
    ['metric:visits+', ['exposure:semantics.board', 'metric:semantics.visits', 'saved_query:semantics.defaults']],
    [
      '+metric:food_share',
      ['metric:semantics.any_food', 'semantic_model:semantics.orders', 'semantics.marts.core.orders'],
    ],
    ['saved_query:*', ['saved_query:semantics.defaults', 'saved_query:semantics.weekly']],
    ['semantic_model:semantics.site_visits', ['semantic_model:semantics.site_visits']],
    ['group:finance', ['metric:semantics.orders_all', 'semantics.marts.core.orders']],
    ['tag:q', ['saved_query:semantics.weekly']],
    ['+exposure:board', ['metric:semantics.order_total', 'semantics.marts.core.visits']],
  ])('is selected by %s', (selection, some) => {
    const listed = run('ls', '--quiet', '--select', selection).trim().split('\n');
    expect(listed).toEqual(expect.arrayContaining(some));
    // Out of the cache it is the same.
    expect(run('ls', '--quiet', '--select', selection).trim().split('\n')).toEqual(listed);
    expect(listed).not.toContain('semantic_model:semantics.disabled_things');
  });

  it('groups select no semantic models and saved queries', () => {
    const listed = run('ls', '--quiet', '--select', 'group:finance');
    expect(listed).not.toMatch(/^(semantic_model|saved_query):/m);
  });

  it('lists resource types', () => {
    const kinds = ['metric', 'semantic_model', 'saved_query'];
    const counts = kinds.map((kind) => run('ls', '--quiet', '--resource-type', kind).trim().split('\n').length);
    expect(counts).toEqual([19, 4, 2]);
    const [line] = run('ls', '--quiet', '--select', 'metric:conv', '--output', 'json').trim().split('\n');
    expect(JSON.parse(line!)).toMatchObject({ name: 'conv', resource_type: 'metric', package_name: 'semantics' });
  });

  it('passes saved queries in a build', () => {
    const output = run('build', '--export-saved-queries');
    expect(output).toMatch(/NO-OP=3/);
    const { results } = json('run_results.json') as { results: Dict[] };
    expect(results.flatMap(({ status, unique_id: id }) => (status === 'no-op' ? [id] : [])).sort()).toEqual([
      'exposure.semantics.board',
      'saved_query.semantics.defaults',
      'saved_query.semantics.weekly',
    ]);
    expect(run('build', '--exclude-resource-type', 'saved_query')).toMatch(/NO-OP=1/);
  });

  it('is there for templates', () => {
    writeFileSync(
      join(project.dir, 'models/uses.sql'),
      `select '{{ metric('growth') }}' as name, '{{ metric('growth').label }}' as label,
       '{{ metric('nested').full_metric_dependency() | sort | join(',') }}' as parts,
       {{ metric('growth').derived_metric_dependency_depth() | length }} as depth,
       {{ graph.metrics.values() | list | length }} as metrics, {{ graph.semantic_models | length }} as models`,
    );
    const shown = run('show', '--quiet', '--select', 'uses', '--output', 'json');
    expect(JSON.parse(shown).show).toEqual([
      {
        name: 'growth',
        label: 'Growth',
        parts: 'any_food,food_share,growth,nested,order_total,orders_all',
        depth: 1,
        metrics: 19,
        models: 4,
      },
    ]);
    const { nodes } = json('manifest.json') as { nodes: Named };
    expect(nodes['model.semantics.uses']!.depends_on).toMatchObject({
      nodes: ['metric.semantics.growth', 'metric.semantics.nested'],
    });
    edit('models/uses.sql', (text) => text.replace("metric('nested')", "metric('nestled')"));
    const answer = quern(project.dir, ['parse'], ENV);
    expect(answer.code).toBe(2);
    expect(answer.output).toContain("Model 'uses' refers to the metric 'nestled', which does not exist");
    expect(answer.output).toContain("Did you mean 'nested'?");
  });

  it('leaves semantic_manifest.json of a project without it', () => {
    for (const folder of ['metrics', 'marts']) rmSync(join(project.dir, 'models', folder), { recursive: true });
    writeFileSync(join(project.dir, 'models/one.sql'), 'select 1 as id');
    run('parse');
    expect(semanticManifest()).toMatchObject({
      metrics: [],
      semantic_models: [],
      saved_queries: [],
      project_configuration: { time_spines: [], time_spine_table_configurations: [] },
    });
  });
});
