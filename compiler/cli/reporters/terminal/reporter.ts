import type { Diagnostic } from '../../../base/diagnostics.js';
import type { NodeInfo, QuernEvent } from '../../../base/events.js';
import type { SuiteResult } from '../../../base/suite-result.js';
import type { CliEvent } from '../../events.js';
import type { OutputStream } from '../../io.js';
import { EVENTS } from '../../records/codes.js';
import { OUTCOMES, Tally } from '../../records/tally.js';
import { deduplicate, identity, renderDiagnostic, renderDiagnostics } from '../../render-diagnostic.js';
import type { Paint } from '../../text/style.js';
import { suiteLines, suitesLine } from '../../text/suites.js';
import { truncate } from '../../text/width.js';
import { count, duration, elapsed, resourceNoun } from '../../text/words.js';
import type { Reporter } from '../reporter.js';
import { LiveRegion } from './live-region.js';
import { finishedLine, type LineStyle, progressBar, runningLine } from './node-lines.js';
import { summary } from './summary.js';
import type { Symbols } from './symbols.js';

type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;

export interface TerminalOptions {
  readonly stream: OutputStream;
  readonly results: OutputStream;
  readonly paint: Paint;
  readonly symbols: Symbols;
  readonly now: () => Date;
  readonly hints: boolean;
  readonly print: boolean;
  readonly warningLimit: number;
}

const REDRAW_MS = 100;
const MOST_RUNNING_SHOWN = 6;
/** Commands whose purpose is to run nodes: each gets a line and the run a summary. */
const RUN_COMMANDS = new Set([
  'build',
  'run',
  'test',
  'seed',
  'snapshot',
  'clone',
  'retry',
  'run-operation',
  'source freshness',
]);

/** The output on a terminal: finished nodes scroll by, running ones and a bar stay below them, a summary ends it. */
export class TerminalReporter implements Reporter {
  readonly #region: LiveRegion;
  #tally = new Tally();
  #finished: NodeFinished[] = [];
  readonly #running = new Map<string, { readonly node: NodeInfo; readonly since: number }>();
  readonly #told = new Set<string>();
  readonly #warnings = new Map<string, number>();
  #above: string[] = [];
  #phase: { readonly text: string; readonly since: number } | undefined;
  #total = 0;
  #isFirstRound = true;
  #runSince = 0;
  #command = '';
  #frame = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #onResize = () => this.#draw();

  constructor(private readonly options: TerminalOptions) {
    this.#region = new LiveRegion(options.stream);
    options.stream.on?.('resize', this.#onResize);
  }

  handle(event: CliEvent): void {
    switch (event.type) {
      case 'invocation-started':
        this.#command ||= event.command;
        break;
      case 'opening':
        this.#startPhase('Reading the project');
        break;
      case 'project-loaded':
        this.#loaded(event);
        break;
      case 'diagnostic':
        this.#diagnostic(event.diagnostic);
        break;
      case 'log':
        if (event.level !== 'debug') this.#print(event.message);
        break;
      case 'print':
        if (this.options.print) this.#print(event.message);
        break;
      case 'run-started':
        this.#total = event.total;
        this.#runSince = this.#time();
        this.#phase = undefined;
        this.#startTimer();
        break;
      case 'node-started':
        this.#running.set(event.node.uniqueId, { node: event.node, since: this.#time() });
        this.#startTimer();
        break;
      case 'batch-started':
        this.#batchStarted(event);
        break;
      case 'node-finished':
        this.#nodeFinished(event);
        break;
      case 'hook-finished':
        this.#tally.addHook(event.status);
        if (OUTCOMES[event.status] === 'error')
          this.#print(`  ${this.options.paint('bad', this.options.symbols.fail)} hook ${event.name}: ${event.message}`);
        break;
      case 'suites-finished':
        this.#suites(event.suites);
        break;
      case 'run-finished':
        this.#runFinished(event.seconds);
        break;
      case 'result':
        this.#draw(true);
        this.options.results.write(`${event.heading ? `${event.heading}\n` : ''}${event.text}\n`);
        break;
      case 'note':
        this.#print(event.message);
        break;
      case 'told':
        if (EVENTS[event.name][1] !== 'debug') this.#print(event.message);
        break;
      case 'failed':
        this.#failed(event.diagnostics);
        break;
      case 'interrupted':
        this.#tally.interrupted = true;
        this.#print(
          this.options.paint('warn', 'Stopping: what runs is being cancelled. Press Ctrl-C again to stop at once.'),
        );
        break;
      case 'round-started':
        this.#startRound(event.command);
        break;
      case 'command-finished':
        this.#tellOmitted();
        this.#draw(true);
        break;
    }
  }

  close(): void {
    this.#draw(true);
    this.#region.close();
    this.options.stream.off?.('resize', this.#onResize);
  }

  #startRound(command: string): void {
    this.#tellOmitted();
    this.#command = command;
    this.#tally = new Tally();
    this.#finished = [];
    this.#running.clear();
    this.#told.clear();
    this.#warnings.clear();
    this.#total = 0;
    this.#isFirstRound = false;
    this.#phase = undefined;
    this.#draw(true);
  }

  get #showsNodes(): boolean {
    return RUN_COMMANDS.has(this.#command);
  }

  #loaded(event: Extract<QuernEvent, { type: 'project-loaded' }>): void {
    this.#phase = undefined;
    if (!this.#showsNodes) return;
    const { paint, symbols } = this.options;
    const shown = Object.entries(event.counts).filter(
      ([type, n]) => n > 0 && !['macro', 'doc', 'group'].includes(type),
    );
    const found = shown.map(([type, n]) => count(n, resourceNoun(type))).join(', ') || 'an empty project';
    this.#print(
      paint('dim', [found, event.adapter, `read in ${duration(event.seconds)}`].join(` ${symbols.dot} `)),
      '',
    );
  }

  /** The line of the running model says which of its batches began last. */
  #batchStarted({ node, batch, index, total }: Extract<QuernEvent, { type: 'batch-started' }>): void {
    const running = this.#running.get(node.uniqueId);
    if (!running) return;
    const displayName = `${node.displayName} ${batch} (${index} of ${total})`;
    this.#running.set(node.uniqueId, { ...running, node: { ...node, displayName } });
  }

  #nodeFinished(event: NodeFinished): void {
    this.#running.delete(event.node.uniqueId);
    this.#finished.push(event);
    this.#tally.addNode(event);
    if (event.diagnostic) this.#told.add(identity(event.diagnostic));
    const outcome = OUTCOMES[event.status];
    const isTest = event.node.resourceType === 'test' || event.node.resourceType === 'unit_test';
    // In a build, tests that pass are told by number only.
    const silent = outcome === 'skip' || (outcome === 'pass' && isTest && this.#command !== 'test');
    if (this.#showsNodes && !silent) this.#print(finishedLine(event, this.#style()));
  }

  #runFinished(seconds: number): void {
    this.#running.clear();
    this.#stopTimer();
    if (!this.#showsNodes) {
      for (const { diagnostic } of this.#tally.problems)
        if (diagnostic) this.#print(renderDiagnostic(diagnostic, this.#rendering()), '');
      return;
    }
    const facts = {
      command: this.#command,
      tally: this.#tally,
      seconds,
      finished: this.#finished,
      planned: this.#total,
      hints: this.options.hints && this.#isFirstRound,
    };
    this.#print(...summary(facts, this.#style()));
  }

  #suites(suites: readonly SuiteResult[]): void {
    const { paint, symbols } = this.options;
    const marks = { pass: symbols.pass, warn: symbols.warn, error: symbols.fail, skipped: symbols.skip };
    const lines = suiteLines(suites).map(({ status, tone, text }) => `  ${paint(tone, marks[status])} ${text}`);
    this.#print('', paint('strong', 'Suites'), ...lines, `  ${paint('dim', suitesLine(suites))}`);
  }

  #diagnostic(diagnostic: Diagnostic): void {
    const key = identity(diagnostic);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const n = (this.#warnings.get(diagnostic.code) ?? 0) + 1;
    if (diagnostic.severity !== 'error') this.#warnings.set(diagnostic.code, n);
    if (diagnostic.severity !== 'error' && n > this.options.warningLimit) return;
    this.#print(...renderDiagnostic(diagnostic, this.#rendering()).split('\n'), '');
  }

  #failed(diagnostics: readonly Diagnostic[]): void {
    this.#phase = undefined;
    const news = deduplicate(diagnostics).filter((d) => !this.#told.has(identity(d)));
    if (news.length > 0) this.#print(...renderDiagnostics(news, this.#rendering()).split('\n'));
  }

  #tellOmitted(): void {
    for (const [code, n] of this.#warnings) {
      if (n > this.options.warningLimit)
        this.#print(
          this.options.paint(
            'dim',
            `… and ${count(n - this.options.warningLimit, `more ${code} warning`)} (--show-all-deprecations shows all)`,
          ),
        );
    }
  }

  #rendering() {
    return { paint: this.options.paint, width: this.#region.columns - 1 };
  }

  #style(): LineStyle {
    return { paint: this.options.paint, symbols: this.options.symbols, columns: this.#region.columns };
  }

  #time(): number {
    return this.options.now().getTime();
  }

  #startPhase(text: string): void {
    this.#phase = { text, since: this.#time() };
    this.#startTimer();
  }

  /** Collects lines for above the region; without a region on the screen they are written at once. */
  #print(...lines: string[]): void {
    this.#above.push(...lines.flatMap((line) => line.split('\n')));
    if (!this.#timer) this.#draw(true);
  }

  #startTimer(): void {
    this.#timer ??= setInterval(() => {
      this.#frame++;
      this.#draw();
    }, REDRAW_MS).unref();
  }

  #stopTimer(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Draws what has come, and the region; `final` takes the region away and stops the clock. */
  #draw(final = false): void {
    if (final) this.#stopTimer();
    const above = this.#above;
    this.#above = [];
    this.#region.update(above, final ? [] : this.#regionLines());
    if (final && (this.#running.size > 0 || this.#phase)) this.#startTimer();
  }

  #regionLines(): string[] {
    const style = this.#style();
    const { paint, symbols } = this.options;
    const now = this.#time();
    const spinner = symbols.spinner[this.#frame % symbols.spinner.length]!;
    if (this.#phase) {
      const seconds = (now - this.#phase.since) / 1000;
      return seconds < 0.2
        ? []
        : [
            truncate(
              `  ${spinner} ${this.#phase.text}${seconds >= 1 ? `  ${elapsed(seconds)}` : ''}`,
              style.columns - 1,
            ),
          ];
    }
    if (this.#total === 0) return [];
    const running = [...this.#running.values()];
    const lines = running
      .slice(0, MOST_RUNNING_SHOWN)
      .map(({ node, since }) => runningLine(node, (now - since) / 1000, spinner, style));
    if (running.length > MOST_RUNNING_SHOWN)
      lines.push(
        paint('dim', truncate(`    and ${running.length - MOST_RUNNING_SHOWN} more running`, style.columns - 1)),
      );
    const { error, warn } = this.#tally.outcomes;
    const notes = [
      error ? paint('bad', `${error} failed`) : '',
      warn ? paint('warn', count(warn, 'warning')) : '',
      elapsed((now - this.#runSince) / 1000),
    ];
    return [...lines, progressBar(this.#finished.length, this.#total, notes.filter(Boolean), style)];
  }
}
