import { release, type } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Adapter } from '../../adapters/types.js';
import { type Diagnostic, QuernError } from '../../base/diagnostics.js';
import type { ProjectConfig } from '../../config/types.js';
import { type CommandContext, defineCommand } from '../define-command.js';
import { connectionFailed } from '../diagnostics.js';
import { projectOptions } from '../options/shared.js';
import { flag } from '../options/spec.js';
import { count } from '../text/words.js';
import { packageVersion } from '../version.js';

export default defineCommand({
  name: 'debug',
  summary: 'Check the project file, the profile and the connection',
  options: {
    connection: flag('--connection', 'Check the connection only'),
    configDir: flag('--config-dir', 'Show the folder of profiles.yml, and do nothing else'),
    ...projectOptions,
  },
  async handler(options, context) {
    const { services, invocation } = context;
    const say = (message: string) => context.emit({ type: 'note', message, name: 'DebugCmdOut' });
    say(`quern version: ${packageVersion()}`);
    say(`node version: ${process.version}`);
    say(`os info: ${type()} ${release()} ${process.arch}`);
    const problems: Diagnostic[] = [];
    const config = await attempt(() => services.loadConfig(invocation, true), problems);
    if (config) say(`Using project file at ${join(config.root.root, config.root.file.path)}`);
    if (options.configDir) {
      if (config) say(`To view your profiles, open ${resolve(invocation.cwd, dirname(config.profile.file.path))}`);
      return finish(problems, context);
    }
    const profile = config?.profile;
    const adapter = profile && (await attempt(() => services.loadAdapter(profile.adapterType), problems));
    if (adapter) say(`adapter type: ${adapter.name}`);
    if (options.connection) say('Skipping steps before connection verification');
    else for (const line of configurationLines(config, problems)) say(line);
    const ofProfile = problems.filter(isOfProfile);
    if (ofProfile.length > 0) {
      say('Profile loading failed for the following reason:');
      for (const { message } of ofProfile) say(`  ${message.replaceAll('\n', '\n  ')}`);
    }
    if (!config || !adapter) say('Connection test skipped, because there is no usable profile');
    else await checkConnection(config, adapter, problems, context);
    return finish(problems, context);
  },
});

async function attempt<T>(step: () => Promise<T>, problems: Diagnostic[]): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof QuernError)) throw error;
    problems.push(...error.diagnostics);
    return undefined;
  }
}

/** Whether a problem lies in the profile, not in the project. */
function isOfProfile(diagnostic: Diagnostic): boolean {
  return /^(PRF|ADP)/.test(diagnostic.code) || Boolean(diagnostic.span?.file.path.endsWith('profiles.yml'));
}

function configurationLines(config: ProjectConfig | undefined, problems: readonly Diagnostic[]): string[] {
  const state = (failed: readonly Diagnostic[], missing: string) =>
    failed.length === 0
      ? '[OK found and valid]'
      : failed.some((d) => d.code === missing)
        ? '[ERROR not found]'
        : '[ERROR invalid]';
  const ofProject = problems.filter((d) => !isOfProfile(d));
  const file = config?.root.file.path ?? 'project file';
  const lines = [
    'Configuration:',
    `  ${file === 'dbt_project.yml' ? 'dbt_project.yml file' : file} ${state(ofProject, 'PRJ001')}`,
  ];
  // While the project file cannot be read, nobody knows which profile it wants.
  if (config || problems.some(isOfProfile)) {
    const own = config && config.profile.file.path === config.root.file.path;
    lines.splice(
      1,
      0,
      `  ${own ? 'targets of the project file' : 'profiles.yml file'} ${state(problems.filter(isOfProfile), 'PRF002')}`,
    );
  }
  return lines;
}

async function checkConnection(
  config: ProjectConfig,
  adapter: Adapter,
  problems: Diagnostic[],
  context: CommandContext,
): Promise<void> {
  const say = (message: string) => context.emit({ type: 'note', message, name: 'DebugCmdOut' });
  const { credentials, database, schema, problems: wrong } = adapter.resolveCredentials(config.profile.output);
  say('Connection:');
  say(`  database: ${database}`);
  say(`  schema: ${schema}`);
  for (const key of adapter.publicKeys) {
    if (!['database', 'schema'].includes(key) && credentials[key] !== undefined && credentials[key] !== null)
      say(`  ${key}: ${shown(credentials[key])}`);
  }
  const before = problems.length;
  for (const { key, message } of wrong) problems.push(connectionFailed({ problem: `${key}: ${message}` }));
  if (wrong.length === 0) {
    try {
      const warehouse = await adapter.connect(credentials, {
        projectRoot: config.root.root,
        threads: 1,
        signal: context.signal,
      });
      try {
        const session = await warehouse.session('debug');
        await session.execute('select 1 as id', { fetch: true, signal: context.signal });
        await adapter.checkLogin?.(session, credentials);
        await session.close();
      } finally {
        await warehouse.close();
      }
    } catch (error) {
      problems.push(
        ...(error instanceof QuernError
          ? error.diagnostics
          : [connectionFailed({ problem: error instanceof Error ? error.message : String(error) })]),
      );
    }
  }
  say(`  Connection test: ${problems.length > before ? '[ERROR]' : '[OK connection ok]'}`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function finish(problems: readonly Diagnostic[], { emit }: CommandContext): { exitCode: number } {
  if (problems.length === 0) {
    emit({ type: 'note', message: 'All checks passed!', name: 'DebugCmdOut' });
    return { exitCode: 0 };
  }
  emit({ type: 'note', message: `${count(problems.length, 'check')} failed:` });
  for (const diagnostic of problems) emit({ type: 'diagnostic', diagnostic });
  return { exitCode: 1 };
}
