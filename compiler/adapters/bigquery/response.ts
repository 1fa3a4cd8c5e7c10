import type { AdapterResponse } from '../types.js';
import type { Job } from './job-types.js';

const CODES: Readonly<Record<string, string>> = {
  CREATE_VIEW: 'CREATE VIEW',
  CREATE_TABLE_AS_SELECT: 'CREATE TABLE',
  SCRIPT: 'SCRIPT',
  SELECT: 'SELECT',
  INSERT: 'INSERT',
  UPDATE: 'UPDATE',
  DELETE: 'DELETE',
  MERGE: 'MERGE',
};

/** What run_results say of a finished query, in dbt's words: `CREATE TABLE (1.0k rows, 2.3 MiB processed)`. */
export function responseOf(job: Job, rows: number | undefined): AdapterResponse {
  const { query, totalSlotMs } = job.statistics ?? {};
  const code = query?.statementType === undefined ? undefined : CODES[query.statementType];
  const { projectId, jobId, location } = job.jobReference;
  const bytes = numberOf(query?.totalBytesProcessed);
  const shown = code ?? 'OK';
  const processed = `${formatBytes(bytes ?? 0)} processed`;
  return {
    _message:
      rows !== undefined
        ? `${shown} (${formatRows(rows)} rows, ${processed})`
        : bytes !== undefined
          ? `${shown} (${processed})`
          : shown,
    code: shown,
    ...(rows === undefined ? {} : { rows_affected: rows }),
    bytes_processed: bytes ?? null,
    bytes_billed: numberOf(query?.totalBytesBilled) ?? null,
    location: location ?? null,
    project_id: projectId,
    job_id: jobId,
    query_id: jobId,
    slot_ms: numberOf(totalSlotMs) ?? null,
  };
}

/** What a dry run tells: the bytes that the query would read. */
export function costOf({ statistics }: Job): AdapterResponse {
  const bytes = numberOf(statistics?.query?.totalBytesProcessed ?? statistics?.totalBytesProcessed) ?? 0;
  return { _message: `${formatBytes(bytes)} would be processed`, bytes_processed: bytes };
}

export function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

const BYTES = ['Bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export function formatBytes(bytes: number): string {
  if (bytes === 0) return '0';
  let size = bytes;
  let unit = 0;
  while (Math.abs(size) >= 1024 && unit < BYTES.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size.toFixed(1)} ${BYTES[unit]}`;
}

const COUNTS = ['', 'k', 'm', 'b', 't'];

export function formatRows(rows: number): string {
  let size = rows;
  let unit = 0;
  while (Math.abs(size) >= 1000 && unit < COUNTS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size.toFixed(1)}${COUNTS[unit]}`;
}
