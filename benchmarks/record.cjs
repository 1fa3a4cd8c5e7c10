// Loaded into a run (`node --require`): writes every statement that DuckDB gets to $QUERN_STATEMENTS, one JSON line each, in order
// of completion, with the number of its connection.
const { writeFileSync } = require('node:fs');
const { DuckDBConnection } = require('@duckdb/node-api');

const numbers = new WeakMap();
let connections = 0;
const lines = [];

for (const method of ['run', 'streamAndReadUntil']) {
  const original = DuckDBConnection.prototype[method];
  DuckDBConnection.prototype[method] = async function recorded(sql, ...rest) {
    if (!numbers.has(this)) numbers.set(this, connections++);
    const start = performance.now();
    const result = await original.call(this, sql, ...rest);
    lines.push(JSON.stringify({ connection: numbers.get(this), sql, ms: performance.now() - start }));
    return result;
  };
}
process.on('exit', () => writeFileSync(process.env.QUERN_STATEMENTS, lines.join('\n')));
