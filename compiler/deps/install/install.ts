import { cpSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { duplicateProject } from '../diagnostics.js';
import type { Fetcher } from '../fetch.js';
import { type Pin, titleOf } from '../resolve/requirement.js';
import type { DepsEvent } from '../types.js';

/** Fetches packages, several at a time, and puts each into `folder` under its name; tells of them in order. Throws QuernError. */
export async function installAll(
  pins: readonly Pin[],
  folder: string,
  around: { readonly fetcher: Fetcher; readonly root: string; readonly tell: (event: DepsEvent) => void },
): Promise<void> {
  const { fetcher, root, tell } = around;
  mkdirSync(folder, { recursive: true });
  const fetching = pins.map((pin) => fetcher.tree(pin));
  // Each is waited for below, in order.
  for (const tree of fetching) tree.catch(() => {});
  const outdated: string[] = [];
  const places = new Map<string, string>();
  for (const [index, pin] of pins.entries()) {
    const title = titleOf(pin);
    tell({ type: 'installing', name: title });
    const { name, path, leftOut } = await fetching[index]!;
    const other = places.get(name);
    if (other) throw new QuernError(duplicateProject({ name, places: [other, title] }));
    places.set(name, title);
    const target = join(folder, name);
    if (pin.kind === 'local') link(resolve(root, pin.path), target);
    else renameSync(path, target);
    tell({ type: 'installed', version: versionOf(pin) });
    if (leftOut > 0) tell({ type: 'left-out', name, count: leftOut });
    if (pin.kind === 'hub') {
      if (pin.latest === pin.version) tell({ type: 'up-to-date' });
      else {
        outdated.push(pin.package);
        tell({ type: 'update-available', latest: pin.latest });
      }
    }
    if (pin.kind === 'git' && pin.subdirectory) tell({ type: 'subdirectory', path: pin.subdirectory });
  }
  if (outdated.length > 0) tell({ type: 'updates-available', packages: outdated });
}

function versionOf(pin: Pin): string {
  switch (pin.kind) {
    case 'hub':
      return `version ${pin.version}`;
    case 'git':
      return pin.revision === 'HEAD' ? 'HEAD (default revision)' : `revision ${pin.revision}`;
    case 'tarball':
      return `tarball (url: ${pin.url})`;
    case 'local':
      return `<local @ ${pin.path}>`;
  }
}

/** A local package stays where it is, so that a change to it counts at once. */
function link(folder: string, target: string): void {
  try {
    symlinkSync(folder, target, process.platform === 'win32' ? 'junction' : 'dir');
  } catch {
    cpSync(folder, target, { recursive: true });
  }
}
