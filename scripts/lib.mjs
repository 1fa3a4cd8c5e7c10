// What the scripts share. Only Node's own modules: they run before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a command with our terminal; answers its exit code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Runs a step; ends the process with its exit code if it fails. */
export function step(title, command, args, options = {}) {
  console.log(`\n› ${title}`);
  const code = run(command, args, options);
  if (code !== 0) {
    console.error(`\n${title}: failed (exit ${code})`);
    process.exit(code);
  }
}

/** Installs the packages of package-lock.json unless they stand there already. */
export function install() {
  const stamp = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('\n› Install packages');
  // `npm ci` refuses a lock file without packages for other systems, which a registry that lacks them brings about.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  if (run('npm', ['ci', ...quiet], { stdio: 'ignore' }) === 0) return;
  step('Install packages that fit', 'npm', ['install', ...quiet]);
}

export function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
