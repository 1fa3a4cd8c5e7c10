// CPU seconds (user + system), wall seconds and peak memory of whole processes.
import { spawnSync } from 'node:child_process';

/** Runs a command once; throws unless it exits with one of `codes`. */
export function measure(command, args, { cwd, env = {}, codes = [0] } = {}) {
  const script = 'TIMEFORMAT="@@ %U %S %R"; time "$@"';
  const result = spawnSync('bash', ['-c', script, 'bash', command, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (!codes.includes(result.status)) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${result.status}:\n${result.stdout.slice(-2000)}\n${result.stderr.slice(-2000)}`,
    );
  }
  const [, user, system, wall] = /@@ ([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(result.stderr).map(Number);
  return { cpu: user + system, wall, stdout: result.stdout };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs several candidates in turns, so that a busy moment hits all of them; answers each one's median CPU seconds. */
export function alternate(candidates, rounds) {
  const times = candidates.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    candidates.forEach((candidate, i) => {
      if (!candidate) return;
      candidate.before?.();
      times[i].push(candidate.run().cpu);
    });
  }
  return times.map((list) => (list.length > 0 ? median(list) : undefined));
}
