import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a test does to its copy of a fixture. */
export type Change = (dir: string) => void;

export function edit(file: string, from: string | RegExp, to: string): Change {
  return (dir) => {
    const path = join(dir, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing to change in ${file}`);
    writeFileSync(path, after);
  };
}

export function put(file: string, text: string | Uint8Array): Change {
  return (dir) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
}

export function all(...changes: Change[]): Change {
  return (dir) => {
    for (const change of changes) change(dir);
  };
}
