import { loadAdapter } from '../../compiler/adapters/registry.js';
import { projectContract } from './contract/index.js';

projectContract({
  adapter: await loadAdapter('duckdb'),
  output: async (folder) => ({ type: 'duckdb', path: `${folder}/shop.duckdb` }),
  longQuery: 'select count(*) as n from range(100000000000) t',
});
