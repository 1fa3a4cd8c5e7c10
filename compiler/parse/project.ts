import type { DiagnosticSink } from '../base/diagnostics.js';
import type { SourceFile, Span } from '../base/source.js';
import { schemaYamlContext } from '../config/index.js';
import type { ProjectConfig } from '../config/types.js';
import type { Context, Template } from '../jinja/index.js';
import { TagMemo } from '../jinja/index.js';
import { discover } from '../load/discover.js';
import { readEntry } from '../load/read.js';
import type { FileEntry, SourceTree } from '../load/tree.js';
import type { ParsedProject, ParsedUnitTest, UnmatchedSuite } from '../manifest/parsed.js';
import type {
  CompilableNode,
  ExposureNode,
  FunctionNode,
  GraphNode,
  GroupNode,
  MacroNode,
  ModelNode,
  SourceNode,
} from '../manifest/types.js';
import type { MacroIndex } from '../render/macro-index.js';
import { createParseRenderer } from '../render/parse-context.js';
import { parseAnalysis, parseSingularTest } from './code-nodes.js';
import type { ConfigKind } from './config/defaults.js';
import { ConfigResolver } from './config/resolve.js';
import { reportUnusedPaths } from './config/unused.js';
import { unknownVersionFile } from './diagnostics.js';
import { Descriptions, loadDocs } from './docs.js';
import type { ParseEnvironment } from './environment.js';
import { parseExposure, parseGroup } from './exposure.js';
import { absorbOverloads, parseFunction } from './function.js';
import { HookTemplates } from './hooks.js';
import { InertMacros } from './macros/inert.js';
import { loadMacros } from './macros/load.js';
import { indexMacros, standInsInUse } from './macros/macro-index.js';
import { macroNodes } from './macros/patches.js';
import { CountingSink, ParseMemo } from './memo.js';
import { type ParsedNode, parseModel } from './model.js';
import { NodeNames } from './names.js';
import { parseOperations } from './operation.js';
import type { Section } from './properties/entries.js';
import { PropertyIndex } from './properties/property-index.js';
import { readProperties } from './properties/read.js';
import { PropertyRenderer } from './properties/render.js';
import { parseSeed } from './seed.js';
import { type SemanticSources, semanticSources } from './semantics.js';
import type { ParseServices } from './services.js';
import { parseSnapshotFile, parseYamlSnapshot } from './snapshot.js';
import { parseSource } from './source.js';
import { suiteTarget } from './suites/targets.js';
import { GenericTests } from './tests/generic.js';
import { modelTargets, type TestTarget } from './tests/targets.js';
import { parseUnitTest } from './unit-tests/definition.js';
import { FixtureFiles } from './unit-tests/fixtures.js';
import { VersionIndex } from './versions.js';

export interface ParseResult {
  readonly project: ParsedProject;
  readonly macros: MacroIndex;
  /** Parsed templates of nodes that have a file, by unique id. */
  readonly templates: ReadonlyMap<string, Template>;
  /** Where the project has something of the semantic layer. */
  readonly semantics?: SemanticSources | undefined;
}

/** Reads and parses everything that a project consists of. Problems go to `sink`; what has one is left out, the rest goes on. */
export function parseProject(config: ProjectConfig, services: ParseServices, sink: DiagnosticSink): ParseResult {
  return parseTree(discover(config), config, services, sink);
}

/** The same for files that were found before. */
export function parseTree(
  tree: SourceTree,
  config: ProjectConfig,
  services: ParseServices,
  outerSink: DiagnosticSink,
): ParseResult {
  const sink = new CountingSink(outerSink);
  const memo = services.memo ?? new ParseMemo(false);
  const rootPackage = config.root.name;
  const macroSources = loadMacros(tree, services.builtins, memo, sink);
  const macros = indexMacros(macroSources, config, services.adapter, services.builtins);
  for (const name of memo.standIns) macros.namespace(name);
  const { adapter, quoting, target, events } = services;
  const renderer = createParseRenderer({ config, adapter, quoting, target, macros, events, selectedResources: [] });
  const docs = loadDocs(tree, sink);
  const properties = new PropertyIndex(readProperties(tree, services, memo, sink), sink);
  // Only who keeps a memo has to know what it depends on.
  if (services.memo) memo.begin(config, services, docs, macroSources, macros);
  const contextOf = yamlContexts(config, services);
  const descriptions = new Descriptions(docs, rootPackage, contextOf, sink);
  const env: ParseEnvironment = {
    config,
    services,
    sink,
    memo,
    configs: new ConfigResolver(config, sink, services.adapter.keyAliases),
    properties,
    yaml: new PropertyRenderer(contextOf, sink),
    descriptions,
    macros,
    inert: new InertMacros(macroSources, macros),
    renderer,
    hooks: new HookTemplates(),
    tags: new TagMemo(),
    names: new NodeNames(
      renderer,
      services,
      sink,
      config.flags.storeFailures,
      config.flags.behavior.require_valid_schema_from_generate_schema_name === true,
    ),
    failed: new Set(),
  };
  const parser = new ProjectParser(env, tree);
  parser.run();
  const used = standInsInUse(macroSources, parser.calledMacros(), macros);
  const unused = new Set(macros.takenStandIns().filter((name) => !used.has(name)));
  const definedMacros = unused.size > 0 ? macroSources.filter((m) => !unused.has(m.packageName)) : macroSources;
  services.memo?.ended(definedMacros, used);
  const validates = config.flags.behavior.validate_macro_args === true;
  const macroList = macroNodes(definedMacros, macros, properties, descriptions, validates, services.createdAt, sink);
  const project = parser.result(docs, macroList);
  return { project, macros, templates: parser.templates, semantics: parser.semantics() };
}

/** The context of properties files, one a package. */
function yamlContexts(config: ProjectConfig, services: ParseServices): (packageName: string) => Context {
  const contexts = new Map<string, Context>();
  return (packageName) => {
    let context = contexts.get(packageName);
    if (!context) {
      context = schemaYamlContext(config, packageName, () => services.target.visible);
      contexts.set(packageName, context);
    }
    return context;
  };
}

/** One parse of all resources, kind by kind. */
class ProjectParser {
  readonly templates = new Map<string, Template>();
  readonly #nodes: CompilableNode[] = [];
  readonly #sources: SourceNode[] = [];
  readonly #exposures: ExposureNode[] = [];
  readonly #groups: GroupNode[] = [];
  readonly #unitTests: ParsedUnitTest[] = [];
  readonly #disabled: GraphNode[] = [];
  readonly #fqns = new Map<ConfigKind, (readonly string[])[]>();
  /** Nodes that a properties entry can be about, by section, package, name and version. */
  readonly #described = new Map<string, CompilableNode>();
  readonly #places = new Map<string, () => Span>();
  readonly #versions: VersionIndex;
  readonly #unmatchedSuites: UnmatchedSuite[] = [];

  constructor(
    private readonly env: ParseEnvironment,
    private readonly tree: SourceTree,
  ) {
    const stems = new Set(
      tree.flatMap((files) =>
        [...files.byKind.model, ...files.byKind['python-model']].map((e) => `${files.package.name}\0${stemOf(e.path)}`),
      ),
    );
    this.#versions = new VersionIndex(
      env.properties.of('models'),
      (pkg, name) => stems.has(`${pkg}\0${name}`),
      env.sink,
    );
  }

  run(): void {
    for (const files of this.tree) this.#codeOf(files);
    if (this.tree.some((files) => files.byKind.function.length > 0)) this.#functions();
    const { properties } = this.env;
    for (const entry of properties.of('snapshots')) {
      if (entry.value.relation !== undefined && entry.value.relation !== null)
        this.#add('snapshot', parseYamlSnapshot(this.env, entry), 'snapshots');
    }
    const tables = properties
      .of('sources')
      .flatMap((entry) => parseSource(this.env, entry).map((table) => ({ ...table, entry })));
    for (const { node, entry } of tables) {
      this.#note('source', node.fqn);
      this.#places.set(node.uniqueId, () => entry.nameSpan);
      if (node.config.enabled) this.#sources.push(node);
      else this.#disabled.push(node);
    }
    for (const entry of properties.of('exposures')) {
      const node = parseExposure(this.env, entry);
      this.#note('exposure', node.fqn);
      this.#places.set(node.uniqueId, () => entry.nameSpan);
      if (node.config.enabled) this.#exposures.push(node);
      else this.#disabled.push(node);
    }
    for (const entry of properties.of('groups')) {
      const node = parseGroup(this.env, entry);
      this.#places.set(node.uniqueId, () => entry.nameSpan);
      this.#groups.push(node);
    }
    this.#genericTests(tables.map((t) => t.tests));
    const files = new FixtureFiles(this.tree, this.env.sink);
    for (const entry of properties.of('unit_tests')) {
      const node = parseUnitTest(this.env, entry, files);
      if (!node) continue;
      this.#note('unit_test', node.fqn);
      this.#places.set(node.uniqueId, () => entry.nameSpan);
      this.#unitTests.push({ node, spanOf: (path) => entry.spanOf(path) });
    }
    this.#missingVersions();
    // A path may be there for what failed.
    if (this.env.failed.size === 0) reportUnusedPaths(this.env.configs, this.#fqns, this.env.sink);
  }

  /** Unique ids, node by node. */
  *calledMacros(): Iterable<readonly string[]> {
    for (const node of this.#nodes) yield node.dependsOn.macros;
  }

  result(docs: ParsedProject['docs'], macros: readonly MacroNode[]): ParsedProject {
    const { config, services, properties, failed } = this.env;
    const behavior = config.flags.behavior;
    return {
      projectName: config.root.name,
      adapterType: services.adapter.name,
      packages: [config.root, ...config.packages].map((p) => ({
        name: p.name,
        isRoot: p.isRoot,
        restrictAccess: p.restrictAccess,
      })),
      nodes: this.#nodes,
      sources: this.#sources,
      exposures: this.#exposures,
      unitTests: this.#unitTests,
      macros,
      docs,
      groups: this.#groups,
      disabled: this.#disabled,
      selectors: config.selectors,
      unmatchedPatches: properties
        .unmatched(['models', 'seeds', 'snapshots', 'analyses', 'data_tests', 'functions'])
        .filter((p) => !failed.has(p.name)),
      unmatchedSuites: this.#unmatchedSuites,
      failedNames: failed,
      nodePackageFirst: behavior.require_ref_searches_node_package_before_root === true,
      uniqueNamesAcrossPackages: behavior.require_unique_project_resource_names === true,
      spacesAreErrors: {
        nodes: behavior.require_resource_names_without_spaces !== false,
        sources: behavior.require_source_and_semantic_model_names_without_spaces === true,
      },
      spanOf: (uniqueId) => this.#places.get(uniqueId)?.(),
    };
  }

  semantics(): SemanticSources | undefined {
    const refers = [this.#nodes, this.#exposures].some((list) => list.some((node) => node.metrics.length > 0));
    return semanticSources(this.env, refers, (entry) => {
      const version = this.#versions.ofEntry(entry)?.[0]?.version ?? null;
      const key = describedKey('models', entry.packageName, entry.name, version);
      return this.#described.get(key) as ModelNode | undefined;
    });
  }

  #codeOf({ package: pkg, byKind }: SourceTree[number]): void {
    const { env } = this;
    for (const entry of [...byKind.model, ...byKind['python-model']]) {
      const file = readEntry(entry, env.sink);
      if (!file) env.failed.add(stemOf(entry.path));
      else this.#add('model', this.#model(file, entry, pkg.name), 'models');
    }
    for (const entry of byKind.seed) {
      const node = parseSeed(env, entry, pkg);
      this.#add('seed', node && { node }, 'seeds');
    }
    for (const entry of byKind.snapshot) {
      const file = readEntry(entry, env.sink);
      for (const parsed of file ? parseSnapshotFile(env, file, entry, pkg.name) : [])
        this.#add('snapshot', parsed, 'snapshots');
    }
    for (const entry of byKind.analysis) {
      const file = readEntry(entry, env.sink);
      const make = () => file && parseAnalysis(env, file, entry, pkg.name);
      if (file) this.#add('analysis', this.#remembered('analyses', entry, pkg.name, file.text, make), 'analyses');
    }
    for (const entry of byKind.test) {
      const file = readEntry(entry, env.sink);
      const make = () => file && parseSingularTest(env, file, entry, pkg.name);
      if (file) this.#add('test', this.#remembered('data_tests', entry, pkg.name, file.text, make), 'data_tests');
    }
    for (const parsed of parseOperations(env, pkg)) this.#add('operation', parsed);
  }

  #functions(): void {
    const { env } = this;
    const parsed = new Map<string, ParsedNode<FunctionNode>>();
    for (const { package: pkg, byKind } of this.tree) {
      for (const entry of byKind.function) {
        const file = readEntry(entry, env.sink);
        const make = () => file && parseFunction(env, file, entry, pkg.name);
        const made = file && this.#remembered('functions', entry, pkg.name, file.text, make);
        if (made) parsed.set(made.node.uniqueId, made);
      }
    }
    const nodes = [...parsed.values()].map((one) => one.node);
    const propertyOf = (node: FunctionNode) => env.properties.match('functions', node.packageName, node.name);
    for (const node of absorbOverloads(env, nodes, propertyOf))
      this.#add('function', { ...parsed.get(node.uniqueId)!, node }, 'functions');
  }

  #model(file: SourceFile, entry: FileEntry, packageName: string): ParsedNode<CompilableNode> | undefined {
    const { env } = this;
    const version = this.#versions.ofFile(packageName, stemOf(entry.path));
    if (version) env.properties.markMatched(version.entry);
    const make = () => parseModel(env, file, entry, packageName, this.#versions);
    if (!version) return this.#remembered('models', entry, packageName, file.text, make);
    const from = [file.text, version.entry, version.index];
    return env.memo.node(`models ${entry.displayPath}`, from, env.sink, make, macrosOf);
  }

  /** A node that is made of a file and of the properties under its name. */
  #remembered<N extends CompilableNode>(
    section: Section,
    entry: FileEntry,
    packageName: string,
    text: string,
    make: () => ParsedNode<N> | undefined,
  ): ParsedNode<N> | undefined {
    const { memo, properties, sink } = this.env;
    const from = [text, properties.match(section, packageName, stemOf(entry.path))];
    return memo.node(`${section} ${entry.displayPath}`, from, sink, make, macrosOf);
  }

  #add(kind: ConfigKind, parsed: ParsedNode<CompilableNode> | undefined, section?: string): void {
    if (!parsed) return;
    const { node, template } = parsed;
    if (template) this.templates.set(node.uniqueId, template);
    if (!this.env.services.keepsTemplates) template?.release();
    if (section)
      this.#described.set(
        describedKey(section, node.packageName, node.name, 'version' in node ? node.version : null),
        node,
      );
    this.#keep(kind, node);
  }

  #keep(kind: ConfigKind, node: CompilableNode): void {
    this.#note(kind, node.fqn);
    if (node.config.enabled) this.#nodes.push(node);
    else this.#disabled.push(node);
  }

  #note(kind: ConfigKind, fqn: readonly string[]): void {
    const list = this.#fqns.get(kind);
    if (list) list.push(fqn);
    else this.#fqns.set(kind, [fqn]);
  }

  #genericTests(tables: readonly TestTarget[]): void {
    const { env } = this;
    const tests = new GenericTests(env);
    const quote = (name: string) => env.services.adapter.dialect.quote(name);
    const sections = ['models', 'seeds', 'snapshots'] as const;
    // Also under the wrong section (which is told of) tests find what they test.
    const nodeOf = (entry: { section: string; packageName: string; name: string }, version: string | number | null) => {
      for (const section of [entry.section, ...sections]) {
        const node = this.#described.get(describedKey(section, entry.packageName, entry.name, version));
        if (node) return node;
      }
      return undefined;
    };
    const described = sections.flatMap((section) => env.properties.of(section));
    const suites = env.properties.of('suites');
    const about = { nodes: () => this.#suitable(), tables };
    const expectations = suites.flatMap((entry) => suiteTarget(env, entry, about, this.#unmatchedSuites) ?? []);
    for (const target of [
      ...described.flatMap((entry) => modelTargets(entry, env.yaml.entry(entry), this.#versions, nodeOf, quote)),
      ...tables,
      ...expectations,
    ]) {
      if (target.spots.length === 0) continue;
      // Tests of what failed would only repeat that. Those of what does not exist are there, as in dbt, and do not run.
      if (!target.isSource && !target.node && env.failed.has(target.entry.name)) continue;
      for (const { node, template, span } of tests.parse(target)) {
        this.templates.set(node.uniqueId, template);
        this.#places.set(node.uniqueId, span);
        this.#keep('test', node);
      }
    }
    tests.finish();
  }

  /** What suites can be about. */
  *#suitable(): Iterable<CompilableNode> {
    for (const node of this.#described.values()) if (SUITABLE.has(node.resourceType)) yield node;
  }

  #missingVersions(): void {
    const { env } = this;
    for (const entry of env.properties.of('models')) {
      for (const { version, file, index } of this.#versions.ofEntry(entry) ?? []) {
        if (
          this.#described.has(describedKey('models', entry.packageName, entry.name, version)) ||
          env.failed.has(entry.name)
        )
          continue;
        env.properties.markMatched(entry);
        env.sink.report(
          unknownVersionFile({ name: entry.name, version: String(version), file }, entry.spanOf(['versions', index])),
        );
      }
    }
  }
}

const SUITABLE: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

function macrosOf(parsed: ParsedNode<CompilableNode> | undefined): readonly string[] {
  return parsed?.node.dependsOn.macros ?? [];
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(sql|py|js)$/i, '');
}

function describedKey(section: string, packageName: string, name: string, version: string | number | null): string {
  return `${section}\0${packageName}\0${name}\0${version ?? ''}`;
}
