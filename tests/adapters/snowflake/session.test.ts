import { adapterContract } from '../contract.js';
import { adapter, LONG_QUERY, open, prepare, serve } from './target.js';

const server = await serve();
let schemas = 0;

adapterContract({
  adapter,
  open: async () => {
    const schema = `S${++schemas}`;
    await prepare(server, `create schema ${schema}`);
    return await open(server, { schema });
  },
  longQuery: LONG_QUERY,
});
