import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DiagnosticSink } from '../base/diagnostics.js';
import { historyFile } from './diagnostics.js';
import type { History, MetricRow, Past } from './types.js';

type Line = Omit<MetricRow, 'at'> & { readonly at: string };

/** The history in a file of JSON lines, which is replaced as a whole: half of a run is never in it. */
export function fileHistory(path: string, shown: string, runId: string, keepFrom: Date, sink: DiagnosticSink): History {
  const lines = readLines(path, shown, sink);
  const byKey = new Map<string, Past[]>();
  for (const line of lines) {
    if (line.runId === runId) continue;
    const key = keyOf(line.monitor, line.subject);
    const list = byKey.get(key) ?? [];
    list.push({ runId: line.runId, at: new Date(line.at), value: line.value, text: line.text });
    byKey.set(key, list);
  }
  for (const list of byKey.values()) list.sort((a, b) => b.at.getTime() - a.at.getTime());
  return {
    past: (monitor, subject) => byKey.get(keyOf(monitor, subject)) ?? [],
    async record(id, rows) {
      const kept = lines.filter((line) => line.runId !== id && new Date(line.at) >= keepFrom);
      const all = [...kept, ...rows.map((row) => ({ ...row, at: row.at.toISOString() }))];
      mkdirSync(dirname(path), { recursive: true });
      const temporary = `${path}.${process.pid}.tmp`;
      writeFileSync(temporary, all.map((line) => `${JSON.stringify(line)}\n`).join(''));
      renameSync(temporary, path);
    },
  };
}

function readLines(path: string, shown: string, sink: DiagnosticSink): Line[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text === '') return [];
      const line = parsed(text);
      if (!line) sink.report(historyFile({ path: shown, line: index + 1 }));
      return line ?? [];
    });
}

function parsed(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line | null;
    const isLine =
      typeof line?.monitor === 'string' && typeof line.subject === 'string' && !Number.isNaN(Date.parse(line.at));
    return isLine ? line : undefined;
  } catch {
    return undefined;
  }
}

export function keyOf(monitor: string, subject: string): string {
  return `${monitor}\0${subject}`;
}
