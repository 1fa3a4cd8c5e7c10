import { EVENTS } from '../records/codes.js';
import { isoMicros } from '../records/node-info.js';
import type { LogRecord } from '../records/record.js';
import { stripEscapes } from '../text/width.js';

/** A record as dbt's structured log has it, without the last line break: a line, or one for each resource of a list. */
export function jsonLines(record: LogRecord, invocationId: string, pid: number): string {
  if (record.name !== 'ListCmdOut') return jsonLine(record, invocationId, pid);
  const [code] = EVENTS.PrintEvent;
  return record.message
    .split('\n')
    .map((msg) => jsonLine({ ...record, name: 'PrintEvent', code, message: msg, data: { msg } }, invocationId, pid))
    .join('\n');
}

function jsonLine(record: LogRecord, invocationId: string, pid: number): string {
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
