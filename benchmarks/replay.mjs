// Runs recorded statements (record.cjs) on a database file, one after another, and nothing else; prints CPU seconds of the process
// from opening the database to closing it.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [file, database] = process.argv.slice(2);
const statements = readFileSync(file, 'utf8').split('\n').map(JSON.parse);
const begin = process.cpuUsage();
const instance = await DuckDBInstance.create(database);
const connections = new Map();
for (const { connection, sql } of statements) {
  if (!connections.has(connection)) connections.set(connection, await instance.connect());
  await connections.get(connection).run(sql);
}
for (const connection of connections.values()) connection.disconnectSync();
instance.closeSync();
const { user, system } = process.cpuUsage(begin);
console.log(JSON.stringify({ cpu: (user + system) / 1e6, statements: statements.length }));
