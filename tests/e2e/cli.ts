import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
export const BIN = join(root, 'bin/quern.js');

export interface CliAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as a terminal would show them one after the other. */
  readonly output: string;
}

/** The environment of a call, without what this machine has for itself. */
function environmentOf(cwd: string, env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(DBT|QUERN)_|^(CI|FORCE_COLOR|NO_COLOR)$/.test(key)),
  );
  return { ...clean, NO_COLOR: '1', HOME: cwd, ...env };
}

/** Runs the command line as its users do: a process of its own. */
export function quern(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): CliAnswer {
  const result = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    env: environmentOf(cwd, env),
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
    maxBuffer: 1 << 28,
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr, output: result.stdout + result.stderr };
}

/** The same, for several at a time. */
export function quernAsync(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliAnswer> {
  return new Promise((answer) => {
    const options = { cwd, env: environmentOf(cwd, env), timeout: 60_000, maxBuffer: 1 << 28 };
    const child = execFile(process.execPath, [BIN, ...args], options, (_, stdout, stderr) =>
      answer({ code: child.exitCode, stdout, stderr, output: stdout + stderr }),
    );
  });
}

/** A copy of a fixture that a test may change, under a stable folder name. */
export function copyFixture(name: string, folder = name): { readonly dir: string; remove(): void } {
  const base = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
  const dir = join(base, folder);
  cpSync(join(root, 'tests/fixtures', name), dir, { recursive: true });
  return { dir, remove: () => rmSync(base, { recursive: true, force: true }) };
}

/** Output without what differs from run to run: times, durations, temporary paths, versions. */
export function steady(text: string, dir: string): string {
  return text
    .replaceAll(dir, '<project>')
    .replaceAll(dir.replace(/\/[^/]+$/, ''), '<parent>')
    .replace(/\b\d\d:\d\d:\d\d\b/g, '<time>')
    .replace(/\b\d+(\.\d+)?(?= ?(s|ms|seconds?)\b)/g, '<n>')
    .replaceAll('<n>ms', '<n>s')
    .replace(/=1\.5\.\d+\b/g, '=<duckdb>')
    .replace(/\b(node version|os info|quern version): .*/g, '$1: <version>')
    .replace(/\bquern=\S+/g, 'quern=<version>')
    .replace(/(Registered adapter: \w+)=\S+/g, '$1=<version>')
    .replace(/\b\d+ macros\b/g, '<n> macros')
    .replace(/[ \t]+$/gm, '');
}
