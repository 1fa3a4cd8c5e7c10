import type { DiagnosticSink } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import { checkAccess, checkDeprecation } from './access.js';
import {
  functionNotFound,
  packageUsesRoot,
  refDisabled,
  refNotFound,
  refVersionNotFound,
  sourceDisabled,
  sourceNotFound,
  testRefNotFound,
} from './diagnostics.js';
import { functionIds } from './functions.js';
import { RefLookup, SourceLookup } from './lookup.js';
import type { ParsedProject } from './parsed.js';
import { callPlace, named } from './places.js';
import type { CompilableNode, ExposureNode, GraphNode, RefCall, SourceCall, SourceNode } from './types.js';

type Referring = CompilableNode | ExposureNode;

export interface Resolution {
  /** Unique ids: sources before others, each in order of first use. */
  readonly nodes: readonly string[];
  /** A data test that refers to something missing or disabled. */
  readonly broken: boolean;
}

/** Finds what `ref()` and `source()` calls mean, and says what they may not. */
export class ReferenceResolver {
  readonly #refs: RefLookup;
  readonly #disabledRefs: RefLookup;
  readonly #sources: SourceLookup;
  readonly #disabledSources: SourceLookup;
  readonly #functions = new Set<string>();

  constructor(
    private readonly parsed: ParsedProject,
    nodes: Iterable<CompilableNode>,
    sources: Iterable<SourceNode>,
    private readonly sink: DiagnosticSink,
  ) {
    const { projectName, nodePackageFirst, disabled } = parsed;
    const all = [...nodes];
    for (const node of all) if (node.resourceType === 'function') this.#functions.add(node.uniqueId);
    this.#refs = new RefLookup(all, projectName, nodePackageFirst);
    this.#disabledRefs = new RefLookup(disabled.filter(isCompilable), projectName, nodePackageFirst);
    this.#sources = new SourceLookup(sources, projectName);
    this.#disabledSources = new SourceLookup(
      disabled.filter((n): n is SourceNode => n.resourceType === 'source'),
      projectName,
    );
  }

  resolve(node: Referring): Resolution {
    const functions = 'functions' in node ? node.functions : NO_FUNCTIONS;
    if (node.refs.length === 0 && node.sources.length === 0 && functions.length === 0) return NOTHING;
    const ids = new Set<string>();
    let broken = false;
    for (const call of node.sources) {
      const id = this.#source(node, call);
      if (id === undefined) broken = true;
      else ids.add(id);
    }
    for (const call of node.refs) {
      const id = this.#ref(node, call);
      if (id === undefined) broken = true;
      else ids.add(id);
    }
    for (const call of functions) {
      const id = this.#function(node, call);
      if (id === undefined) broken = true;
      else ids.add(id);
    }
    return { nodes: [...ids], broken };
  }

  #function(node: Referring, call: readonly string[]): string | undefined {
    const { projectName: rootPackage, nodePackageFirst, packages, failedNames } = this.parsed;
    const from = { packageName: node.packageName, rootPackage, nodePackageFirst };
    const ids = functionIds(
      call,
      from,
      packages.map((p) => p.name),
    );
    const found = ids.find((id) => this.#functions.has(id));
    const name = call.at(-1)!;
    if (found !== undefined || failedNames.has(name)) return found;
    const disabled = this.parsed.disabled.some((n) => ids.includes(n.uniqueId));
    const near = disabled
      ? undefined
      : closest(
          name,
          [...this.#functions].map((id) => id.slice(id.lastIndexOf('.') + 1)),
        );
    const place = callPlace(node, {}, 'function', [name], this.parsed);
    this.sink.report(functionNotFound({ from: named(node), name, disabled, near }, place, { nodeId: node.uniqueId }));
    return undefined;
  }

  #ref(node: Referring, call: RefCall): string | undefined {
    const target = this.#refs.find(call, node.packageName);
    if (target) {
      if (node.uniqueId !== target.uniqueId) this.#check(node, call, target);
      return target.uniqueId;
    }
    if (this.parsed.failedNames.has(call.name)) return undefined;
    const disabled = this.#disabledRefs.find(call, node.packageName) !== undefined;
    const place = callPlace(node, call, 'ref', [call.name], this.parsed);
    const from = named(node);
    const { name } = call;
    const extras = { nodeId: node.uniqueId };
    if (node.resourceType === 'test') {
      // A generic test of a disabled model is disabled with it, without a word; of an entry that describes nothing that is told.
      const own =
        node.testMetadata !== null &&
        (disabled ? node.attachedNode !== null : node.attachedNode === null && node.fileKeyName?.endsWith(`.${name}`));
      const near = disabled ? undefined : closest(name, this.#refs.names());
      if (!own) this.sink.report(testRefNotFound({ from, name, disabled, near }, place, extras));
    } else if (disabled) this.sink.report(refDisabled({ from, name }, place, extras));
    else if (call.version !== null && this.#refs.find({ ...call, version: null }, node.packageName)) {
      const versions = [...this.#versionsOf(name)];
      this.sink.report(refVersionNotFound({ from, name, version: String(call.version), versions }, place, extras));
    } else
      this.sink.report(
        refNotFound({ from, name, near: closest(name, this.#refs.names()), inPackage: call.package }, place, extras),
      );
    return undefined;
  }

  #check(node: Referring, call: RefCall, target: CompilableNode): void {
    const place = () => callPlace(node, call, 'ref', [call.name], this.parsed);
    checkAccess(node, target, place, this.parsed, this.sink);
    checkDeprecation(node, target, place, this.sink);
    if (
      node.packageName !== this.parsed.projectName &&
      target.packageName === this.parsed.projectName &&
      call.package === null
    ) {
      this.sink.report(
        packageUsesRoot({ from: named(node), packageName: node.packageName, target: target.name }, place(), {
          nodeId: node.uniqueId,
        }),
      );
    }
  }

  #source(node: Referring, call: SourceCall): string | undefined {
    const { source, table } = call;
    const found = this.#sources.find(source, table, node.packageName);
    if (found) return found.uniqueId;
    const disabled = this.#disabledSources.find(source, table, node.packageName) !== undefined;
    const place = callPlace(node, call, 'source', [source, table], this.parsed);
    const from = named(node);
    const extras = { nodeId: node.uniqueId };
    const near = disabled ? undefined : this.#nearSource(source, table);
    if (node.resourceType === 'test')
      this.sink.report(testRefNotFound({ from, name: `${source}.${table}`, disabled, near }, place, extras));
    else if (disabled) this.sink.report(sourceDisabled({ from, source, table }, place, extras));
    else this.sink.report(sourceNotFound({ from, source, table, near }, place, extras));
    return undefined;
  }

  /** The table of that source whose name is near, else the source whose name is. */
  #nearSource(source: string, table: string): string | undefined {
    const all = this.#sources.names();
    const inSource = closest(
      table,
      all.filter(([s]) => s === source).map(([, t]) => t),
    );
    if (inSource !== undefined) return inSource;
    return closest(
      `${source}.${table}`,
      all.map(([s, t]) => `${s}.${t}`),
    );
  }

  *#versionsOf(name: string): Iterable<string> {
    for (const node of this.parsed.nodes)
      if (node.resourceType === 'model' && node.name === name && node.version !== null) yield String(node.version);
  }
}

const NO_FUNCTIONS: readonly (readonly string[])[] = [];
const NOTHING: Resolution = { nodes: [], broken: false };

function isCompilable(node: GraphNode): node is CompilableNode {
  return node.resourceType !== 'source' && node.resourceType !== 'exposure';
}
