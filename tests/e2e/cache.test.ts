import {
  appendFileSync,
  copyFileSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFixture, quern, quernAsync } from './cli.js';

const ENV = { DBT_PROFILES_DIR: './profiles' };
const CHANGING = new Set(['created_at', 'generated_at', 'invocation_id', 'invocation_started_at', 'run_started_at']);

let project: ReturnType<typeof copyFixture>;
beforeEach(() => {
  project = copyFixture('shop');
});
afterEach(() => project.remove());

function manifest(): unknown {
  const text = readFileSync(join(project.dir, 'target/manifest.json'), 'utf8');
  return JSON.parse(text, (key, value) => (CHANGING.has(key) ? undefined : value));
}

function run(...args: string[]): string {
  const answer = quern(project.dir, args, ENV);
  expect(answer.code, answer.output).toBe(0);
  return answer.output.replace(/\d\d:\d\d:\d\d/g, '<time>');
}

const target = (name: string) => join(project.dir, 'target', name);

const text = () => readFileSync(target('manifest.json'), 'utf8');

/** Takes away what earlier calls left. */
function cold(): void {
  rmSync(join(project.dir, 'target'), { recursive: true, force: true });
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(project.dir, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** The manifest that the cache gives, and the one that parsing everything gives. */
function bothWays(...args: string[]): { readonly warm: unknown; readonly cold: unknown } {
  run(...args);
  const warm = manifest();
  cold();
  run(...args);
  return { warm, cold: manifest() };
}

describe('cache', () => {
  it('gives the same manifest when nothing has changed', () => {
    run('parse');
    const first = manifest();
    run('parse');
    expect(manifest()).toEqual(first);
  });

  it('gives the same listing, compilation and build as without it', () => {
    const answers = (...more: string[]) => [
      run('ls', ...more),
      run('ls', '--output', 'json', '-s', '+customers', ...more),
      run('compile', '-q', '-s', 'customers', ...more),
      run('ls', '-s', 'config.materialized:view', 'tag:x', ...more),
    ];
    run('build');
    expect(answers()).toEqual(answers('--no-partial-parse'));
    expect(run('build')).toContain('PASS=10 WARN=0 ERROR=0 SKIP=0');
  });

  it('writes compiled code of this call only', () => {
    run('compile');
    const compiledAll = JSON.stringify(manifest());
    run('compile', '-s', 'customers');
    const one = JSON.parse(readFileSync(join(project.dir, 'target/manifest.json'), 'utf8'));
    expect(compiledAll.match(/"compiled_code"/g)!.length).toBeGreaterThan(5);
    const nodes = Object.values(one.nodes as Record<string, { name: string; compiled_code?: string }>);
    expect(nodes.filter((n) => n.compiled_code !== undefined).map((n) => n.name)).toContain('customers');
    expect(nodes.filter((n) => n.compiled_code !== undefined).length).toBeLessThan(5);
  });

  it.each([
    ['a comment', 'models/marts/customers.sql', (t: string) => `${t}\n-- more\n`],
    ['another ref', 'models/marts/customers.sql', (t: string) => `${t}\n-- {{ ref('raw_orders') }}\n`],
    [
      'a config that changes the relation',
      'models/marts/customers.sql',
      (t: string) => `{{ config(alias='c') }}\n${t}`,
    ],
    ['a description', 'models/schema.yml', (t: string) => t.replace('One row', 'A row')],
    ['a macro', 'macros/to_cents.sql', (t: string) => t.replace('100', '1000')],
    ['the project file', 'dbt_project.yml', (t: string) => t.replace('+materialized: table', '+materialized: view')],
    ['a seed', 'seeds/raw_orders.csv', (t: string) => `${t}4,2,1.0,2024-03-01\n`],
  ])('is as good as parsing everything after %s', (_, file, change) => {
    run('parse');
    edit(file, change);
    const { warm, cold } = bothWays('parse');
    expect(warm).toEqual(cold);
  });

  it.each(['models/marts/customers.sql', 'seeds/raw_orders.csv'])(
    'parses nothing else after a change of %s',
    (file) => {
      run('parse');
      const created = () => {
        const { nodes } = JSON.parse(text()) as {
          nodes: Record<string, { original_file_path: string; created_at: number }>;
        };
        return new Map(Object.values(nodes).map((node) => [node.original_file_path, node.created_at]));
      };
      const before = created();
      edit(file, (t) => `${t.trimEnd()}\n\n`);
      run('parse');
      const changed = [...created()].filter(([path, at]) => before.get(path) !== at).map(([path]) => path);
      expect(changed).toEqual([file]);
    },
  );

  it('is as good as parsing everything after files come and go', () => {
    run('parse');
    writeFileSync(join(project.dir, 'models/marts/extra.sql'), "select * from {{ ref('customers') }}\n");
    const added = bothWays('parse');
    expect(added.warm).toEqual(added.cold);
    rmSync(join(project.dir, 'models/marts/extra.sql'));
    const removed = bothWays('parse');
    expect(removed.warm).toEqual(removed.cold);
  });

  it('holds for the same vars and environment only', () => {
    const orders = 'models/staging/stg_orders.sql';
    appendFileSync(join(project.dir, orders), "-- {{ var('start_date') }} {{ env_var('SHOP', 'none') }}\n");
    const compiled = (env: Record<string, string>, ...args: string[]) =>
      quern(project.dir, ['compile', '-q', '-s', 'stg_orders', ...args], { ...ENV, ...env }).output;
    expect(compiled({})).toContain('2024-01-01 none');
    expect(compiled({ SHOP: 'here' })).toContain('2024-01-01 here');
    expect(compiled({}, '--vars', '{start_date: 2020-02-02}')).toContain('2020-02-02 none');
    expect(compiled({})).toContain('2024-01-01 none');
  });

  it('tells warnings again', () => {
    edit('models/schema.yml', (t) => t.replace('description: One row', 'descripton: One row'));
    const first = quern(project.dir, ['parse'], ENV).output;
    const second = quern(project.dir, ['parse'], ENV).output;
    expect(first).toContain("Did you mean 'description'?");
    expect(second).toContain("Did you mean 'description'?");
    expect(second).toContain('models/schema.yml:4:5');
  });

  it('tells errors of a changed model where they are', () => {
    run('parse');
    edit('models/marts/customers.sql', (t) => t.replace("ref('stg_orders')", "ref('stg_order')"));
    const answer = quern(project.dir, ['parse'], ENV);
    expect(answer.code).toBe(2);
    expect(answer.output).toContain('models/marts/customers.sql:2:');
    expect(answer.output).toContain("Did you mean 'stg_orders'?");
  });

  it('costs nothing but time when it is broken', () => {
    run('parse');
    const first = manifest();
    writeFileSync(join(project.dir, 'target/quern.cache'), 'quern-cache-4 10 10 10\nnonsense');
    run('parse');
    expect(manifest()).toEqual(first);
    truncateSync(target('quern.cache'), 3000);
    run('ls');
    expect(manifest()).toEqual(first);
  });

  it('keeps no value of the environment', () => {
    appendFileSync(join(project.dir, 'models/staging/stg_orders.sql'), "-- {{ env_var('SHOP_TOKEN', '') }}\n");
    quern(project.dir, ['parse'], { ...ENV, SHOP_TOKEN: 'hush-hush-token' });
    expect(readFileSync(join(project.dir, 'target/quern.cache'), 'utf8')).not.toContain('hush-hush-token');
  });

  const masked = (json: string) =>
    json.replace(/"(invocation_id|\w+_at)":"[^"]*"/g, '').replace(/"created_at":[\d.]+/g, '');

  it.each<[string, () => void]>([
    ['deleted', () => rmSync(target('manifest.json'))],
    ['truncated', () => truncateSync(target('manifest.json'), 5000)],
    ['emptied', () => writeFileSync(target('manifest.json'), '')],
    ['touched up by hand', () => writeFileSync(target('manifest.json'), text().replaceAll('customers', 'customerz'))],
    ["replaced by another program's", () => writeFileSync(target('manifest.json'), '{"metadata":{},"nodes":{}}')],
    [
      'moved into another inode',
      () => copyFileSync(target('manifest.json'), target('m')) ?? renameSync(target('m'), target('manifest.json')),
    ],
    [
      'moved away behind a link',
      () => renameSync(target('manifest.json'), target('m')) ?? symlinkSync('m', target('manifest.json')),
    ],
  ])('writes the same manifest after it was %s', (_, change) => {
    for (const before of [['parse'], ['compile', '-q']]) {
      run(...before);
      change();
      run('ls', '-s', 'tag:x');
      const warm = masked(text());
      change();
      expect(run('ls', '--output', 'json', '-s', '+customers')).toContain('stg_orders');
      cold();
      run('parse');
      expect(masked(text())).toEqual(warm);
      expect(statSync(target('manifest.json')).isFile()).toBe(true);
    }
  });

  it('writes the same manifest, whichever came before', () => {
    run('parse');
    const plain = masked(text());
    run('compile', '-q', '-s', 'customers');
    const compiled = masked(text());
    expect(compiled).not.toEqual(plain);
    for (const [args, expected] of [
      [['parse'], plain],
      [['compile', '-q', '-s', 'customers'], compiled],
      [['compile', '-q', '-s', 'customers'], compiled],
      [['ls'], plain],
      [['ls'], plain],
      [['compile', '-q', '-s', 'customers', '--no-partial-parse'], compiled],
      [['parse'], plain],
    ] as const) {
      run(...args);
      expect(masked(text())).toEqual(expected);
    }
    expect(existsSync(target('quern.manifest'))).toBe(false);
  });

  it('tells the time and the id of each call', () => {
    const metadata = () => JSON.parse(text()).metadata as Record<string, string>;
    run('parse');
    const first = metadata();
    run('parse');
    const second = metadata();
    for (const key of CHANGING) if (key in first) expect(second[key], key).not.toEqual(first[key]);
    expect({ ...second, ...Object.fromEntries([...CHANGING].map((key) => [key, first[key]])) }).toEqual(first);
    quern(project.dir, ['parse'], { ...ENV, DBT_ENV_CUSTOM_ENV_TEAM: 'a longer beginning' });
    expect(metadata().env).toEqual({ TEAM: 'a longer beginning' });
    run('parse');
    expect(metadata().env).toEqual({});
  });

  it('leaves a second name of the manifest as it is', () => {
    run('parse');
    const before = text();
    linkSync(target('manifest.json'), join(project.dir, 'kept.json'));
    run('parse');
    run('compile', '-q');
    run('parse');
    expect(readFileSync(join(project.dir, 'kept.json'), 'utf8')).toEqual(before);
    expect(masked(text())).toEqual(masked(before));
  });

  it('holds for one target folder, and writes nothing where nothing is to be written', () => {
    run('parse', '--target-path', 'other');
    expect(existsSync(target('manifest.json'))).toBe(false);
    run('parse', '--no-write-json');
    expect(existsSync(target('manifest.json'))).toBe(false);
    run('parse');
    const before = text();
    run('compile', '-q', '--no-write-json');
    edit('models/marts/customers.sql', (t) => `${t}\n-- more\n`);
    run('parse', '--no-write-json');
    expect(text()).toEqual(before);
    const { warm, cold } = bothWays('parse');
    expect(warm).toEqual(cold);
  });

  it('sees what was changed while the project was being compiled', () => {
    edit('models/marts/customers.sql', (t) => `${t}\n{{ run_query('select 1') and '' }}`);
    cold();
    run('compile', '-q');
    edit('models/marts/customers.sql', (t) => `${t}\n-- later`);
    const { warm, cold: all } = bothWays('parse');
    expect(warm).toEqual(all);
  });

  it('serves calls at the same time', async () => {
    run('parse');
    const expected = masked(text());
    const calls = ['parse', 'ls', 'compile', 'parse', 'compile', 'ls'].map((command) =>
      quernAsync(project.dir, [command, '-q', ...(command === 'compile' ? ['--no-introspect'] : [])], ENV),
    );
    for (const { code, output } of await Promise.all(calls)) expect(code, output).toBe(0);
    JSON.parse(text());
    run('parse');
    expect(masked(text())).toEqual(expected);
    run('parse');
    expect(masked(text())).toEqual(expected);
  });
});
