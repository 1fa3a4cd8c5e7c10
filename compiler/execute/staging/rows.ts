import type { FileReader, FileRows } from '../../adapters/file-reader.js';
import type { FileSource } from '../../adapters/file-source.js';
import type { SourceNode } from '../../manifest/types.js';
import { label } from '../freshness/check.js';
import type { DigestedFile, FileChanges } from './changes.js';
import { missingColumns } from './diagnostics.js';
import type { StagingInputs } from './types.js';
import type { StagingWarehouse } from './warehouse.js';

/** The column that says which file a row is of, where the source names no other. */
const FILE_COLUMN = '_file';
/** The column that says when a row came. */
const TIME_COLUMN = '_staged_at';

export interface RowsTask {
  readonly source: SourceNode;
  readonly files: FileSource;
  readonly changes: FileChanges;
  readonly fullRefresh: boolean;
}

/** Brings the table of a source to what its files hold, in the transaction that is open. Answers how many rows came. */
export async function stageRows(
  { source, files, changes, fullRefresh }: RowsTask,
  inputs: StagingInputs,
  warehouse: StagingWarehouse,
  reader: FileReader,
): Promise<number> {
  const { relation } = warehouse;
  const { nameOf } = inputs;
  const existing = await warehouse.columns();
  const isNew = existing === undefined || fullRefresh;
  const gone = [...changes.changed.map(({ name }) => name), ...(files.removedFiles === 'keep' ? [] : changes.removed)];
  const fileColumn = nameOf(files.fileColumn ?? FILE_COLUMN, false);
  if (!isNew && gone.length > 0) await warehouse.run('get_delete_staged_rows_sql', [relation, fileColumn, gone]);
  const incoming: readonly DigestedFile[] = [...changes.added, ...changes.changed];
  if (incoming.length === 0) return 0;

  const rows = await reader.open(files, incoming);
  const columns = columnsOf(files, rows, inputs);
  const missing = columns.filter(({ inFile }) => inFile === undefined).map(({ given }) => given);
  if (missing.length > 0)
    inputs.report(missingColumns({ source: label(source), columns: missing }, inputs.placeOf(source)));
  const wanted = [
    ...columns,
    { name: fileColumn, type: inputs.staging.ownTypes!.file },
    { name: nameOf(TIME_COLUMN, false), type: inputs.staging.ownTypes!.time },
  ].map(({ name, type }) => ({ name, type }));
  if (isNew) {
    if (existing) await warehouse.ask('drop_staged_table', relation);
    await warehouse.run('get_create_staged_sql', [relation, wanted]);
  } else {
    const there = new Set(existing.map((name) => nameOf(name, true)));
    const added = wanted.filter(({ name }) => !there.has(name));
    if (added.length > 0) await warehouse.run('get_add_staged_columns_sql', [relation, added]);
  }
  const filled = columns.flatMap(({ name, inFile }) => (inFile === undefined ? [] : [{ name, inFile }]));
  const result = await warehouse.run('get_copy_rows_sql', [relation, [...filled.map(({ name }) => name), fileColumn]], {
    input: rows.lines(filled.map(({ inFile }) => inFile)),
  });
  return Number(result?.response.rows_affected ?? 0);
}

interface StagedColumn {
  /** As the warehouse has it, quoted. */
  readonly name: string;
  readonly type: string;
  /** As YAML or the file has it. */
  readonly given: string;
  readonly inFile: string | undefined;
}

/** The declared columns, if all are; else what the files have, with the types that are declared. */
function columnsOf(files: FileSource, rows: FileRows, { nameOf, staging }: StagingInputs): StagedColumn[] {
  const inFiles = new Map(rows.columns.map((column) => [column.name.toLowerCase(), column]));
  const declared = [...files.columns, ...files.partitions];
  const typeOf = (name: string): string => {
    const found = inFiles.get(name.toLowerCase());
    return found && staging.columnType ? staging.columnType(found.dataType) : 'text';
  };
  const out = declared
    // What is only described is a column if the files have it.
    .filter(({ name, type }) => type !== null || inFiles.has(name.toLowerCase()))
    .map(({ name, type, quoted }) => ({
      name: nameOf(name, quoted),
      type: type ?? typeOf(name),
      given: name,
      inFile: inFiles.get(name.toLowerCase())?.name,
    }));
  if (files.isDeclared) return out;
  const known = new Set(declared.map(({ name }) => name.toLowerCase()));
  const found = rows.columns
    .filter(({ name }) => !known.has(name.toLowerCase()))
    .map(({ name }) => ({ name: nameOf(name, false), type: typeOf(name), given: name, inFile: name }));
  return [...out, ...found];
}
