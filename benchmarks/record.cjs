// Loaded into a run (`node --require`): writes every statement that DuckDB gets to $QUERN_STATEMENTS, one JSON line each, in order
// of completion, with the number of its connection.
const { writeFileSync } = require('node:fs');
// quern's bundle has the driver's JavaScript, but not this, whose functions can't be replaced: the module can.
const native = require('@duckdb/node-bindings');

const numbers = new WeakMap();
let connections = 0;
const lines = [];

const recording = {};
for (const name of Object.getOwnPropertyNames(native)) {
  recording[name] = typeof native[name] === 'function' ? native[name].bind(native) : native[name];
}
recording.query = async (connection, sql) => {
  if (!numbers.has(connection)) numbers.set(connection, connections++);
  const start = performance.now();
  const result = await native.query(connection, sql);
  lines.push(JSON.stringify({ connection: numbers.get(connection), sql, ms: performance.now() - start }));
  return result;
};
require.cache[require.resolve('@duckdb/node-bindings')].exports = recording;
process.on('exit', () => writeFileSync(process.env.QUERN_STATEMENTS, lines.join('\n')));
