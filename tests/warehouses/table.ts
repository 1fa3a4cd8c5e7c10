import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresServer } from '../adapters/postgres/server-process.js';
import type { WarehouseCopy } from './copy.js';
import { openWarehouse } from './harness.js';
import type { Target, Warehouse } from './warehouse.js';

/** What a row of the README's table says. */
export interface Figures {
  readonly name: string;
  readonly target: Target;
  readonly models: number;
  readonly tests: number;
  /** Of all relations that are built: models, seeds, snapshots. */
  readonly rows: number;
  readonly fullSeconds: number;
  readonly incrementalSeconds: number;
  readonly megabytes: number;
}

/** Builds a warehouse from nothing and then its second day. Wall time of the day's calls, tests included. */
export async function measure(
  warehouse: Warehouse,
  target: Target,
  postgres: PostgresServer | undefined,
  scale?: number,
): Promise<Figures> {
  const copy = await openWarehouse(warehouse, { target, postgres, scale });
  try {
    await copy.deliver(1);
    const full = await copy.build();
    const { models, tests } = countsOf(copy);
    await copy.deliver(2);
    const incremental = await copy.build();
    return {
      name: warehouse.name,
      target,
      models,
      tests,
      rows: await rowsOf(copy),
      fullSeconds: seconds(full),
      incrementalSeconds: seconds(incremental),
      megabytes: Math.max(...full.map((call) => call.megabytes), ...incremental.map((call) => call.megabytes)),
    };
  } finally {
    await copy.close();
  }
}

function countsOf(copy: WarehouseCopy): { readonly models: number; readonly tests: number } {
  const manifest = JSON.parse(readFileSync(join(copy.dir, 'target/manifest.json'), 'utf8'));
  const of = (type: string): number =>
    Object.values(manifest.nodes as Record<string, { resource_type: string; package_name: string }>).filter(
      (node) => node.resource_type === type && node.package_name === manifest.metadata.project_name,
    ).length;
  return { models: of('model'), tests: of('test') + Object.keys(manifest.unit_tests ?? {}).length };
}

async function rowsOf(copy: WarehouseCopy): Promise<number> {
  return [...(await copy.digests()).values()].reduce((sum, { rows }) => sum + rows, 0);
}

function seconds(calls: readonly { readonly wallSeconds: number }[]): number {
  return calls.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
}

/** A Markdown table: a line a warehouse, measured on its own target. */
export function tableOf(figures: readonly Figures[], platforms: ReadonlyMap<string, readonly Target[]>): string {
  const number = (n: number): string => Math.round(n).toLocaleString('en');
  const time = (n: number): string => `${n.toFixed(1)} s`;
  return [
    '| warehouse | models | tests | rows | full build | next day | memory | runs on |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...figures.map((f) =>
      [
        '',
        f.name,
        f.models,
        f.tests,
        number(f.rows),
        time(f.fullSeconds),
        time(f.incrementalSeconds),
        `${number(f.megabytes)} MB`,
        platforms.get(f.name)!.join(', '),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n');
}
