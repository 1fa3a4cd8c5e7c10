import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { QuernError } from '../base/diagnostics.js';
import { SourceFile } from '../base/source.js';
import { fileUnreadable, notUtf8 } from './diagnostics.js';

/** The path that diagnostics show of a file: relative to `base` where it is inside, '/' separators. */
export function displayPath(base: string, path: string): string {
  const shorter = relative(base, path);
  return (shorter.startsWith('..') || isAbsolute(shorter) ? path : shorter || '.').split(sep).join('/');
}

/** The file of that path, or undefined where there is none. Throws QuernError where it can't be read or is not UTF-8. */
export function readSource(path: string, display: string): SourceFile | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new QuernError(
      fileUnreadable({ path: display, reason: code === 'EISDIR' ? 'it is a folder' : (code ?? 'unknown error') }),
    );
  }
  return decode(bytes, display);
}

/** Text of UTF-8 bytes; throws QuernError that points at the first byte that is none. */
export function decode(bytes: Uint8Array, display: string): SourceFile {
  try {
    return new SourceFile(display, new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    const valid = validLength(bytes);
    const before = new TextDecoder().decode(bytes.subarray(0, valid));
    const file = new SourceFile(display, new TextDecoder().decode(bytes));
    const span = { file, start: before.length, end: before.length + 1 };
    throw new QuernError(notUtf8({ path: display, byte: bytes[valid] ?? 0 }, span));
  }
}

/** How many bytes at the beginning are UTF-8. */
function validLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      // Stream mode does not mind a character that is cut off at the end.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
