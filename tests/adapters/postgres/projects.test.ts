import { beforeAll, describe } from 'vitest';
import { projectContract } from '../contract/index.js';
import { runningQuery } from './activity.js';
import { adapter, newDatabase, open, output, prepare, server } from './target.js';

const DATABASE = 'project_tests';
const GRANTEES = ['contract_reader', 'contract_writer'] as const;
let schemas = 0;

async function answer(sql: string): Promise<unknown> {
  const warehouse = await open({ dbname: DATABASE });
  try {
    return (await (await warehouse.session('ask')).execute(sql, { fetch: true })).rows[0]![0];
  } finally {
    await warehouse.close();
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

describe.skipIf(!server)('postgres', () => {
  beforeAll(async () => {
    await newDatabase(DATABASE);
    await prepare(...GRANTEES.flatMap((role) => [`drop role if exists ${role}`, `create role ${role}`]));
  });

  projectContract({
    adapter,
    output: async () => {
      const schema = `p${++schemas}`;
      return output({ dbname: DATABASE, schema });
    },
    microbatch: ", unique_key='id'",
    longQuery: 'select count(*) as n from generate_series(1, 100000000000) as t',
    running: async (text) => Number(await answer(runningQuery(text))),
    grantees: GRANTEES,
    granted: async (relation, role) =>
      (await answer(
        `select has_table_privilege(${literal(role)}, ${literal(relation.replace(/^"[^"]*"\./, ''))}, 'select')`,
      )) === true,
  });
});
