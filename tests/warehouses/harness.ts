import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PostgresServer } from '../adapters/postgres/server-process.js';
import { WarehouseCopy } from './copy.js';
import { openSite } from './site.js';
import type { Target, Warehouse } from './warehouse.js';

const root = join(import.meta.dirname, '../..');

export interface OpenOptions {
  /** Default: the warehouse's own. */
  readonly target?: Target;
  readonly scale?: number;
  readonly seed?: number;
  readonly postgres?: PostgresServer | undefined;
}

export interface OpenWarehouse extends WarehouseCopy {
  close(): Promise<void>;
}

/** A copy of a warehouse's project on a site of its own; `close` takes both away. */
export async function openWarehouse(
  warehouse: Warehouse,
  { target = warehouse.targets[0], scale = 1, seed = 42, postgres }: OpenOptions = {},
): Promise<OpenWarehouse> {
  const folder = mkdtempSync(join(tmpdir(), `quern-${warehouse.name}-`));
  const dir = join(folder, 'project');
  const files = join(folder, 'lake');
  mkdirSync(files);
  for (const path of partsOf(warehouse)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    cpSync(join(root, warehouse.folder, path), join(dir, path), { recursive: true });
  }
  const site = await openSite(target, folder, postgres);
  return Object.assign(new WarehouseCopy(warehouse, dir, files, site, scale, seed), {
    async close() {
      await site.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** What a copy of the project needs: its `parts`, or what git knows or would know of its folder. */
function partsOf({ folder, parts }: Warehouse): readonly string[] {
  if (parts) return parts;
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout, status } = spawnSync('git', args, { cwd: join(root, folder), encoding: 'utf8' });
  if (status !== 0) throw new Error(`git can't list ${folder}`);
  return stdout.split('\0').filter(Boolean);
}
