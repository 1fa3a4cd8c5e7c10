import { isAbsolute, join } from 'node:path';
import type { FileSource } from '../../adapters/file-source.js';
import { fromValue } from '../../jinja/values/index.js';
import type { FileChanges } from './changes.js';
import type { StagingWarehouse } from './warehouse.js';

/** What macros are told of a source's files. */
export function described(files: FileSource): Record<string, unknown> {
  const columns = (list: FileSource['columns']) => list.map(({ name, type }) => ({ name, type }));
  return {
    location: files.location,
    format: files.format,
    folder: files.location
      .slice(0, files.location.search(/[*?[]|$/))
      .replace(/[^/]*$/, '')
      .replace(/\/$/, ''),
    hive_partitioning: files.hivePartitioning === true,
    is_declared: files.isDeclared,
    columns: columns(files.columns),
    partitions: columns(files.partitions),
    read_options: files.readOptions,
  };
}

/** Whether files are on this machine. */
export function isLocal(location: string): boolean {
  return !/^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(location);
}

/** Files of this machine by their whole address. */
export function addressed(files: FileSource, root: string): FileSource {
  if (!isLocal(files.location)) return files;
  const path = files.location.replace(/^file:\/\//, '');
  return { ...files, location: `file://${isAbsolute(path) ? path : join(root, path)}` };
}

/** Makes the stage of a source, or the format that its queries name; `anew` where either is there already. */
export async function prepareStage(files: FileSource, anew: boolean, warehouse: StagingWarehouse): Promise<void> {
  const answer = await warehouse.ask('get_prepare_stage_sqls', warehouse.relation, described(files), anew);
  const statements = fromValue(answer);
  for (const sql of statements as readonly string[]) await warehouse.session.execute(sql);
}

/** Puts files into the stage and takes others out of it. Doing it again after half of it does no harm. */
export async function stageFiles(
  files: FileSource,
  { added, changed, removed }: FileChanges,
  warehouse: StagingWarehouse,
): Promise<void> {
  const { relation } = warehouse;
  for (const { path, name } of [...added, ...changed]) await warehouse.run('get_put_file_sql', [relation, path, name]);
  if (files.removedFiles === 'keep') return;
  for (const name of removed) await warehouse.run('get_remove_file_sql', [relation, name]);
}
