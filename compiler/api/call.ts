import type { Diagnostic } from '../base/diagnostics.js';
import type { QuernEvent } from '../base/events.js';
import type { CommandDefinition } from '../cli/define-command.js';
import type { CliEvent } from '../cli/events.js';
import { createInvocation } from '../cli/invocation.js';
import { processIo } from '../cli/io.js';
import { valuesFromEnvironment } from '../cli/options/environment.js';
import { globalOptions } from '../cli/options/global.js';
import { Translator } from '../cli/records/translate.js';
import { commands } from '../cli/registry.js';
import { packageVersion } from '../cli/version.js';
import { environment } from '../config/dotenv.js';
import { openProject, type Project } from '../project.js';
import { problemOf, thrown } from './problem.js';
import type { LogEvent, OpenOptions, Problem } from './types.js';

/** A project that is open for one call, and what the call has been told so far. */
export interface Call {
  readonly project: Project;
  /** The options as the command line would have them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Problem[];
  readonly counts: Readonly<Record<string, number>>;
}

export interface CallInput {
  /** A command's name; its options, variables and standards are the call's. */
  readonly command: string;
  readonly open: OpenOptions;
  readonly options: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly tell: (event: LogEvent) => void;
}

/** Opens the project as the command line does for a command, does something with it, and closes it. Rejects with ProjectError. */
export async function call<T>(input: CallInput, work: (call: Call) => Promise<T>): Promise<T> {
  input.signal.throwIfAborted();
  const command = await commandNamed(input.command);
  const began = performance.now();
  const warnings = new Map<Diagnostic, Problem>();
  let counts: Readonly<Record<string, number>> = {};
  const translator = new Translator({ now: () => new Date(), printerWidth: 80 });
  const tell = (event: CliEvent): void => {
    for (const { name, code, level, message, data, thread, time } of translator.records(event))
      input.tell({ name, code, level, message, thread, time, data: typeof data === 'function' ? data() : data });
  };
  const events = (event: QuernEvent): void => {
    if (event.type === 'project-loaded') counts = event.counts;
    if (event.type === 'diagnostic' && event.diagnostic.severity !== 'error')
      warnings.set(event.diagnostic, problemOf(event.diagnostic));
    tell(event);
  };
  const end = (exitCode: number): void =>
    tell({ type: 'command-finished', command: command.name, exitCode, seconds: (performance.now() - began) / 1000 });
  let project: Project | undefined;
  try {
    const invocation = invocationOf(command, input);
    tell({ type: 'invocation-started', command: command.name, version: packageVersion(), args: invocation.options });
    project = await openProject(invocation, { events, signal: input.signal });
    const options = invocation.options;
    const result = await work({
      project,
      options,
      get warnings() {
        return [...warnings.values()];
      },
      counts,
    });
    end(0);
    return result;
  } catch (error) {
    end(2);
    throw thrown(error);
  } finally {
    await project?.close();
  }
}

async function commandNamed(name: string): Promise<CommandDefinition> {
  const entry = commands.find(({ names }) => names.includes(name));
  const loaded = await entry?.load?.();
  if (!loaded) throw new Error(`There is no command '${name}'`);
  return loaded.default;
}

function invocationOf(command: CommandDefinition, { open, options }: CallInput) {
  const { projectDir, profilesDir, profile, target, targetPath, vars } = open;
  const io = processIo();
  const env = environment(io.cwd, open.env ?? io.env);
  const given = {
    ...open.flags,
    projectDir,
    profilesDir,
    profile,
    target,
    targetPath,
    // JSON is YAML.
    vars: vars && JSON.stringify(vars),
    ...options,
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const fromEnvironment = valuesFromEnvironment({ ...globalOptions, ...command.options }, env);
  const words = command.name.split(' ');
  return createInvocation(command, { options: { ...fromEnvironment, ...set }, args: [], words }, { ...io, env });
}
