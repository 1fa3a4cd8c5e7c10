import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { BIN, copyFixture } from '../e2e/cli.js';
import { findDbt } from './dbt.js';
import { type LogEvent, lacking, logEvents } from './log-events.js';

const dbt = findDbt();

/** The events of one command after another, on a copy of the project. */
function logOf(program: readonly string[], commands: readonly (readonly string[])[]): LogEvent[][] {
  const { dir, remove } = copyFixture('events');
  try {
    return commands.map((words) => {
      const [command, ...first] = program as [string, ...string[]];
      const { stdout } = spawnSync(command, [...first, '--log-format', 'json', '--log-level', 'debug', ...words], {
        cwd: dir,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: {
          ...process.env,
          NO_COLOR: '1',
          DBT_PROFILES_DIR: dir,
          DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
          DBT_USE_COLORS: 'false',
        },
      });
      return logEvents(stdout);
    });
  } finally {
    remove();
  }
}

const RANGE = ['--event-time-start', '2024-01-01', '--event-time-end', '2024-01-03'];
const COMMANDS = [
  ['build', ...RANGE],
  ['seed'],
  ['run', '--select', 'good', 'failing+'],
  ['test', '--select', 'good'],
  ['snapshot'],
  ['run-operation', 'greet', '--args', '{name: me}'],
  ['compile', '--select', 'reads_unwritten'],
  ['ls', '--resource-type', 'model'],
  ['parse'],
  ['run', '--select', 'no_such_model'],
];

describe.runIf('command' in dbt)('events of the structured log', () => {
  if (!('command' in dbt)) return;
  const theirs = logOf([dbt.command], COMMANDS);
  const ours = logOf([process.execPath, BIN], COMMANDS);

  it.each(COMMANDS.map((words, at) => [words.join(' '), at] as const))('are all told: %s', (_, at) => {
    expect(theirs[at]!.length).toBeGreaterThan(3);
    expect(lacking(theirs[at]!, ours[at]!)).toEqual([]);
  });
});
