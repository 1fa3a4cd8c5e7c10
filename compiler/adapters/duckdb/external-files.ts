/** Options of COPY for the `external` materialization, in the order given. */
export type ExternalOptions = readonly (readonly [key: string, value: string])[];

const QUOTED: ReadonlySet<string> = new Set(['delimiter', 'quote', 'escape', 'null']);

/** The format that a file's name says: its ending, without `.gz`; Parquet if it has none. */
function formatOf(location: string): { format: string; gzip: boolean } {
  const name = location.slice(location.lastIndexOf('/') + 1).toLowerCase();
  const gzip = name.endsWith('.gz') && name.indexOf('.') < name.length - 3;
  const stem = gzip ? name.slice(0, -3) : name;
  const ending = /.\.([^.]+)$/.exec(stem)?.[1];
  return { format: ending === undefined || ending === 'gz' ? 'parquet' : ending, gzip };
}

/** What stands between the parentheses of `COPY … TO location (…)`. */
export function writeOptions(location: string, options: ExternalOptions): string {
  const { format, gzip } = formatOf(location);
  const all = [...options];
  const has = (key: string): boolean => all.some(([k]) => k === key);
  if (!has('format')) {
    all.push(['format', format]);
    if (gzip && !has('compression')) all.push(['compression', 'gzip']);
  }
  if (all.some(([key, value]) => key === 'format' && value === 'csv') && !has('header')) all.push(['header', '1']);
  return all.map(([key, value]) => `${key} ${writtenValue(key, value)}`).join(', ');
}

function writtenValue(key: string, value: string): string {
  if (QUOTED.has(key) && !value.startsWith("'")) return `'${value}'`;
  if (key === 'partition_by' && value.includes(',') && !/^[[(]/.test(value)) return `(${value})`;
  return value;
}

/** Where the files are that such a COPY wrote: a pattern if it wrote several. */
export function readLocation(location: string, options: ExternalOptions): string {
  const value = (key: string): string | undefined => options.find(([k]) => k === key)?.[1];
  const format = value('format') ?? 'parquet';
  const partitions = value('partition_by');
  if (partitions !== undefined) return `${location}${'/*'.repeat(partitions.split(',').length)}/*.${format}`;
  return /^true$/i.test(value('per_thread_output') ?? '') ? `${location}/*.${format}` : location;
}
