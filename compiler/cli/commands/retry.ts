import { QuernError } from '../../base/diagnostics.js';
import { camelCase } from '../../config/flags.js';
import type { Remainder } from '../../project/previous-run.js';
import type { CommandContext, CommandDefinition } from '../define-command.js';
import { defineCommand } from '../define-command.js';
import { goneNodes, hiddenOption, notRetryable } from '../diagnostics.js';
import { globalOptions } from '../options/global.js';
import { fullRefreshOption, projectOptions, targetPathOption, threadsOption } from '../options/shared.js';
import type { OptionSpec } from '../options/spec.js';
import { count } from '../text/words.js';

type Options = Readonly<Record<string, unknown>>;

export default defineCommand({
  name: 'retry',
  summary: 'Run again what the latest run failed at, skipped, or did not come to',
  details:
    'The command is that of the latest run, with its options; those given now come over them. Also a run that was interrupted or killed is gone on with: what it had finished is not done again. The results are those of the target folder, or of --state. Models that are run by batches run the batches that failed.',
  examples: [
    ['quern retry', 'after the cause of an error is gone'],
    ['quern retry --state artifacts/nightly --threads 8', 'with the results of a run elsewhere'],
  ],
  options: { ...projectOptions, ...targetPathOption, ...threadsOption, ...fullRefreshOption },
  async handler(options, context) {
    const { services, invocation, emit } = context;
    const config = await services.loadConfig(invocation, false);
    const { remainderOf } = await import('../../project/previous-run.js');
    const remainder = remainderOf(config);
    const { run, ids, batches } = remainder;
    const command = await commandOf(run.command);
    if (ids.length === 0) emit({ type: 'told', name: 'NothingToDo', message: nothingLeft(remainder), data: {} });
    else if (!run.ended) emit({ type: 'note', message: howFar(remainder) });
    if (ids.length === 0) return { exitCode: 0 };
    const again = { ...previousOptions(command, remainder, options), ...given(options) };
    const retried: CommandContext['invocation'] = { ...invocation, command: command.name, options: again };
    const inner: CommandContext = {
      ...context,
      invocation: retried,
      args: (command.arguments ?? []).map(({ name }) => String(run.args[name] ?? '')),
      async openProject(more) {
        const project = await context.openProject({ ...more, invocation: retried });
        const gone = command.name === 'run-operation' ? [] : ids.filter((id) => !project.dag.has(id));
        if (gone.length > 0) emit({ type: 'diagnostic', diagnostic: goneNodes({ ids: gone }) });
        return project;
      },
    };
    return await command.handler({ ...again, ids, retries: { startedAt: run.startedAt, batches } }, inner);
  },
});

/** What was run, by the names that artifacts have for it. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly default: CommandDefinition }>>> = {
  build: () => import('./build.js'),
  run: () => import('./run.js'),
  test: () => import('./test.js'),
  seed: () => import('./seed.js'),
  snapshot: () => import('./snapshot.js'),
  clone: () => import('./clone.js'),
  compile: () => import('./compile.js'),
  generate: () => import('./docs-generate.js'),
  'docs generate': () => import('./docs-generate.js'),
  'run-operation': () => import('./run-operation.js'),
};

async function commandOf(name: string): Promise<CommandDefinition> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new QuernError(notRetryable({ command: name }));
  return (await load()).default;
}

/** Where a call finds its project, how it talks and what it takes for an error are its own affair. */
const OWN = new Set([
  ...['projectDir', 'targetPath', 'logPath', 'warnError', 'debug', 'quiet', 'print', 'useColors', 'useColorsFile'],
  ...['logFormat', 'logFormatFile', 'logLevel', 'logLevelFile', 'logFileMaxBytes', 'printerWidth', 'recordTimingInfo'],
]);

/** The options of the earlier run, as far as its command knows them. Throws for what was kept from its artifacts. */
function previousOptions(command: CommandDefinition, { run }: Remainder, now: Options): Options {
  const specs: Readonly<Record<string, OptionSpec>> = { ...globalOptions, ...command.options };
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(run.args)) {
    const key = camelCase(name);
    const spec = Object.hasOwn(specs, key) ? specs[key] : undefined;
    if (!spec || OWN.has(key)) continue;
    const option = optionValue(spec, value);
    if (option === undefined) continue;
    // Secrets are no part of artifacts.
    if (now[key] === undefined && JSON.stringify(option).includes('*****'))
      throw new QuernError(hiddenOption({ flag: spec.flags.find((flag) => flag.startsWith('--'))! }));
    found[key] = option;
  }
  return found;
}

/** A value of an artifact as the command line would have given it; undefined for none. */
function optionValue(spec: OptionSpec, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (spec.kind === 'list') return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined;
  if (spec.kind === 'switch') return typeof value === 'boolean' ? value : undefined;
  if (spec.kind === 'integer') return typeof value === 'number' ? value : undefined;
  if (typeof value === 'object') return Object.keys(value).length > 0 ? JSON.stringify(value) : undefined;
  const text = String(value);
  return spec.kind === 'choice' && !spec.choices.includes(text) ? undefined : text;
}

/** What this call was given; `--state` was for its results alone. */
function given({ state: _, ...options }: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function nothingLeft({ run }: Remainder): string {
  return `Nothing to do: the latest ${run.command} left nothing undone`;
}

function howFar({ run, ids }: Remainder): string {
  const done = run.statuses.size - ids.length;
  return `The latest ${run.command} did not come to its end: ${done} of ${count(run.statuses.size, 'node')} are done, ${ids.length} are left`;
}
