import type { FileSource } from './file-source.js';
import type { ColumnRef } from './types.js';

export interface LakeFile {
  /** Its address, as it can be read. */
  readonly path: string;
  /** From the first folder with a wildcard on: what stays when the lake moves. */
  readonly name: string;
  readonly size: number;
  /** Microseconds since 1970. */
  readonly modified: number;
}

/** Columns as the files have them. */
export interface FileRows {
  readonly columns: readonly ColumnRef[];
  /** Rows as lines: values between tabs, backslashes before what is special, `\N` for null; the file's name is the last value. */
  lines(columns: readonly string[]): AsyncIterable<string>;
}

/** Reads files of a lake for warehouses that can't. Throws DatabaseError for files that are not what they should be. */
export interface FileReader {
  /** The files of a location, by name. */
  list(location: string): Promise<readonly LakeFile[]>;
  digest(file: LakeFile): Promise<string>;
  open(source: FileSource, files: readonly LakeFile[]): Promise<FileRows>;
  close(): void;
}
