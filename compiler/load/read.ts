import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { DiagnosticSink } from '../base/diagnostics.js';
import { SourceFile } from '../base/source.js';
import { systemFailure } from '../base/system-error.js';
import { notUtf8, unreadable } from './diagnostics.js';
import type { FileEntry } from './tree.js';

/** Reads a file of the project. Reports a file that cannot be read or is not UTF-8, and answers undefined then. */
export function readEntry(entry: FileEntry, sink: DiagnosticSink): SourceFile | undefined {
  return readText(entry.absolutePath, entry.displayPath, sink);
}

export function readText(absolutePath: string, displayPath: string, sink: DiagnosticSink): SourceFile | undefined {
  let text: string;
  let bytes: Buffer | undefined;
  try {
    text = readFileSync(absolutePath, 'utf8');
    // What is not UTF-8 is decoded to U+FFFD; but a text may also have that character.
    if (text.includes('\ufffd')) bytes = readFileSync(absolutePath);
  } catch (error) {
    const reason = systemFailure(error)?.reason ?? (error instanceof Error ? error.message : String(error));
    const file = new SourceFile(displayPath, '');
    sink.report(unreadable({ path: displayPath, reason }, { file, start: 0, end: 0 }));
    return undefined;
  }
  const file = new SourceFile(displayPath, text);
  if (bytes === undefined || isUtf8(bytes)) return file;
  const offset = firstInvalidByte(bytes);
  const start = bytes.subarray(0, offset).toString('utf8').length;
  sink.report(
    notUtf8(
      { path: displayPath, offset, byte: bytes[offset]! },
      { file, start, end: start + 1 },
      { label: 'not UTF-8' },
    ),
  );
  return undefined;
}

/** Index of the byte at which the first ill-formed sequence starts. */
function firstInvalidByte(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  // The longest valid prefix, by bisection; the up to three bytes of a sequence cut at the end are no error of the prefix.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (validPrefix(bytes, middle)) low = middle;
    else high = middle - 1;
  }
  let start = low;
  while (start > 0 && start > low - 3 && !isUtf8(bytes.subarray(0, start))) start--;
  return Math.min(start, bytes.length - 1);
}

function validPrefix(bytes: Buffer, end: number): boolean {
  for (let cut = 0; cut <= 3 && cut <= end; cut++) {
    if (!isUtf8(bytes.subarray(0, end - cut))) continue;
    return cut === 0 || openSequence(bytes.subarray(end - cut, end));
  }
  return false;
}

/** Whether these bytes begin one well-formed sequence that is longer than they are. */
function openSequence(bytes: Buffer): boolean {
  const lead = bytes[0]!;
  const length =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xc2 && lead <= 0xdf ? 2 : 0;
  return length > bytes.length && bytes.subarray(1).every((byte) => byte >= 0x80 && byte <= 0xbf);
}
