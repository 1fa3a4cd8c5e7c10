import type { FileReader, LakeFile } from '../../adapters/file-reader.js';

/** A file that was taken, as the warehouse remembers it. */
export interface KnownFile {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly digest: string;
}

export type DigestedFile = LakeFile & { readonly digest: string };

/** What has happened to files since they were taken. */
export interface FileChanges {
  readonly added: readonly DigestedFile[];
  readonly changed: readonly DigestedFile[];
  /** Written anew with the same content. */
  readonly touched: readonly DigestedFile[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * Compares files with those that were taken: by name and size, then by content. A file whose size and time are those of before is not
 * read, unless `checksum` asks for it.
 */
export async function changesOf(
  files: readonly LakeFile[],
  known: readonly KnownFile[],
  digest: FileReader['digest'],
  checksum: boolean,
): Promise<FileChanges> {
  const before = new Map(known.map((file) => [file.name, file]));
  const [added, changed, touched]: [DigestedFile[], DigestedFile[], DigestedFile[]] = [[], [], []];
  let unchanged = 0;
  for (const file of files) {
    const old = before.get(file.name);
    before.delete(file.name);
    if (old && old.size === file.size && old.modified === file.modified && !checksum) {
      unchanged++;
      continue;
    }
    const digested = { ...file, digest: await digest(file) };
    if (!old) added.push(digested);
    else if (old.digest !== digested.digest) changed.push(digested);
    else if (old.modified !== file.modified) touched.push(digested);
    else unchanged++;
  }
  return { added, changed, touched, removed: [...before.keys()], unchanged };
}
