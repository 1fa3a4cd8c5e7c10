import { afterAll } from 'vitest';
import { adapterContract } from '../contract.js';
import { adapter, open, startServer } from './target.js';

const NO_TRANSACTIONS = 'BigQuery has no transactions beyond a job';
const server = await startServer();
let datasets = 0;

afterAll(() => server.close());

adapterContract({
  adapter,
  open: async () => {
    const dataset = `c${++datasets}`;
    const warehouse = await open(server);
    await (await warehouse.session('prepare')).execute(`create schema \`acme\`.${dataset}`);
    return warehouse;
  },
  longQuery:
    'select count(*) as n from unnest(generate_array(1, 3000)) a, unnest(generate_array(1, 3000)) b, unnest(generate_array(1, 3000)) c where a + b < c',
  table: (name) => `\`acme\`.\`c${datasets}\`.\`${name}\``,
  textType: 'string',
  limits: {
    'commits and rolls back': NO_TRANSACTIONS,
    'is usable after an error inside a transaction that is rolled back': NO_TRANSACTIONS,
    'has sessions that see each other’s committed work': NO_TRANSACTIONS,
  },
});
