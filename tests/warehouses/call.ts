import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN } from '../e2e/cli.js';

/** What a call of the command line answered, and what it took. */
export interface Call {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams. */
  readonly output: string;
  readonly wallSeconds: number;
  /** User and system time of the process. */
  readonly cpuSeconds: number;
  /** The most memory that the process held, in MB. */
  readonly megabytes: number;
}

/** Runs the command line in a process of its own, without blocking this one (which may be its server). */
export async function call(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  timeout = 600_000,
): Promise<Call> {
  const folder = mkdtempSync(join(tmpdir(), 'quern-call-'));
  const [meter, figures] = [join(folder, 'meter.cjs'), join(folder, 'figures.json')];
  writeFileSync(meter, METER);
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(DBT|QUERN|PG)_?|^(CI|FORCE_COLOR|NO_COLOR)$/.test(key)),
  );
  const started = performance.now();
  try {
    return await new Promise<Call>((resolve, reject) => {
      const child = spawn(process.execPath, ['--require', meter, BIN, ...args], {
        cwd,
        env: { ...clean, NO_COLOR: '1', HOME: cwd, ...env, METER_FILE: figures },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout,
        killSignal: 'SIGKILL',
      });
      const parts = { stdout: '', stderr: '', output: '' };
      for (const name of ['stdout', 'stderr'] as const)
        child[name].setEncoding('utf8').on('data', (text: string) => {
          parts[name] += text;
          parts.output += text;
        });
      child.on('error', reject);
      child.on('close', (code) =>
        resolve({ code, ...parts, wallSeconds: (performance.now() - started) / 1000, ...measured(figures) }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Written when the process ends by itself. */
const METER = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('node:fs').writeFileSync(
    process.env.METER_FILE,
    JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }),
  );
});
`;

function measured(file: string): { readonly cpuSeconds: number; readonly megabytes: number } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { cpuSeconds: Number.NaN, megabytes: Number.NaN };
  }
}
