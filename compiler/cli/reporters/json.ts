import { isoMicros } from '../records/node-records.js';
import type { LogRecord } from '../records/record.js';
import { stripEscapes } from '../text/width.js';

/** A record as a line of dbt's structured log, without the line break. */
export function jsonLine(record: LogRecord, invocationId: string, pid: number): string {
  return JSON.stringify({
    data: typeof record.data === 'function' ? record.data() : record.data,
    info: {
      category: '',
      code: record.code,
      extra: {},
      invocation_id: invocationId,
      level: record.level,
      msg: stripEscapes(record.message),
      name: record.name,
      pid,
      thread: record.thread,
      ts: `${isoMicros(record.time)}Z`,
    },
  });
}
