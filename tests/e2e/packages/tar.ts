import { gzipSync } from 'node:zlib';

export interface TarEntry {
  readonly path: string;
  readonly body?: string | Buffer;
  /** `0` file, `1` hard link, `2` symbolic link, `3` device, `5` folder, `6` pipe. */
  readonly type?: string;
  readonly target?: string;
  readonly mode?: number;
  /** What the header says, where it lies. */
  readonly size?: number;
}

/** An archive of any entries, hostile ones included: no library would write them. */
export function tar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocks), Buffer.alloc(1024)]);
}

export function tarball(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tar(entries));
}

function blocks({ path, body = '', type = '0', target = '', mode = 0o644, size }: TarEntry): Buffer[] {
  const content = Buffer.from(body);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100, 'utf8');
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(size ?? content.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(target, 157, 100, 'utf8');
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}
