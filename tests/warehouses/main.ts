/** `npm run warehouses`: what scripts/warehouses.mjs bundles and calls. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '../adapters/postgres/binaries.js';
import { type PostgresServer, startServer, stopServer } from '../adapters/postgres/server-process.js';
import { type Figures, measure, tableOf } from './table.js';
import type { Target, Warehouse } from './warehouse.js';

export interface Options {
  /** Default: all. */
  readonly names: readonly string[];
  /** Measure on every target, not on each warehouse's own only. */
  readonly everywhere: boolean;
  readonly scale?: number;
  /** A file whose lines between the marks are replaced by the table. */
  readonly write?: string;
}

const BEGIN = '<!-- npm run warehouses -->';
const END = '<!-- end -->';

export async function main(all: readonly Warehouse[], options: Options): Promise<number> {
  const unknown = options.names.filter((name) => !all.some((warehouse) => warehouse.name === name));
  if (unknown.length > 0) {
    console.error(`There is no warehouse ${unknown.join(', ')}; there are: ${all.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  const chosen = all.filter(({ name }) => options.names.length === 0 || options.names.includes(name));
  const targetsOf = ({ targets }: Warehouse): readonly Target[] => (options.everywhere ? targets : targets.slice(0, 1));
  const folder = mkdtempSync(join(tmpdir(), 'quern-postgres-'));
  const postgres = chosen.some((warehouse) => targetsOf(warehouse).includes('postgres'))
    ? await start(folder)
    : undefined;
  const figures: Figures[] = [];
  try {
    for (const warehouse of chosen)
      for (const target of targetsOf(warehouse)) {
        const found = await measure(warehouse, target, postgres, options.scale);
        console.error(
          `${found.name} on ${target}: ${found.fullSeconds.toFixed(1)} s, next day ${found.incrementalSeconds.toFixed(1)} s`,
        );
        figures.push(found);
      }
  } finally {
    if (postgres) stopServer(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  const own = figures.filter(({ name, target }) => all.find((w) => w.name === name)!.targets[0] === target);
  const table = tableOf(own, new Map(all.map(({ name, targets }) => [name, targets])));
  console.log(table);
  if (options.write) replace(options.write, table);
  return 0;
}

async function start(folder: string): Promise<PostgresServer> {
  const said: string[] = [];
  const bin = findBinaries(folder, (message) => said.push(message));
  if (!bin) throw new Error(`No PostgreSQL server: ${said.join('; ')}`);
  return startServer(folder, bin);
}

function replace(file: string, table: string): void {
  const text = readFileSync(file, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${file} has no lines '${BEGIN}' and '${END}'`);
  writeFileSync(file, `${text.slice(0, begin + BEGIN.length)}\n${table}\n${text.slice(end)}`);
}
