import type { CommandDefinition } from './define-command.js';
import { defaultServices, type Services } from './services.js';

export interface CommandEntry {
  /** Of a command that is there only when a service is. */
  readonly needs?: keyof Services;
  /** The name first, then its aliases. */
  readonly names: readonly string[];
  readonly group: 'start' | 'work' | 'look' | 'keep';
  /** Absent: this version knows the command's name, and says that it is not available yet. */
  readonly load?: () => Promise<{ readonly default: CommandDefinition }>;
}

export const groupTitles: Readonly<Record<CommandEntry['group'], string>> = {
  start: 'Start',
  work: 'Build and test',
  look: 'Look inside',
  keep: 'Keep in order',
};

/** Every command, in the order of help. Each is a file of its own, loaded when it is called. */
export const commands: readonly CommandEntry[] = [
  { names: ['init'], group: 'start', load: () => import('./commands/init.js') },
  { names: ['debug'], group: 'start', load: () => import('./commands/debug.js') },
  { names: ['deps'], group: 'start', load: () => import('./commands/deps.js') },
  { names: ['build'], group: 'work', load: () => import('./commands/build.js') },
  { names: ['run'], group: 'work', load: () => import('./commands/run.js') },
  { names: ['test'], group: 'work', load: () => import('./commands/test.js') },
  { names: ['seed'], group: 'work', load: () => import('./commands/seed.js') },
  { names: ['snapshot'], group: 'work', load: () => import('./commands/snapshot.js') },
  { names: ['retry'], group: 'work', load: () => import('./commands/retry.js') },
  { names: ['watch'], group: 'work', needs: 'watch', load: () => import('./commands/watch.js') },
  { names: ['compile'], group: 'look', load: () => import('./commands/compile.js') },
  { names: ['show'], group: 'look', load: () => import('./commands/show.js') },
  { names: ['query'], group: 'look', load: () => import('./commands/query.js') },
  { names: ['list', 'ls'], group: 'look', load: () => import('./commands/list.js') },
  { names: ['parse'], group: 'look', load: () => import('./commands/parse.js') },
  { names: ['docs generate'], group: 'look', load: () => import('./commands/docs-generate.js') },
  { names: ['docs serve'], group: 'look', load: () => import('./commands/docs-serve.js') },
  {
    names: ['source freshness', 'source snapshot-freshness'],
    group: 'work',
    load: () => import('./commands/source-freshness.js'),
  },
  { names: ['nightly', 'run-nightly'], group: 'work', load: () => import('./commands/nightly.js') },
  { names: ['notify'], group: 'keep', load: () => import('./commands/notify.js') },
  { names: ['monitor'], group: 'work', load: () => import('./commands/monitor.js') },
  { names: ['source stage'], group: 'work', load: () => import('./commands/source-stage.js') },
  { names: ['run-operation'], group: 'keep', load: () => import('./commands/run-operation.js') },
  { names: ['marks'], group: 'keep', load: () => import('./commands/marks.js') },
  { names: ['marks reset'], group: 'keep', load: () => import('./commands/marks-reset.js') },
  { names: ['marks clear'], group: 'keep', load: () => import('./commands/marks-clear.js') },
  { names: ['retention'], group: 'keep', load: () => import('./commands/retention.js') },
  { names: ['retention forget'], group: 'keep', load: () => import('./commands/retention-forget.js') },
  { names: ['clean'], group: 'keep', load: () => import('./commands/clean.js') },
  { names: ['clone'], group: 'work', load: () => import('./commands/clone.js') },
  { names: ['emulate bigquery'], group: 'keep', load: () => import('./commands/emulate-bigquery.js') },
  { names: ['emulate snowflake'], group: 'keep', load: () => import('./commands/emulate-snowflake.js') },
];

/** Whether help and documents show a command. */
export function isShown(entry: CommandEntry): boolean {
  return entry.load !== undefined && (entry.needs === undefined || defaultServices[entry.needs] !== undefined);
}
