import type { DiagnosticSink } from '../../base/diagnostics.js';
import { QuernError } from '../../base/diagnostics.js';
import type { StateChange, StateComparison, StatePart } from '../../graph/select/node.js';
import type { GraphNode, MacroNode } from '../../manifest/types.js';
import { type CheckContext, comparisonOf } from './checks.js';
import { compareContracts, type IsEnforced, removedContract } from './contract.js';
import { breakingChange, seedGrew, seedMoved, seedTooLarge, versionBreaks } from './diagnostics.js';
import { ChangedMacros } from './macros.js';
import type { PreviousManifest } from './manifest.js';
import type { Dict } from './read.js';

/** The project as it is now, and what the comparison goes by. */
export interface ComparedProject {
  readonly dictOf: (id: string) => Dict;
  readonly nodes: { has(id: string): boolean };
  readonly disabled: ReadonlyMap<string, readonly GraphNode[]>;
  readonly macros: ReadonlyMap<string, MacroNode>;
  /** Macros that come with quern are none of the project's: its versions differ, and dbt's are others. */
  readonly isBuiltIn: (packageName: string) => boolean;
  readonly isEnforced: IsEnforced;
  readonly unrendered: boolean;
  readonly largestSeed: number;
  readonly now: Date;
  readonly diagnostics: DiagnosticSink;
  /** What `config()` says in a template, as this version keeps it. */
  readonly configOf: (rawCode: string) => Dict;
}

type Part = StatePart | 'other';

/** Compares a project with the manifest of an earlier run. */
export class StateComparer implements StateComparison {
  readonly #changes = new Map<string, readonly StateChange[]>();
  readonly #macros: ChangedMacros;
  readonly #seedsTold = new Set<string>();
  readonly #context: CheckContext;
  #contractsChecked = false;

  constructor(
    readonly previous: PreviousManifest,
    readonly project: ComparedProject,
  ) {
    this.#macros = new ChangedMacros(previous.macros, project.macros, project.isBuiltIn);
    this.#context = { unrendered: project.unrendered, reread: (old) => this.#reread(old) };
  }

  isNew(id: string): boolean {
    return this.previous.resource(id) === undefined;
  }

  isModified(id: string): boolean {
    const comparison = comparisonOf(this.project.dictOf(id));
    if (this.isNew(id)) return comparison.newIsModified || this.changes(id, 'macros').length > 0;
    return this.changes(id).some((change) => change.part === 'macros' || comparison.counts(change));
  }

  changes(id: string, part?: Part): readonly StateChange[] {
    const key = `${part ?? ''}\0${id}`;
    let changes = this.#changes.get(key);
    if (!changes) this.#changes.set(key, (changes = this.#find(id, part)));
    return changes;
  }

  checkContracts(ids: Iterable<string>): void {
    if (this.#contractsChecked) return;
    this.#contractsChecked = true;
    const errors = [...this.#contractProblems(ids), ...this.#removedProblems()].flatMap(
      ({ model, version, changes }) => {
        if (version !== null) return [versionBreaks({ model, changes })];
        this.project.diagnostics.report(breakingChange({ model, changes }));
        return [];
      },
    );
    if (errors.length > 0) throw new QuernError(errors);
  }

  *#contractProblems(ids: Iterable<string>): Iterable<Broken> {
    for (const id of ids) {
      if (!id.startsWith('model.')) continue;
      const old = this.previous.resource(id);
      if (!old) continue;
      const now = this.project.dictOf(id);
      const { breaking } = compareContracts(old, now, this.project.isEnforced);
      if (breaking.length > 0) yield broken(now, breaking);
    }
  }

  *#removedProblems(): Iterable<Broken> {
    const { nodes, disabled, now } = this.project;
    for (const [id, old] of Object.entries(this.previous.nodes)) {
      if (!id.startsWith('model.') || nodes.has(id)) continue;
      const model = disabledModel(disabled.get(id)?.[0]) ?? old;
      const changes = removedContract(model, now);
      if (changes.length > 0) yield broken(model, changes);
    }
  }

  #find(id: string, part?: Part): StateChange[] {
    const now = this.project.dictOf(id);
    const old = this.previous.resource(id);
    const comparison = comparisonOf(now);
    const wanted = (name: Part) => part === undefined || part === name;
    const found: StateChange[] = [];
    if (!old) {
      for (const name of comparison.newParts) if (wanted(name)) found.push({ part: name, detail: 'it is new' });
    } else {
      for (const check of comparison.checks) {
        if (!wanted(check.part)) continue;
        for (const detail of check.find(old, now, this.#context)) found.push({ part: check.part, detail });
      }
      if (wanted('contract')) found.push(...this.#contract(old, now));
      if (wanted('body') && now.resource_type === 'seed') this.#tellSeed(old, now, found);
    }
    const chain = wanted('macros') ? this.#macros.chainFrom(macrosOf(now)) : undefined;
    if (chain) found.push({ part: 'macros', detail: macroDetail(chain) });
    return found;
  }

  #contract(old: Dict, now: Dict): StateChange[] {
    if (now.resource_type !== 'model') return [];
    const { differs, breaking } = compareContracts(old, now, this.project.isEnforced);
    if (!differs) return [];
    return breaking.length > 0
      ? breaking.map((detail) => ({ part: 'contract', detail }))
      : [{ part: 'contract', detail: 'the contract changed' }];
  }

  /** The content of a large seed is not known. */
  #tellSeed(old: Dict, now: Dict, found: readonly StateChange[]): void {
    const kind = (node: Dict) => (node.checksum as Dict | undefined)?.name;
    const id = String(now.unique_id);
    if (kind(now) !== 'path' || this.#seedsTold.has(id)) return;
    this.#seedsTold.add(id);
    const changed = found.some((change) => change.part === 'body');
    const tell = kind(old) !== 'path' ? seedGrew : changed ? seedMoved : seedTooLarge;
    const seed = `${now.package_name}.${now.name}`;
    this.project.diagnostics.report(tell({ seed, limit: this.project.largestSeed }, undefined, { nodeId: id }));
  }

  #reread(old: Dict): Dict {
    const config = (old.unrendered_config ?? {}) as Dict;
    if (this.previous.isOfThisVersion || !this.project.unrendered || typeof old.raw_code !== 'string') return config;
    return { ...config, ...this.project.configOf(old.raw_code) };
  }
}

interface Broken {
  readonly model: string;
  readonly version: unknown;
  readonly changes: readonly string[];
}

function broken(model: Dict, changes: readonly string[]): Broken {
  return { model: String(model.name), version: model.version ?? null, changes };
}

function disabledModel(node: GraphNode | undefined): Dict | undefined {
  if (node?.resourceType !== 'model') return undefined;
  const { uniqueId, name, version, contract, config, deprecationDate } = node;
  return { unique_id: uniqueId, name, version, contract, config, deprecation_date: deprecationDate };
}

function macrosOf(node: Dict): readonly string[] {
  return ((node.depends_on as Dict | undefined)?.macros ?? []) as readonly string[];
}

/** `macro cents changed (used by macro price)`. */
function macroDetail(chain: readonly string[]): string {
  const names = chain.map((id) => id.split('.').slice(1).join('.'));
  const last = names.at(-1);
  const users = names.slice(0, -1).reverse();
  const way = users.length === 0 ? '' : ` (used by ${users.join(', used by ')})`;
  return `macro ${last} changed${way}`;
}
