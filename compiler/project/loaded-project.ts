import { join } from 'node:path';
import { type Diagnostic, QuernError } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import type { RetentionReport } from '../execute/retention/types.js';
import type { RunCommand } from '../execute/run.js';
import type { StagingReport } from '../execute/staging/types.js';
import type { RunOptions, RunReport } from '../execute/types.js';
import type { SelectionOptions } from '../graph/types.js';
import type {
  CatalogOptions,
  CatalogReport,
  CompileOptions,
  CompileReport,
  FreshnessOptions,
  ListedNode,
  ListOptions,
  Mark,
  MarksRequest,
  Project,
  RetentionRequest,
  SelectingCommand,
  ShowReport,
  StageOptions,
} from '../project.js';
import type { MetricQuestion } from '../semantic/query/index.js';
import { listNodes } from './list.js';
import type { MonitorOptions, MonitorReport } from './monitor.js';
import type { Opened } from './open.js';
import type { ShowOptions } from './show.js';
import { idsFor, type ProjectState, selectFor } from './state.js';
import { writeGraphSummary, writeManifest, writeRunResults, writeSuites } from './write-artifacts.js';

/** A project in memory. Each method writes the artifacts that its command leaves, and loads the code that only it needs. */
export class LoadedProject implements Project {
  readonly diagnostics: readonly Diagnostic[];
  readonly #state: ProjectState;

  constructor(private readonly opened: Opened) {
    this.#state = opened.state;
    this.diagnostics = opened.diagnostics;
  }

  get config() {
    return this.#state.config;
  }

  get manifest() {
    return this.#state.linked.manifest;
  }

  get dag() {
    return this.#state.dag;
  }

  select(options: SelectionOptions, command: SelectingCommand): readonly string[] {
    return selectFor(this.#state, options, command).ids;
  }

  async parse(): Promise<void> {
    writeManifest(this.#state);
  }

  async list(options: ListOptions): Promise<readonly ListedNode[]> {
    let nodes = listNodes(this.#state, options);
    if (options.explains) nodes = (await import('./explain.js')).explained(this.#state, options, nodes);
    writeManifest(this.#state);
    return nodes;
  }

  async compile(options: CompileOptions): Promise<CompileReport> {
    const { compileProject } = await import('./compile.js');
    return compileProject(this.#state, options);
  }

  async run(command: RunCommand, options: RunOptions): Promise<RunReport> {
    const [{ run }, { runInputs }, { keepCompiled }, { Journal }] = await Promise.all([
      import('../execute/run.js'),
      import('./runner.js'),
      import('./compile.js'),
      import('../execute/journal.js'),
    ]);
    const state = this.#state;
    const ids = idsFor(state, options, command);
    // Before anything runs, so that a killed run leaves the manifest that it worked on.
    writeManifest(state);
    writeGraphSummary(state, command === 'build');
    if (options.dryRun) return await run('dry-run', runInputs(state, options, ids), ids, options, this.#environment());
    const journal = new Journal(join(state.config.root.targetPath, 'journal.jsonl'));
    try {
      const report = await run(command, runInputs(state, options, ids, journal), ids, options, this.#environment());
      keepCompiled(state, report.results);
      writeManifest(state);
      writeRunResults(state, report);
      writeSuites(state, report);
      if (options.show) await this.#showSeeds(report, options);
      return report;
    } finally {
      journal.close();
    }
  }

  async #showSeeds(report: RunReport, { empty }: RunOptions): Promise<void> {
    const { seedSamples } = await import('./seed-samples.js');
    for (const message of seedSamples(report.results, empty)) this.#state.events({ type: 'print', message });
  }

  async show(options: ShowOptions): Promise<readonly ShowReport[]> {
    const { showNodes } = await import('./show.js');
    const began = performance.now();
    const shown = await showNodes(this.#state, options);
    const results = shown.map(({ result }) => result);
    writeManifest(this.#state);
    writeRunResults(this.#state, { results, elapsedSeconds: (performance.now() - began) / 1000 });
    return shown.map(({ report }) => report);
  }

  async metricQuery(question: MetricQuestion): Promise<string> {
    const { metricQueryOf } = await import('../semantic/index.js');
    const answer = metricQueryOf(this.manifest, question);
    if ('diagnostics' in answer) throw new QuernError(answer.diagnostics);
    return answer.template;
  }

  async runOperation(macro: string | { readonly sql: string }, args: JsonObject): Promise<RunReport> {
    const [{ runOperation, runSql }, { runInputs }, { compileInline }] = await Promise.all([
      import('../execute/operation.js'),
      import('./runner.js'),
      import('./compile.js'),
    ]);
    const inputs = runInputs(this.#state, { empty: false }, []);
    let report: RunReport;
    if (typeof macro === 'string') report = await runOperation(macro, args, inputs, this.#environment());
    else {
      const { node, compiled } = await compileInline(this.#state, macro.sql, false);
      report = await runSql(node, compiled, inputs, this.#environment());
    }
    writeManifest(this.#state);
    writeRunResults(this.#state, report);
    return report;
  }

  async freshness(options: FreshnessOptions): Promise<RunReport> {
    const { checkFreshness } = await import('./freshness.js');
    return checkFreshness(this.#state, options, this.#environment());
  }

  async monitor(options: MonitorOptions): Promise<MonitorReport> {
    const { monitorProject } = await import('./monitor.js');
    const report = await monitorProject(this.#state, options, this.#environment());
    if (!options.dryRun) writeManifest(this.#state);
    return report;
  }

  async stage(options: StageOptions): Promise<StagingReport> {
    const { stageFiles } = await import('./staging.js');
    return stageFiles(this.#state, options, this.#environment());
  }

  async retention(request: RetentionRequest): Promise<RetentionReport> {
    const { retainData } = await import('./retention.js');
    return retainData(this.#state, request, this.#environment());
  }

  async catalog(options: CatalogOptions): Promise<CatalogReport> {
    const { writeCatalog } = await import('./docs.js');
    return writeCatalog(this.#state, options);
  }

  async marks(request: MarksRequest): Promise<readonly Mark[]> {
    const { marksOf } = await import('./marks.js');
    return marksOf(this.#state, request);
  }

  async close(): Promise<void> {
    this.opened.close();
    await this.opened.warehouse.close();
  }

  #environment() {
    return { events: this.#state.events, ...(this.#state.signal ? { signal: this.#state.signal } : {}) };
  }
}
