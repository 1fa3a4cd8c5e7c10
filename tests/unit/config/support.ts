import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { DiagnosticList, QuernError } from '../../../compiler/base/diagnostics.js';
import { type LoadProjectOptions, loadProjectConfig } from '../../../compiler/config/index.js';
import type { Invocation, ProjectConfig } from '../../../compiler/config/types.js';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder with these files. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'quern-config-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export const PROFILES =
  'shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: dev.db, threads: 4}\n    prod: {type: duckdb, path: prod.db}\n';
export const PROJECT = 'name: shop\nprofile: shop\n';

export interface Call {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly command?: string;
  readonly load?: Partial<LoadProjectOptions>;
}

export interface Answer {
  /** Undefined where loading threw. */
  readonly config: ProjectConfig | undefined;
  /** `CODE file:line:col marked text`, errors that were thrown included. */
  readonly problems: readonly string[];
  readonly messages: readonly string[];
  readonly hints: readonly (string | undefined)[];
}

/** Loads the project of a folder and tells what was said. */
export function load(folder: string, call: Call = {}): Answer {
  const invocation: Invocation = {
    command: call.command ?? 'parse',
    cwd: join(folder, call.cwd ?? ''),
    env: call.env ?? {},
    options: call.options ?? {},
    invocationId: '00000000-0000-0000-0000-000000000000',
    startedAt: new Date(Date.UTC(2024, 0, 31)),
  };
  const list = new DiagnosticList();
  let config: ProjectConfig | undefined;
  try {
    config = loadProjectConfig(invocation, list, { adapterNames: ['duckdb', 'other'], ...call.load });
  } catch (error) {
    if (!(error instanceof QuernError)) throw error;
    for (const diagnostic of error.diagnostics) list.report(diagnostic);
  }
  const problems = list.all.map((diagnostic) => {
    if (!diagnostic.span) return diagnostic.code;
    const { file, start, end } = diagnostic.span;
    const { line, column } = file.locate(start);
    return `${diagnostic.code} ${file.path}:${line}:${column} ${file.text.slice(start, end).split('\n')[0]}`;
  });
  return { config, problems, messages: list.all.map((d) => d.message), hints: list.all.map((d) => d.hint) };
}
