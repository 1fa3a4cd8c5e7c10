import type { DiagnosticSink } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import {
  deprecatedModel,
  patchInWrongSection,
  patchWithoutNode,
  suiteWithoutModel,
  unknownGroup,
} from './diagnostics.js';
import { byUniqueId, uniqueNodes } from './duplicates.js';
import { checkMicrobatch } from './microbatch.js';
import type { ParsedProject } from './parsed.js';
import { named, placeOf } from './places.js';
import { inferPrimaryKey } from './primary-key.js';
import { ReferenceResolver } from './resolve.js';
import { checkSpaces } from './spaces.js';
import type {
  CompilableNode,
  ExposureNode,
  GraphNode,
  GroupNode,
  Manifest,
  ModelNode,
  SourceNode,
  TestNode,
} from './types.js';
import { linkUnitTests } from './unit-tests.js';

/**
 * Resolves everything that resources say of each other. Problems go to `sink`, all of a run in one go; what has one stays in the
 * manifest without the reference, so that nothing else fails because of it.
 */
export function link(parsed: ParsedProject, sink: DiagnosticSink): Manifest {
  const own = uniqueNodes(parsed, sink);
  const sources = byUniqueId(parsed.sources, 'sources', parsed, sink);
  const exposures = byUniqueId(parsed.exposures, 'exposures', parsed, sink);
  const groups = byUniqueId(parsed.groups, 'groups', parsed, sink);
  const macros = byUniqueId(parsed.macros, 'macros', parsed, sink);
  const docs = byUniqueId(parsed.docs, 'docs blocks', parsed, sink);

  const resolver = new ReferenceResolver(parsed, own.values(), sources.values(), sink);
  const tests = testsByNode(parsed);
  const nodes = new Map<string, CompilableNode>();
  for (const [id, node] of own) {
    const { nodes: parents, broken } = resolver.resolve(node);
    nodes.set(id, linkedNode(node, parents, broken, tests.get(id)));
  }
  const linkedExposures = new Map<string, ExposureNode>();
  for (const [id, node] of exposures) {
    linkedExposures.set(id, { ...node, dependsOn: { ...node.dependsOn, nodes: resolver.resolve(node).nodes } });
  }
  const unitTests = linkUnitTests(parsed, nodes, sink);
  checkSpaces(own.values(), sources.values(), parsed, sink);
  checkGroups(own.values(), groups, parsed, sink);
  checkDeprecated(own.values(), parsed, sink);
  checkPatches(parsed, own.values(), sink);
  checkSuites(parsed, own.values(), sources.values(), sink);
  checkMicrobatch({ nodes, sources }, parsed, sink);
  return {
    projectName: parsed.projectName,
    adapterType: parsed.adapterType,
    nodes,
    sources,
    exposures: linkedExposures,
    unitTests: byUniqueId(unitTests.enabled, 'unit tests', parsed, sink),
    // `semantic/` adds them, to projects that have any.
    semanticModels: NONE,
    metrics: NONE,
    savedQueries: NONE,
    macros,
    docs,
    groups,
    disabled: disabledById([...parsed.disabled, ...unitTests.disabled]),
    selectors: parsed.selectors,
  };
}

const NONE = new Map<string, never>();

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NO_TESTS: readonly TestNode[] = [];

function linkedNode(
  node: CompilableNode,
  parents: readonly string[],
  broken: boolean,
  tests: readonly TestNode[] = NO_TESTS,
): CompilableNode {
  const primaryKey = node.resourceType === 'model' ? inferPrimaryKey(node, tests) : undefined;
  const disabled = broken && node.resourceType === 'test';
  if (parents.length === 0 && !disabled && !primaryKey?.length) return node;
  const linked: Mutable<CompilableNode> = { ...node, dependsOn: { nodes: parents, macros: node.dependsOn.macros } };
  if (primaryKey?.length) (linked as Mutable<ModelNode>).primaryKey = primaryKey;
  if (disabled) linked.config = { ...node.config, enabled: false };
  return linked;
}

/** Generic tests by the node that they are on, disabled ones included. */
function testsByNode(parsed: ParsedProject): Map<string, TestNode[]> {
  const tests = new Map<string, TestNode[]>();
  for (const node of [...parsed.nodes, ...parsed.disabled]) {
    if (node.resourceType !== 'test' || node.testMetadata === null || node.attachedNode === null) continue;
    const list = tests.get(node.attachedNode);
    if (list) list.push(node);
    else tests.set(node.attachedNode, [node]);
  }
  return tests;
}

function disabledById(nodes: readonly GraphNode[]): Map<string, readonly GraphNode[]> {
  const map = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const list = map.get(node.uniqueId);
    if (list) list.push(node);
    else map.set(node.uniqueId, [node]);
  }
  return map;
}

function checkGroups(
  nodes: Iterable<CompilableNode>,
  groups: ReadonlyMap<string, GroupNode>,
  parsed: ParsedProject,
  sink: DiagnosticSink,
): void {
  const names = new Set([...groups.values()].map((g) => g.name));
  for (const node of nodes) {
    if (node.group === null || names.has(node.group) || node.resourceType === 'test') continue;
    const near = closest(node.group, names);
    sink.report(
      unknownGroup({ from: named(node), group: node.group, near }, placeOf(node, parsed), { nodeId: node.uniqueId }),
    );
  }
}

function checkDeprecated(nodes: Iterable<CompilableNode>, parsed: ParsedProject, sink: DiagnosticSink): void {
  for (const node of nodes) {
    if (node.resourceType !== 'model' || node.deprecationDate === null) continue;
    if (Date.parse(node.deprecationDate) >= node.createdAt * 1000) continue;
    sink.report(
      deprecatedModel({ name: node.name, date: node.deprecationDate }, placeOf(node, parsed), {
        nodeId: node.uniqueId,
      }),
    );
  }
}

const SECTION_OF: Readonly<Record<string, string>> = {
  model: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  analysis: 'analyses',
  test: 'data_tests',
  function: 'functions',
};

/** Entries of properties files that found nothing of their name. */
function checkPatches(parsed: ParsedProject, nodes: Iterable<CompilableNode>, sink: DiagnosticSink): void {
  if (parsed.unmatchedPatches.length === 0) return;
  const all = [...nodes];
  for (const { section, name, packageName, span } of parsed.unmatchedPatches) {
    const elsewhere = all.find((n) => n.name === name && n.packageName === packageName && n.resourceType in SECTION_OF);
    if (elsewhere) {
      const { resourceType: kind } = elsewhere;
      sink.report(patchInWrongSection({ section, name, kind, right: SECTION_OF[kind]! }, span()));
      continue;
    }
    const names = all
      .filter((n) => SECTION_OF[n.resourceType] === section && n.packageName === packageName)
      .map((n) => n.name);
    sink.report(patchWithoutNode({ section, name, near: closest(name, names) }, span()));
  }
}

function checkSuites(
  { unmatchedSuites = [] }: ParsedProject,
  nodes: Iterable<CompilableNode>,
  sources: Iterable<SourceNode>,
  sink: DiagnosticSink,
): void {
  if (unmatchedSuites.length === 0) return;
  const names = [...nodes].filter((n) => ['model', 'seed', 'snapshot'].includes(n.resourceType)).map((n) => n.name);
  const tables = [...sources].map((s) => `source('${s.sourceName}', '${s.name}')`);
  for (const { suite, model, span } of unmatchedSuites) {
    const plain = /^ref\(\s*['"](\w+)['"]\s*\)$/.exec(model)?.[1] ?? model;
    sink.report(suiteWithoutModel({ suite, model, near: closest(plain, [...names, ...tables]) }, span()));
  }
}
