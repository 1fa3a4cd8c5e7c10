import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { FileReader, FileRows, LakeFile } from '../file-reader.js';
import type { FileSource } from '../file-source.js';
import type { ColumnRef } from '../types.js';
import { dialect, literal } from './dialect.js';
import { databaseError } from './errors.js';
import { readCall } from './read-files.js';

/** The column that gets a file's name while it is read. */
const FILE = '_quern_file';

/** Reads files with an engine in memory; relative locations start at `root`. */
export async function openFileReader(root: string): Promise<FileReader> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET errors_as_json = true; SET TimeZone = 'UTC'");
  return new LakeReader(instance, connection, root);
}

class LakeReader implements FileReader {
  constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly root: string,
  ) {}

  async list(location: string): Promise<readonly LakeFile[]> {
    const pattern = /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(location) ? location : this.#absolute(location);
    const found = await this.#rows(`select file from glob(${literal(pattern)}) order by file`);
    if (found.length === 0) return [];
    const prefix = fixedPart(pattern);
    const files = await this.#rows(
      `select filename, size, epoch_us(last_modified) from read_blob(${literal(pattern)}) order by filename`,
    );
    return files.map(([path, size, modified]) => ({
      path: String(path),
      name: String(path).startsWith(prefix) ? String(path).slice(prefix.length) : String(path),
      size: Number(size),
      // The engine knows seconds; a file may be written twice in one.
      modified: isAbsolute(String(path)) ? Math.trunc(statSync(String(path)).mtimeMs * 1000) : Number(modified),
    }));
  }

  async digest({ path }: LakeFile): Promise<string> {
    const [row] = await this.#rows(`select sha256(content) from read_blob(${literal(path)})`);
    return String(row?.[0]);
  }

  async open(source: FileSource, files: readonly LakeFile[]): Promise<FileRows> {
    const paths = files.map(({ path }) => path);
    const read = readCall(asTexts({ ...source, fileColumn: FILE }), paths);
    const columns = (await this.#rows(`describe select * from ${read}`))
      .map(([name, type]): ColumnRef => ({ name: String(name), dataType: String(type) }))
      .filter(({ name }) => name !== FILE);
    const types = new Map(columns.map(({ name, dataType }) => [name, dataType]));
    // What stands before a file's name is the same of all files of a location.
    const [first] = files;
    const start = first === undefined ? 1 : first.path.length - first.name.length + 1;
    return {
      columns,
      lines: (wanted) => {
        const values = wanted.map((name) => copyText(dialect.quote(name), types.get(name)));
        const file = escaped(`substr(${dialect.quote(FILE)}, ${start})`);
        const sql = `select concat_ws(chr(9), ${[...values, file].join(', ')}) from ${read}`;
        return { [Symbol.asyncIterator]: () => this.#lines(sql) };
      },
    };
  }

  close(): void {
    this.connection.disconnectSync();
    this.instance.closeSync();
  }

  async *#lines(sql: string): AsyncGenerator<string> {
    try {
      const result = await this.connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) return;
        yield `${chunk.getColumnValues(0).join('\n')}\n`;
      }
    } catch (error) {
      throw databaseError(error, sql);
    }
  }

  async #rows(sql: string): Promise<readonly (readonly unknown[])[]> {
    try {
      return (await this.connection.runAndReadAll(sql)).getRows();
    } catch (error) {
      throw databaseError(error, sql);
    }
  }

  #absolute(location: string): string {
    const path = location.replace(/^file:\/\//, '');
    return isAbsolute(path) ? path : join(this.root, path);
  }
}

/** The warehouse reads values that are declared: its types are not DuckDB's. */
function asTexts(source: FileSource): FileSource {
  const texts = (columns: FileSource['columns']) =>
    columns.map((column) => (column.type === null ? column : { ...column, type: 'VARCHAR' }));
  return { ...source, columns: texts(source.columns), partitions: texts(source.partitions) };
}

/** The folders of a pattern before its first wildcard, with the slash. */
function fixedPart(pattern: string): string {
  const wild = pattern.search(/[*?[{]/);
  const fixed = wild < 0 ? pattern : pattern.slice(0, wild);
  return fixed.slice(0, fixed.lastIndexOf('/') + 1);
}

const NESTED = /(\[\d*\]|^(STRUCT|MAP|UNION)\b.*)$/s;

function copyText(column: string, type: string | undefined): string {
  return type === undefined ? "'\\N'" : `coalesce(${valueText(column, type)}, '\\N')`;
}

function valueText(column: string, type: string): string {
  if (type === 'BLOB') return `'\\\\x' || lower(hex(${column}))`;
  if (NESTED.test(type)) return escaped(`to_json(${column})::varchar`);
  if (/^(VARCHAR|JSON|ENUM)/.test(type)) return escaped(`${column}::varchar`);
  return `${column}::varchar`;
}

function escaped(value: string): string {
  const special = [
    ["'\\'", "'\\\\'"],
    ['chr(9)', "'\\t'"],
    ['chr(10)', "'\\n'"],
    ['chr(13)', "'\\r'"],
  ];
  return special.reduce((text, [from, to]) => `replace(${text}, ${from}, ${to})`, value);
}
