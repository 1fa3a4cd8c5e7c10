import { rmSync } from 'node:fs';
import type { LakeFile } from '../../adapters/file-reader.js';
import { fileSourceOf } from '../../adapters/file-source.js';
import { QuernError } from '../../base/diagnostics.js';
import { fromValue } from '../../jinja/values/index.js';
import type { SourceNode } from '../../manifest/types.js';
import { label } from '../freshness/check.js';
import { immutableFiles, keptElsewhere } from './diagnostics.js';
import { cutoffOf } from './rule.js';
import { NOTHING, type Outcome } from './tables.js';
import type { Retained, RetentionInputs, RetentionOptions } from './types.js';
import type { RetentionWarehouse } from './warehouse.js';

/** A file of a folder here or of a stage, by the name that says its day. */
type AnyFile = Pick<LakeFile, 'name' | 'modified'> & { readonly path?: string };

/** Files of a source that are older than the rule allows. The newest stay, whatever their age: a lake is never emptied. */
export async function retainFiles(
  { resource, rule }: Retained,
  inputs: RetentionInputs,
  options: RetentionOptions,
  open: () => Promise<RetentionWarehouse>,
): Promise<Outcome> {
  const source = resource as SourceNode;
  const place = inputs.placeOf(source);
  const { location, removedFiles } = fileSourceOf(source)!;
  if (removedFiles === 'fail') throw new QuernError(immutableFiles({ source: label(source) }, place));
  const listed = await filesAt(location, inputs, open);
  if (!listed) throw new QuernError(keptElsewhere({ source: label(source), location }, place));
  const files = listed.map((file) => ({ file, date: dateOf(file, rule.column) }));
  const dates = files.map(({ date }) => date).sort();
  const newest = dates.at(-1);
  const cutoff = cutoffOf(options.asOf, rule.days);
  const expired = files.filter(({ date }) => date < cutoff && date < newest!).map(({ file }) => file);
  const found = { ...NOTHING, total: files.length, files: expired.length, oldest: dates[0] ?? null };
  if (expired.length === 0) return found;
  if (!options.apply) return { ...found, status: 'expired' };
  // Noted first: should this process end among the files, the rest of them goes with the next call.
  const warehouse = await open();
  const purges = await warehouse.purges();
  const note = {
    unique_id: source.uniqueId,
    relation: location,
    cutoff,
    days: rule.days,
    rows: null,
    files: expired.length,
  };
  await warehouse.session.begin();
  await warehouse.run('get_note_purge_sql', purges, note);
  await warehouse.session.commit();
  for (const { name, path } of expired) {
    if (path === undefined) await warehouse.run('get_remove_stage_file_sql', location, name);
    else rmSync(path.replace(/^file:\/\//, ''), { force: true });
  }
  return { ...found, status: 'purged' };
}

/** Undefined for files that are not quern's to remove: of buckets, of a stage over one, of a call of a function. */
async function filesAt(
  location: string,
  inputs: RetentionInputs,
  open: () => Promise<RetentionWarehouse>,
): Promise<readonly AnyFile[] | undefined> {
  if (location.startsWith('@')) {
    const found = fromValue(await (await open()).ask('list_stage_files', location)) as
      | readonly { readonly name: string; readonly modified: string }[]
      | null;
    return found?.map(({ name, modified }) => ({ name, modified: Date.parse(modified) * 1000 }));
  }
  if (location.includes('(') || /^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(location)) return undefined;
  return (await inputs.reader()).list(location);
}

/** The day that a file is of: that of its folder `column=2026-01-31`, else the last day in its name, else that of its last change. */
export function dateOf({ name, modified }: Pick<LakeFile, 'name' | 'modified'>, column: string | null): string {
  const folder = column === null ? undefined : partition(name, column);
  const written = folder ?? name.match(/(?<!\d)\d{4}-?\d{2}-?\d{2}(?!\d)/g)?.at(-1);
  const day = written?.replaceAll('-', '').replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
  if (day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return day;
  return new Date(modified / 1000).toISOString().slice(0, 10);
}

function partition(name: string, column: string): string | undefined {
  const wanted = `${column.toLowerCase()}=`;
  const part = name.split('/').find((each) => each.toLowerCase().startsWith(wanted));
  return part === undefined ? undefined : decodeURIComponent(part.slice(wanted.length));
}
