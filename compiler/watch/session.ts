import { relative } from 'node:path';
import { type Diagnostic, QuernError } from '../base/diagnostics.js';
import type { CommandContext } from '../cli/define-command.js';
import { crash } from '../cli/diagnostics.js';
import { startOf } from '../cli/invocation.js';
import { identity } from '../cli/render-diagnostic.js';
import { runOptionsOf } from '../cli/run-options.js';
import { ParseMemo } from '../parse/memo.js';
import type { OpenOptions, Project } from '../project.js';
import { type BuildPlan, Builds } from './builds.js';
import { compare, type Loaded, renames } from './compare.js';
import { CompiledNodes } from './compiled.js';
import { distinct, Feed } from './feed.js';
import { roundEvents } from './report.js';
import type { WatchScope } from './scope.js';
import { changedFiles, type NamedNode, statusLine, type TextStyle } from './text.js';

export type WatchOptions = Parameters<typeof runOptionsOf>[0] & { readonly run?: boolean; readonly test?: boolean };

/** What the session asks of its driver. */
export interface SessionHost {
  readonly context: CommandContext;
  readonly options: WatchOptions;
  style(project: Project | undefined): TextStyle;
  fileCount(): number;
}

/** A project of one round, and what it told. */
interface Round {
  readonly project: Project;
  readonly feed: Feed;
  readonly stop: AbortController;
}

export interface Build {
  readonly round: Round;
  readonly plan: BuildPlan;
  readonly remaining: Set<string>;
}

/**
 * What stays from round to round: the last good state of the project, its compiled SQL, what is still to be built. A round
 * opens the project anew, as parsing is cheap and a state that is patched would have to be proven right; while a round is not
 * at work it holds no connection, so that other programs can open the database.
 */
export class WatchSession {
  #good: Loaded | undefined;
  /** Something that reaches every node has changed since the last good state. */
  #everything = false;
  readonly #compiled = new CompiledNodes();
  readonly #builds: Builds;
  readonly #memo = new ParseMemo();
  #toldWarnings: ReadonlyMap<string, Diagnostic> = new Map();
  #total = 0;

  constructor(private readonly host: SessionHost) {
    this.#builds = new Builds({ run: host.options.run ?? false, test: host.options.test ?? false });
  }

  /** Opens the project and compiles all that is selected: the state with which changes are compared. */
  async begin(): Promise<void> {
    await this.#round([], true);
  }

  /** Takes changed files in: opens, compares, compiles, tells. Answers what is to be built, if anything is. */
  async change(paths: ReadonlySet<string>, scope: WatchScope): Promise<Build | undefined> {
    const { context } = this.host;
    context.emit({ type: 'round-started', command: 'watch' });
    const shown = [...paths].map((path) => relative(scope.root, path)).sort();
    const title = this.host.style(undefined).paint('strong', changedFiles(shown));
    if (shown.length > 0) context.emit({ type: 'note', message: context.io.stdout.isTTY ? `\n${title}` : title });
    this.#everything ||= [...paths].some((path) => scope.reachesAll(path));
    return this.#round(shown, false);
  }

  /** Builds; resolves when all of it has ended, or is cancelled. */
  async build({ round, plan }: Build): Promise<void> {
    const { context, options } = this.host;
    const { project, feed } = round;
    const onInterrupt = (): void => context.emit({ type: 'interrupted' });
    context.signal.addEventListener('abort', onInterrupt, { once: true });
    context.emit({ type: 'round-started', command: plan.shownAs });
    feed.mode = 'build';
    try {
      const report = await project.run(plan.command, { ...runOptionsOf(options, project), ids: plan.ids });
      this.#builds.finished(plan, report.results, round.stop.signal.aborted || context.signal.aborted);
    } catch (error) {
      if (!round.stop.signal.aborted && !context.signal.aborted) this.#tellFailure(error);
    } finally {
      context.signal.removeEventListener('abort', onInterrupt);
      await project.close();
    }
    if (round.stop.signal.aborted)
      context.emit({ type: 'note', message: 'The build was stopped: what it builds has changed' });
    else if (!context.signal.aborted) {
      const { paint, unicode } = this.host.style(project);
      context.emit({
        type: 'note',
        message: paint('dim', `${unicode ? '–' : '-'} watching ${this.host.fileCount()} files`),
      });
    }
  }

  /** Stops a build whose outcome would be old. */
  cancel({ round }: Build): void {
    round.feed.mode = 'mute';
    round.stop.abort();
  }

  /** Whether what has changed reaches what a build has still to do. A project that is broken now reaches nothing: its last good state is being built. */
  async reaches(paths: ReadonlySet<string>, scope: WatchScope, { remaining }: Build): Promise<boolean> {
    if ([...paths].some((path) => scope.reachesAll(path))) return true;
    const feed = new Feed(() => {});
    feed.mode = 'mute';
    let project: Project;
    try {
      project = await this.#open(feed, new AbortController());
    } catch {
      return false;
    }
    const { reached, rebuild } = compare(this.#good, project, false);
    const start = [...reached, ...rebuild];
    await project.close();
    return start.some((id) => remaining.has(id)) || [...project.dag.descendants(start)].some((id) => remaining.has(id));
  }

  async #round(savedPaths: readonly string[], isFirst: boolean): Promise<Build | undefined> {
    const began = performance.now();
    const { context } = this.host;
    const remaining = new Set<string>();
    const feed = new Feed(
      (event) => context.emit(event),
      (event) => {
        if (event.type === 'node-finished') remaining.delete(event.node.uniqueId);
      },
    );
    const stop = new AbortController();
    let round: Round | undefined;
    try {
      round = { project: await (isFirst ? this.#openFirst(feed, stop) : this.#open(feed, stop)), feed, stop };
      return await this.#compare(round, new Set(savedPaths), began, remaining);
    } catch (error) {
      if (context.signal.aborted) return undefined;
      this.#tellFailure(error);
      this.#tellStatus(
        undefined,
        { recompiled: 0, errors: errorsOf(error).length, warnings: 0 },
        began,
        round !== undefined,
      );
      return undefined;
    } finally {
      await round?.project.close();
    }
  }

  async #compare(
    round: Round,
    savedPaths: ReadonlySet<string>,
    began: number,
    remaining: Set<string>,
  ): Promise<Build | undefined> {
    const { context, options } = this.host;
    const { project, feed } = round;
    const before = this.#good;
    const comparison = compare(before, project, this.#everything);
    const runOptions = runOptionsOf(options, project);
    const selected = project.select(runOptions, 'compile').filter((id) => !isSeed(project, id));
    this.#total = selected.length;
    const ids = selected.filter((id) => comparison.recompile.has(id) || this.#compiled.failed.has(id));
    // The first state is only to compare with: no file of it is of use.
    const writes = before ? 'sql' : 'nothing';
    const results = ids.length > 0 ? (await project.compile({ ...runOptions, ids, writes })).results : [];
    if (context.signal.aborted) return undefined;
    const { changes, unchanged } = this.#compiled.add(results);
    if (before) {
      const others = [...comparison.added, ...comparison.changed].filter((id) => !hasSql(project, id));
      const renamed = renames(before, project, comparison);
      const moved = new Set([...renamed.values()].map((from) => from.uniqueId));
      const facts = {
        changes,
        unchanged,
        others: named(project, others),
        removed: named(
          before,
          comparison.removed.filter((id) => !moved.has(id)),
        ),
        renamed,
        sqlBefore: (id: string) => this.#compiled.sqlOf(id),
      };
      for (const event of roundEvents(facts, this.host.style(project))) context.emit(event);
    }
    this.#compiled.forget(comparison.removed);
    this.#builds.add(
      before ? [...comparison.rebuild, ...changes.map(({ node }) => node.uniqueId)] : [],
      project,
      savedPaths,
    );
    this.#good = { manifest: project.manifest, dag: project.dag };
    this.#everything = false;

    const plan = this.#builds.wanted
      ? this.#builds.plan(project, project.select(runOptions, options.run ? 'build' : 'test'))
      : undefined;
    const blocking = this.#tellProblems(feed, plan);
    this.#tellStatus(project, { recompiled: results.length, ...blocking }, began, true);
    if (!plan) return undefined;
    if (blocking.blocked) {
      context.emit({ type: 'note', message: 'Nothing is built until the errors are mended' });
      return undefined;
    }
    for (const id of plan.ids) remaining.add(id);
    return { round, plan, remaining };
  }

  /** Errors are told in every round in which they are there, warnings when they are new. */
  #tellProblems(feed: Feed, plan: BuildPlan | undefined): { errors: number; warnings: number; blocked: boolean } {
    const { context } = this.host;
    const planned = new Set(plan?.ids);
    // What only the database objects to may be mended by building what it reads; the build tells if not.
    const left = this.#compiled.problems.filter(
      (d) => !(d.category === 'Database Error' && d.nodeId && planned.has(d.nodeId)),
    );
    const all = distinct([...feed.diagnostics, ...left]);
    const warnings = new Map([...all].filter(([, d]) => d.severity !== 'error'));
    const errors = [...all.values()].filter((d) => d.severity === 'error');
    for (const [key, diagnostic] of warnings)
      if (!this.#toldWarnings.has(key)) context.emit({ type: 'diagnostic', diagnostic });
    for (const diagnostic of errors) context.emit({ type: 'diagnostic', diagnostic });
    this.#toldWarnings = warnings;
    const blocked = errors.some((d) => d.nodeId === undefined || planned.has(d.nodeId));
    return { errors: errors.length, warnings: warnings.size, blocked };
  }

  #tellFailure(error: unknown): void {
    const { emit } = this.host.context;
    const diagnostics = errorsOf(error);
    const stack = error instanceof QuernError || !(error instanceof Error) ? undefined : error.stack;
    emit({ type: 'failed', diagnostics, ...(stack ? { stack } : {}) });
  }

  #tellStatus(
    project: Project | undefined,
    numbers: { recompiled: number; errors: number; warnings: number },
    began: number,
    loaded: boolean,
  ): void {
    const status = {
      ...numbers,
      total: this.#total,
      seconds: (performance.now() - began) / 1000,
      files: this.host.fileCount(),
      loaded,
    };
    this.host.context.emit({ type: 'note', message: statusLine(status, this.host.style(project)) });
  }

  #openFirst(feed: Feed, stop: AbortController): Promise<Project> {
    return this.host.context.openProject(this.#openOptions(feed, stop));
  }

  #open(feed: Feed, stop: AbortController): Promise<Project> {
    const { context } = this.host;
    const invocation = { ...context.invocation, startedAt: startOf(context.io) };
    return context.services.openProject(invocation, this.#openOptions(feed, stop));
  }

  #openOptions(feed: Feed, stop: AbortController): OpenOptions {
    const signal = AbortSignal.any([this.host.context.signal, stop.signal]);
    return { events: feed.listener, signal, memo: this.#memo };
  }
}

function errorsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof QuernError) return [...new Map(error.diagnostics.map((d) => [identity(d), d])).values()];
  return [crash({ reason: error instanceof Error ? error.message : String(error), logFile: null })];
}

function named({ manifest }: Loaded, ids: readonly string[]): NamedNode[] {
  return ids.flatMap((id) => manifest.nodes.get(id) ?? manifest.sources.get(id) ?? manifest.exposures.get(id) ?? []);
}

function isSeed({ manifest }: Loaded, id: string): boolean {
  return manifest.nodes.get(id)?.resourceType === 'seed';
}

/** Seeds, sources and exposures have none. */
function hasSql(loaded: Loaded, id: string): boolean {
  return loaded.manifest.nodes.has(id) && !isSeed(loaded, id);
}
