import type { ServerResponse } from 'node:http';
import type { EmulatedSession } from '../engine/session.js';
import type { Upload, WireCell } from '../results/result.js';
import { wireColumn } from '../results/wire.js';
import type { Execution } from './execution.js';

/** Rows that stand in the answer itself; the others are chunks, which the driver fetches one by one. */
const INLINE_ROWS = 2_000;
const CHUNK_ROWS = 10_000;

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** The answer for a statement that has ended. */
export function outcomeBody(execution: Execution, url: string): unknown {
  const { outcome, session, queryId, entry } = execution;
  if (!outcome) return progressBody(execution, false);
  if ('error' in outcome) {
    const { code, sqlState, message } = outcome.error;
    return {
      success: false,
      code,
      message,
      data: {
        internalError: false,
        errorCode: code,
        sqlState,
        queryId,
        age: 0,
        line: -1,
        pos: -1,
        type: 'COMPILATION',
      },
      headers: null,
    };
  }
  const { result, children } = outcome;
  const inline = result.rows.length <= INLINE_ROWS ? result.rows : result.rows.slice(0, INLINE_ROWS);
  return {
    success: true,
    code: null,
    message: null,
    data: {
      parameters: parametersOf(session),
      rowtype: result.columns.map(wireColumn),
      rowset: inline,
      total: result.rows.length,
      returned: result.rows.length,
      queryId,
      sqlState: '00000',
      databaseProvider: null,
      ...sessionState(session),
      numberOfBinds: 0,
      arrayBindSupported: result.statementType === 0x3100,
      statementTypeId: result.statementType,
      version: 1,
      sendResultTime: entry.end,
      queryResultFormat: 'json',
      ...(result.rows.length > inline.length
        ? { chunks: chunkList(result.rows, queryId, url), chunkHeaders: { 'x-quern-chunk': queryId } }
        : {}),
      ...(children
        ? { resultIds: children.map((c) => c.queryId).join(','), resultTypes: children.map(typeOf).join(',') }
        : {}),
      ...(result.upload ? uploadBody(result.upload, url) : {}),
    },
  };
}

/** Files are sent as to Google's storage, the one of the three that takes a plain address over HTTP. */
function uploadBody(upload: Upload, url: string): Record<string, unknown> {
  return {
    command: 'UPLOAD',
    operation: 'Node',
    src_locations: [upload.source],
    autoCompress: upload.autoCompress,
    overwrite: upload.overwrite,
    sourceCompression: upload.sourceCompression,
    parallel: upload.parallel,
    encryptionMaterial: null,
    stageInfo: {
      locationType: 'GCS',
      location: upload.location,
      region: 'local',
      endPoint: url,
      creds: { GCS_ACCESS_TOKEN: 'emulated' },
      isClientSideEncrypted: false,
      presignedUrl: null,
      path: upload.location,
    },
  };
}

function typeOf({ outcome }: Execution): number {
  return outcome && 'result' in outcome ? outcome.result.statementType : 0;
}

export function sessionState(session: EmulatedSession): Record<string, string | null> {
  return {
    finalDatabaseName: session.database ?? null,
    finalSchemaName: session.schema ?? null,
    finalWarehouseName: session.warehouse ?? null,
    finalRoleName: session.role,
  };
}

/** The answer for a statement that runs on. */
export function progressBody({ queryId }: Execution, detached: boolean): unknown {
  return {
    success: true,
    code: detached ? '333334' : '333333',
    message: 'Query execution in progress. Please poll for result.',
    data: { queryId, getResultUrl: `/queries/${queryId}/result`, queryAbortsAfterSecs: 300, progressDesc: null },
  };
}

function chunkList(rows: readonly unknown[], queryId: string, url: string): unknown[] {
  const chunks: unknown[] = [];
  for (let from = INLINE_ROWS; from < rows.length; from += CHUNK_ROWS) {
    const rowCount = Math.min(CHUNK_ROWS, rows.length - from);
    const size = chunkText(rows.slice(from, from + rowCount) as readonly (readonly WireCell[])[]).length;
    chunks.push({
      url: `${url}/chunks/${queryId}/${chunks.length}`,
      rowCount,
      uncompressedSize: size,
      compressedSize: size,
    });
  }
  return chunks;
}

/** A chunk's body: rows without the outer brackets. */
export function chunkBody(rows: readonly (readonly WireCell[])[], index: number): string {
  const from = INLINE_ROWS + index * CHUNK_ROWS;
  return chunkText(rows.slice(from, from + CHUNK_ROWS));
}

function chunkText(rows: readonly (readonly WireCell[])[]): string {
  return JSON.stringify(rows).slice(1, -1);
}

export function parametersOf(session: EmulatedSession): { name: string; value: unknown }[] {
  return [...session.parameters].map(([name, value]) => ({ name, value }));
}
