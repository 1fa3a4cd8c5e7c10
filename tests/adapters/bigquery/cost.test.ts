import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { quernAsync } from '../../e2e/cli.js';
import { TestProject } from './project.js';
import { startServer } from './target.js';

const server = await startServer();
afterAll(() => server.close());

it('compile --cost tells what each query would read, and runs none', async () => {
  const project = new TestProject(server, {
    'models/base.sql': "{{ config(materialized='table') }}\nselect 1 as id, 'x' as name union all select 2, 'y'",
    'models/above.sql': "select id from {{ ref('base') }}",
    'models/lost.sql': 'select * from `acme`.`shop`.`no_such`',
  });
  try {
    await project.run({ files: { 'models/lost.sql': '{{ config(enabled=false) }} select 1' } });
    const before = server.log.length;
    project.write({ 'models/lost.sql': 'select * from `acme`.`shop`.`no_such`' });
    const { stdout, code } = await quernAsync(project.dir, ['compile', '--cost', '--profiles-dir', project.dir]);
    expect(stdout).toMatch(/base: 0 would be processed/);
    expect(stdout).toMatch(/above: 32\.0 Bytes would be processed/);
    expect(stdout).toMatch(/lost: unknown: Not found: Table/);
    expect(code).toBe(0);
    expect(server.log.length).toBe(before);
    const { results } = JSON.parse(readFileSync(join(project.dir, 'target/run_results.json'), 'utf8')) as {
      results: { unique_id: string; adapter_response: { bytes_processed?: number } }[];
    };
    expect(results.find((r) => r.unique_id === 'model.shop.above')?.adapter_response.bytes_processed).toBe(32);
  } finally {
    project.remove();
  }
});
