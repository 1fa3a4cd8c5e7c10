import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { type Diagnostic, QuernError } from '../base/diagnostics.js';
import { systemFailure } from '../base/system-error.js';
import { applyWarnPolicy } from '../base/warn-policy.js';
import { environment } from '../config/dotenv.js';
import { displayPath } from '../config/files.js';
import type { Invocation } from '../config/types.js';
import type { Project } from '../project.js';
import { callWarnings } from './call-warnings.js';
import type { CommandContext } from './define-command.js';
import { crash, fileFailure } from './diagnostics.js';
import { usageLine } from './help.js';
import { createInvocation } from './invocation.js';
import { type CliIo, processIo } from './io.js';
import { Output } from './output.js';
import { type ParsedCall, parseCall } from './parse.js';
import { renderDiagnostic } from './render-diagnostic.js';
import { withoutSecrets, withoutSecretVars } from './secrets.js';
import { defaultServices, type Services } from './services.js';
import { earlySettings, projectSettings } from './settings.js';
import { createPaint, wantsColors } from './text/style.js';
import { UsageError } from './usage-error.js';
import { packageVersion } from './version.js';

/** Exit codes, as dbt's: all went well; something that was run failed; it could not be run. */
const FAILED = 1;
const UNABLE = 2;

type Call = Extract<ParsedCall, { kind: 'command' }>;

/** Runs one command line and answers its exit code. Never throws. */
export async function main(
  argv: readonly string[],
  outer: CliIo,
  services: Services = defaultServices,
): Promise<number> {
  let io = withoutSecrets(outer, outer.env);
  try {
    const env = environment(io.cwd, io.env);
    io = withoutSecrets(outer, env);
    const call = await parseCall(argv, env);
    if (call.kind === 'version') {
      io.stdout.write(`quern ${packageVersion()}\n`);
      return 0;
    }
    if (call.kind === 'help') {
      await showHelp(call, io);
      return 0;
    }
    io = withoutSecretVars(io, call.options.vars);
    return await runCommand(call, argv, io, services);
  } catch (error) {
    return reportEarly(error, io);
  }
}

async function showHelp(call: Extract<ParsedCall, { kind: 'help' }>, io: CliIo): Promise<void> {
  const { commandHelp, rootHelp } = await import('./help.js');
  const width = Math.min((io.stdout.isTTY && io.stdout.columns) || 100, 100);
  const options = { paint: createPaint(wantsColors(io.stdout, io.env, undefined)), width, version: packageVersion() };
  io.stdout.write(`${call.command ? commandHelp(call.command, options) : await rootHelp(options)}\n`);
}

/** Errors before there is an output: of the command line, or ours. */
async function reportEarly(error: unknown, io: CliIo): Promise<number> {
  const paint = createPaint(wantsColors(io.stderr, io.env, undefined));
  const diagnostics = caused(error, io.cwd) ?? [crash({ reason: reasonOf(error), logFile: null })];
  for (const diagnostic of diagnostics) io.stderr.write(`${renderDiagnostic(diagnostic, { paint })}\n`);
  if (error instanceof UsageError) {
    const name = error.command;
    const known = name && !name.includes(' ') ? await commandNamed(name) : null;
    io.stderr.write(`\n${usageLine(name, known)}\nTry 'quern ${name ? `${name} ` : ''}--help' for help.\n`);
  }
  return UNABLE;
}

async function commandNamed(name: string) {
  const { commands } = await import('./registry.js');
  const entry = commands.find((c) => c.names.includes(name));
  return (await entry?.load?.())?.default ?? null;
}

async function runCommand(call: Call, words: readonly string[], io: CliIo, services: Services): Promise<number> {
  const { command } = call;
  const started = io.now().getTime();
  const invocation = createInvocation(command, { ...call, words }, io);
  const early = earlySettings(invocation.options, invocation.cwd);
  const output = new Output(io, early, invocation, command.resultOnly?.(invocation.options) ?? false);
  const controller = new AbortController();
  const stopListening = io.onInterrupt(() => {
    if (controller.signal.aborted) {
      output.close();
      io.kill();
      return;
    }
    if (!command.endsByInterrupt) output.handle({ type: 'interrupted' });
    controller.abort();
  });

  let opening: Promise<Project> | undefined;
  const context: CommandContext = {
    invocation,
    args: call.args,
    io,
    services,
    signal: controller.signal,
    emit: (event) => output.handle(event),
    events: (event) => output.handle(event),
    openProject: (options) => (opening ??= open(options)),
  };
  const open: CommandContext['openProject'] = async ({ invocation: other = invocation, ...options } = {}) => {
    output.handle({ type: 'opening' });
    output.hold();
    try {
      const project = await services.openProject(other, {
        events: context.events,
        signal: controller.signal,
        ...options,
      });
      const { flags } = project.config;
      const odd = (await callWarnings(invocation, flags)).flatMap((d) => applyWarnPolicy(d, flags) ?? []);
      for (const diagnostic of [...odd, ...project.diagnostics])
        if (diagnostic.severity !== 'error') output.handle({ type: 'diagnostic', diagnostic });
      const errors = odd.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) {
        await project.close();
        throw new QuernError(errors);
      }
      output.release(projectSettings(early, invocation.options, project.config));
      return project;
    } finally {
      output.release();
    }
  };

  let exitCode: number;
  output.handle({
    type: 'invocation-started',
    command: command.name,
    version: packageVersion(),
    args: invocation.options,
  });
  const { recordTimingInfo } = invocation.options;
  let endProfile: (() => Promise<void>) | undefined;
  try {
    if (typeof recordTimingInfo === 'string')
      endProfile = await (await import('./profile.js')).startProfile(resolve(invocation.cwd, recordTimingInfo));
    exitCode = (await command.handler(invocation.options, context)).exitCode;
  } catch (error) {
    exitCode = controller.signal.aborted ? FAILED : UNABLE;
    const diagnostics = caused(error, invocation.cwd);
    const logFolder = projectLogFolder(invocation);
    // Nothing is left behind where there is no project.
    if (logFolder !== undefined) output.logTo(logFolder);
    else if (!diagnostics) output.logTo(join(tmpdir(), 'quern-logs'));
    if (diagnostics) output.handle({ type: 'failed', diagnostics });
    else if (!controller.signal.aborted) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      output.handle({
        type: 'failed',
        diagnostics: [crash({ reason: reasonOf(error), logFile: output.logPath })],
        stack,
      });
    }
  }
  await opening?.then((project) => project.close()).catch(() => {});
  await endProfile?.();
  if (controller.signal.aborted && exitCode === 0 && !command.endsByInterrupt) exitCode = FAILED;
  output.handle({
    type: 'command-finished',
    command: command.name,
    exitCode,
    seconds: (io.now().getTime() - started) / 1000,
  });
  output.close();
  stopListening();
  return exitCode;
}

/** The diagnostics of what users and their machines can cause; undefined for a bug of ours. */
function caused(error: unknown, cwd: string): readonly Diagnostic[] | undefined {
  if (error instanceof QuernError) return error.diagnostics;
  const failure = systemFailure(error);
  if (!failure) return undefined;
  const path = isAbsolute(failure.path) ? displayPath(cwd, failure.path) : failure.path;
  return [fileFailure({ ...failure, path })];
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message.split('\n')[0] : String(error)) || 'no message';
}

/** Where the log goes when the project could not say: beside its file. */
function projectLogFolder(invocation: Invocation): string | undefined {
  const folder = resolve(invocation.cwd, String(invocation.options.projectDir ?? '.'));
  const isProject = ['project.yml', 'dbt_project.yml'].some((file) => existsSync(join(folder, file)));
  return isProject ? join(folder, 'logs') : undefined;
}

/** The command line of this process. */
export async function start(): Promise<void> {
  // A reader that has seen enough (`quern ls | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  const code = await main(process.argv.slice(2), processIo());
  process.exitCode = code;
  // A driver's open handle must not keep the process; what was written must have left it.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
