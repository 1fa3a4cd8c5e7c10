import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync, writevSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes JSON so that a reader sees the old file or the new one, never half of one. */
export function writeJsonFile(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(value));
  renameSync(temporary, path);
}

/** Writes a file from pieces, as a whole or not at all. */
export function writePieces(path: string, pieces: readonly Uint8Array[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    // A system call takes 1,024 pieces at most, and may write fewer bytes than it was given.
    for (let at = 0; at < pieces.length; at += 1000) writeAll(file, pieces.slice(at, at + 1000));
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function writeAll(file: number, pieces: readonly Uint8Array[]): void {
  const total = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  const written = writevSync(file, pieces);
  if (written === total) return;
  const rest = Buffer.concat(pieces).subarray(written);
  for (let at = 0; at < rest.length; ) at += writeSync(file, rest, at);
}
