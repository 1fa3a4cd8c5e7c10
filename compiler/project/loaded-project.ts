import { join } from 'node:path';
import type { Diagnostic } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { Journal } from '../execute/journal.js';
import { runOperation } from '../execute/operation.js';
import { type RunCommand, run } from '../execute/run.js';
import type { RunOptions, RunReport } from '../execute/types.js';
import type { SelectionOptions } from '../graph/types.js';
import type { CompileOptions, CompileReport, ListedNode, Project, SelectingCommand, ShowReport } from '../project.js';
import { compileProject, keepCompiled } from './compile.js';
import { listNodes } from './list.js';
import type { Opened } from './open.js';
import { runInputs } from './runner.js';
import { showNodes } from './show.js';
import { idsFor, type ProjectState, selectFor } from './state.js';
import { writeManifest, writeRunResults } from './write-artifacts.js';

/** A project in memory. Each method writes the artifacts that its command leaves. */
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

  async list(options: SelectionOptions): Promise<readonly ListedNode[]> {
    const nodes = listNodes(this.#state, options);
    writeManifest(this.#state);
    return nodes;
  }

  compile(options: CompileOptions): Promise<CompileReport> {
    return compileProject(this.#state, options);
  }

  async run(command: RunCommand, options: RunOptions): Promise<RunReport> {
    const state = this.#state;
    const ids = idsFor(state, options, command);
    // Before anything runs, so that a killed run leaves the manifest that it worked on.
    writeManifest(state);
    const journal = new Journal(join(state.config.root.targetPath, 'journal.jsonl'));
    try {
      const report = await run(command, runInputs(state, options, ids, journal), ids, options, this.#environment());
      keepCompiled(state, report.results);
      writeManifest(state);
      writeRunResults(state, report);
      return report;
    } finally {
      journal.close();
    }
  }

  show(
    options: RunOptions & { readonly inline?: string; readonly inlineDirect?: string; readonly limit: number },
  ): Promise<readonly ShowReport[]> {
    return showNodes(this.#state, options);
  }

  async runOperation(macro: string, args: JsonObject): Promise<RunReport> {
    const report = await runOperation(macro, args, runInputs(this.#state, { empty: false }, []), this.#environment());
    writeManifest(this.#state);
    writeRunResults(this.#state, report);
    return report;
  }

  async close(): Promise<void> {
    await this.opened.warehouse.close();
  }

  #environment() {
    return { events: this.#state.events, ...(this.#state.signal ? { signal: this.#state.signal } : {}) };
  }
}
