/** Ctrl-C while statements run on the server, with and without a tenth of all calls failing. */
import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Running } from '../../../e2e/running.js';
import { ContractProject } from '../../contract/project.js';
import { adapter, LONG_QUERY, output, serve } from '../target.js';
import { faultsOf } from './kinds.js';

const server = await serve();
let schemas = 0;
const target = {
  adapter,
  output: async () => output(server, { schema: `INT${++schemas}`, network_timeout: 2, login_timeout: 5 }),
  longQuery: LONG_QUERY,
};

it.each([
  ['undisturbed', 0],
  ['with failing calls', 0.1],
])('leaves no statement running on the server, %s', async (_, rate) => {
  const project = await ContractProject.create(target);
  for (let i = 0; i < 6; i++)
    project.write({
      [`models/m${i}.sql`]: `{{ config(materialized='${i % 2 ? 'table' : 'incremental'}') }} select * from (${LONG_QUERY}) as q`,
    });
  const command = new Running(project.dir, ['run', '--profiles-dir', '.', '--threads', '6']);
  try {
    await until(() => server.running().length === 6);
    server.setFaults(faultsOf(rate, 7));
    expect(await command.interrupt()).toBe(1);
    expect(server.running()).toEqual([]);
  } finally {
    server.setFaults([]);
    command.kill();
    rmSync(project.dir, { recursive: true, force: true });
  }
});

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`it never came: ${server.running().length} statements run`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
