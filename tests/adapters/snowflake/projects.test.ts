import { projectContract } from '../contract/index.js';
import { adapter, LONG_QUERY, open, output, prepare, serve } from './target.js';

const GRANTEES = ['CONTRACT_READER', 'CONTRACT_WRITER'] as const;
const server = await serve();
await prepare(server, ...GRANTEES.map((role) => `create role ${role}`));
let schemas = 0;

projectContract({
  adapter,
  output: async () => output(server, { schema: `P${++schemas}` }),
  longQuery: LONG_QUERY,
  running: async (text) => server.running().filter((sql) => sql.includes(text)).length,
  grantees: GRANTEES,
  granted: async (relation, role) => {
    const warehouse = await open(server);
    try {
      const { rows, columns } = await (await warehouse.session('ask')).execute(`show grants to role ${role}`, {
        fetch: true,
      });
      const at = (name: string): number => columns.findIndex((column) => column.name === name);
      return rows.some((row) => row[at('privilege')] === 'SELECT' && row[at('name')] === relation.replaceAll('"', ''));
    } finally {
      await warehouse.close();
    }
  },
});
