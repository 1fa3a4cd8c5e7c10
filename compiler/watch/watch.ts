import { DiagnosticList, QuernError } from '../base/diagnostics.js';
import type { CommandContext } from '../cli/define-command.js';
import { createPaint, showsUnicode, wantsColors } from '../cli/text/style.js';
import type { ProjectConfig } from '../config/types.js';
import { loadConfiguration } from '../project/configuration.js';
import type { Project } from '../project.js';
import { Changes } from './changes.js';
import { pollingInstead } from './diagnostics.js';
import { scopeOf, type WatchScope } from './scope.js';
import { type Build, type SessionHost, type WatchOptions, WatchSession } from './session.js';
import type { TextStyle } from './text.js';

/** `quern watch`: keeps a project loaded and tells what each change makes of it, until it is asked to stop. Answers the exit code. */
export async function watch(context: CommandContext, options: Readonly<Record<string, unknown>>): Promise<number> {
  const scope = scopeOf(context.invocation, await configOf(context));
  const changes = await Changes.start(scope, {
    onPolling: (reason) => context.emit({ type: 'diagnostic', diagnostic: pollingInstead({ reason }) }),
  });
  const host: SessionHost = {
    context,
    options: options as WatchOptions,
    style: styles(context),
    fileCount: () => changes.fileCount,
  };
  try {
    await follow(new WatchSession(host), changes, scope, context);
  } finally {
    await changes.close();
  }
  context.emit({ type: 'note', message: 'Stopped watching' });
  return 0;
}

async function follow(
  session: WatchSession,
  changes: Changes,
  first: WatchScope,
  context: CommandContext,
): Promise<void> {
  const { signal } = context;
  let scope = first;
  await session.begin();
  for (;;) {
    await changes.settled(signal);
    if (signal.aborted) return;
    const paths = changes.take();
    if ([...paths].some((path) => scope.reachesAll(path))) {
      const config = await configOf(context);
      // While the project file is broken, what was watched stays watched.
      if (config) {
        scope = scopeOf(context.invocation, config);
        await changes.rescope(scope);
      }
    }
    const build = await session.change(paths, scope);
    if (build) await buildWhileWatching(session, build, changes, scope, signal);
  }
}

/**
 * Builds, and looks at what changes meanwhile. A change that reaches what is still to be built makes the build's outcome old:
 * it is cancelled (tables are swapped whole, so nothing is left half done), and the next round builds what it left over. Any
 * other change waits for the end, so that a long build is not lost by an edit elsewhere.
 */
async function buildWhileWatching(
  session: WatchSession,
  build: Build,
  changes: Changes,
  scope: WatchScope,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  const building = session.build(build).finally(() => ended.abort());
  let seen: number | undefined;
  while (!ended.signal.aborted) {
    await changes.settled(ended.signal, seen);
    if (ended.signal.aborted || signal.aborted) break;
    seen = changes.version;
    if (await session.reaches(changes.peek(), scope, build)) {
      session.cancel(build);
      break;
    }
  }
  await building;
}

/** The configuration, or undefined while it is broken: opening the project tells what is wrong with it. */
async function configOf({ invocation }: CommandContext): Promise<ProjectConfig | undefined> {
  try {
    return (await loadConfiguration(invocation, new DiagnosticList())).config;
  } catch (error) {
    if (error instanceof QuernError) return undefined;
    throw error;
  }
}

/** Colours and signs as the output has them; with the project's own flags once it is known. */
function styles({ io, invocation }: CommandContext): (project: Project | undefined) => TextStyle {
  const { useColors } = invocation.options as { readonly useColors?: boolean };
  const unicode = showsUnicode(io.env, process.platform);
  return (project) => {
    const wanted = useColors ?? (project && !project.config.flags.useColors ? false : undefined);
    return { paint: createPaint(wantsColors(io.stdout, io.env, wanted)), unicode };
  };
}
