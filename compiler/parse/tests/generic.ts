import { type Diagnostic, DiagnosticList, type DiagnosticSink } from '../../base/diagnostics.js';
import type { Json, JsonObject } from '../../base/json.js';
import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import { checkConfigKeys } from '../../config/index.js';
import type { Template } from '../../jinja/index.js';
import type { FileEntry } from '../../load/tree.js';
import type { RefCall, SourceCall, TestNode } from '../../manifest/types.js';
import { type Captures, mergeConfigCall } from '../../render/captures.js';
import { diagnoseTemplateError } from '../../render/template-diagnostics.js';
import { asList } from '../config/merge.js';
import type { ConfigLayer } from '../config/resolve.js';
import { unknownTest } from '../diagnostics.js';
import type { ParseEnvironment } from '../environment.js';
import { closureOf } from '../macros/dependencies.js';
import { testNames } from '../macros/lookup.js';
import { commonNode, type Mutable, NO_CAPTURES, type NodeBody, type NodeHead } from '../node.js';
import type { PropertyEntry } from '../properties/entries.js';
import { isHook } from '../properties/later.js';
import { pythonText } from '../python.js';
import { unknownArgument } from './check-arguments.js';
import { type TestDefinition, testDefinition } from './definition.js';
import { type TestKind, TestKinds } from './kind.js';
import { synthesizeName, testHash } from './name.js';
import { staticTestCaptures } from './static-captures.js';
import type { TestSpot, TestTarget } from './targets.js';

/** A test with the place of its definition, which only diagnostics need. */
export interface PlacedTest {
  readonly node: TestNode;
  /** Its call, without the `config()` that its raw code ends with. */
  readonly template: Template;
  /** Macros that were evaluated for it, those in its arguments too. */
  readonly evaluated: readonly string[];
  readonly span: () => Span;
}

/** Around what is tested, in every test's arguments. */
const WHERE_MACRO = /\.get_where_subquery$/;
const NO_CHECKSUM = { name: 'none', checksum: '' } as const;
const NO_COLUMNS = {};

/** Makes the nodes of generic tests. The template of a test only calls its macro, so tests of one kind share it. */
export class GenericTests {
  readonly #kinds: TestKinds;
  readonly #deprecations = new FirstOfEach();
  #folder: { readonly file: FileEntry; readonly fqn: readonly string[] } | undefined;

  constructor(private readonly env: ParseEnvironment) {
    this.#kinds = new TestKinds(env.macros);
  }

  parse(target: TestTarget): readonly PlacedTest[] {
    const { memo, sink } = this.env;
    const { entry, node } = target;
    const key = `tests ${entry.file.displayPath} ${entry.section} ${entry.name} ${target.nameInTest}`;
    const { tests, deprecations } = memo.node(
      key,
      [entry, node?.uniqueId, node?.group],
      sink,
      () => this.#parseAll(target),
      (made) => made.tests.flatMap(({ evaluated }) => evaluated),
    );
    for (const diagnostic of deprecations) this.#deprecations.report(diagnostic);
    return tests;
  }

  #parseAll(target: TestTarget): {
    readonly tests: readonly PlacedTest[];
    readonly deprecations: readonly Diagnostic[];
  } {
    const deprecations = new DiagnosticList();
    const tests = target.spots.flatMap((spot) => this.#parseOne(target, spot, deprecations) ?? []);
    return { tests, deprecations: deprecations.all };
  }

  /** To be called after the last test. */
  finish(): void {
    this.#deprecations.flush(this.env.sink);
  }

  #parseOne(target: TestTarget, spot: TestSpot, deprecations: DiagnosticSink): PlacedTest | undefined {
    const { env } = this;
    const { entry } = target;
    const definition =
      spot.definition ??
      testDefinition(spot.value, spot.at, {
        entry,
        owner: target.label,
        columnName: spot.columnName,
        argumentsProperty: env.config.flags.behavior.require_generic_test_arguments_property !== false,
        sink: env.sink,
        deprecations,
      });
    if (!definition) return undefined;
    const kind = this.#kinds.of(definition.name, definition.namespace, entry.packageName);
    if (!kind) {
      this.#reportUnknown(target, definition);
      return undefined;
    }
    const { macro, template } = kind;
    const problem = kind.isPlain ? undefined : unknownArgument(definition, macro, entry);
    if (problem) {
      env.sink.report(problem);
      return undefined;
    }
    const head = this.#head(target, definition);
    const { metadata, config } = head;
    const captures = kind.isPlain
      ? plainCaptures(target, macro.uniqueId)
      : (staticTestCaptures(target, macro, metadata.kwargs, env.inert, env.macros) ??
        this.#capture(head, template, metadata.kwargs, target, definition));
    const named = captures && { ...captures, macros: this.#macrosOf(kind, captures) };
    const node = named && this.#node(target, spot, definition, head, `${kind.call}${configText(config)}`, kind, named);
    return (
      node && { node, template, evaluated: [macro.uniqueId, ...captures.macros], span: () => entry.spanOf(spot.at) }
    );
  }

  /**
   * As dbt notes them: the test's by its name alone, whatever package it is called from; macros that only the arguments of the test call
   * are none of its own.
   */
  #macrosOf({ macro, named }: TestKind, captures: Captures): readonly string[] {
    const others = captures.macros.filter((id) => id !== named.uniqueId);
    if (named === macro && others.every((id) => WHERE_MACRO.test(id))) return [named.uniqueId, ...others];
    const closure = closureOf(named, this.env.macros);
    return [named.uniqueId, ...others.filter((id) => WHERE_MACRO.test(id) || closure.has(id))];
  }

  #head(target: TestTarget, definition: TestDefinition): TestHead {
    const { entry } = target;
    const { name, namespace } = definition;
    const kind = target.isSource ? `source_${name}` : name;
    const type = namespace === null ? kind : `${namespace}_${kind}`;
    const synthesized = synthesizeName(type, definition.nameInTest ?? target.nameInTest, definition.kwargs);
    const own = definition.customName;
    const config = this.#renderedConfig(target, definition);
    if (own === null && synthesized.short !== synthesized.full && config.alias === undefined)
      config.alias = synthesized.short;
    const fullName = own ?? synthesized.full;
    const kwargs = { ...definition.kwargs, model: `{{ get_where_subquery(${target.call}) }}` } as JsonObject;
    const metadata = { name, namespace, kwargs };
    return {
      kind: 'test',
      uniqueId: `test.${entry.packageName}.${fullName}.${testHash(fullName, metadata)}`,
      resourceType: 'test',
      name: fullName,
      packageName: entry.packageName,
      path: `${own ?? synthesized.short}.sql`,
      originalFilePath: entry.file.originalPath,
      fqn: [...this.#folderOf(entry), fullName],
      metadata,
      config,
    };
  }

  /** Tests stand one after the other, all of a file together. */
  #folderOf({ packageName, file }: PropertyEntry): readonly string[] {
    if (this.#folder?.file !== file) this.#folder = { file, fqn: [packageName, ...file.path.split('/').slice(0, -1)] };
    return this.#folder.fqn;
  }

  /** In dbt's order of keys: it becomes part of the raw code. */
  #renderedConfig({ entry }: TestTarget, definition: TestDefinition): Record<string, unknown> {
    const config: Record<string, unknown> = {};
    for (const key of Object.keys(definition.config)) {
      config[key] = this.env.yaml.render(entry, definition.config[key], definition.configAt(key), isHook);
    }
    return config;
  }

  #capture(
    head: TestHead,
    template: Template,
    kwargs: JsonObject,
    target: TestTarget,
    definition: TestDefinition,
  ): Captures | undefined {
    const { target: warehouse } = this.env.services;
    try {
      return this.env.renderer.capture(template, {
        ...head,
        database: warehouse.database,
        schema: warehouse.schema,
        alias: head.name,
        testArguments: kwargs as Readonly<Record<string, Json>>,
      });
    } catch (error) {
      const span = target.entry.spanOf(definition.at);
      for (const d of diagnoseTemplateError(error, {
        nodeId: head.uniqueId,
        fallback: span,
        names: () => this.env.macros.names(head.packageName),
      })) {
        // The template of a test is none that anybody wrote: point at its definition, and say where in the macro it failed.
        const inMacro =
          d.span && d.span.file.path !== '<generic test>' && d.span.file.path !== '<test argument>'
            ? d.span
            : undefined;
        const related = inMacro ? [...(d.related ?? []), { message: 'in its macro', span: inMacro }] : d.related;
        this.env.sink.report({ ...d, span, ...(related ? { related } : {}) });
      }
      return undefined;
    }
  }

  #node(
    target: TestTarget,
    spot: TestSpot,
    definition: TestDefinition,
    head: TestHead,
    rawCode: string,
    kind: TestKind,
    captures: Captures,
  ): TestNode | undefined {
    const { env } = this;
    const { entry, node: attached } = target;
    const layers = this.#layers(head, kind, captures, target, definition);
    const body: NodeBody = { rawCode, checksum: NO_CHECKSUM, captures };
    const resolved = env.configs.resolve('test', head.packageName, head.fqn, layers);
    const node = commonNode(env, head, body, resolved) as Mutable<TestNode>;
    const described = env.descriptions.render(definition.description, head.packageName, () =>
      entry.spanOf([...definition.at]),
    );
    node.description = described.text;
    node.docBlocks = described.docBlocks;
    node.columns = NO_COLUMNS;
    const ownTags = asList(head.config.tags).map(String);
    if (spot.columnTags.length + target.tags.length + ownTags.length + node.tags.length > 0) {
      node.tags = [
        ...new Set([...[...new Set([...spot.columnTags, ...target.tags, ...ownTags])].sort(), ...node.tags]),
      ];
    }
    node.testMetadata = head.metadata;
    node.columnName = spot.columnName;
    node.fileKeyName = target.fileKey;
    node.attachedNode = attached?.uniqueId ?? null;
    node.group = attached?.group ?? node.group;
    return env.names.assign(node) ? node : undefined;
  }

  /** A test's settings count twice, as in dbt: from its properties, and from the `config()` that its raw code ends with. */
  #layers(
    head: TestHead,
    kind: TestKind,
    captures: Captures,
    { entry }: TestTarget,
    definition: TestDefinition,
  ): ConfigLayer[] {
    const layers: ConfigLayer[] = [];
    const spanOf = (key: string) => entry.spanOf(definition.configAt(key));
    let own = false;
    for (const _ in head.config) own = true;
    const problems = (bad: readonly string[]) =>
      checkConfigKeys('data_tests', Object.fromEntries(bad.map((key) => [key, head.config[key]])), spanOf);
    if (own)
      layers.push({
        values: head.config,
        unrendered: kind.settingsOnce ? head.config : definition.config,
        spanOf,
        problems,
      });
    if (kind.settingsOnce) return layers;
    const called: Record<string, Json> = { ...captures.config };
    for (const key of Object.keys(head.config)) mergeConfigCall(called, key, head.config[key] as Json);
    let any = false;
    for (const _ in called) any = true;
    if (any) layers.push({ values: called, unrendered: own ? asWritten(head.config) : called, spanOf });
    return layers;
  }

  #reportUnknown({ entry }: TestTarget, { name, namespace, at }: TestDefinition): void {
    const { env } = this;
    const full = namespace === null ? name : `${namespace}.${name}`;
    const names = testNames(env.macros, entry.packageName);
    const near = closest(full, names) ?? (namespace === null ? inPackage(name, names) : undefined);
    const span = entry.spanOf(at);
    const start = span.file.text.indexOf(full, span.start);
    const exact = start >= span.start && start < span.end ? { file: span.file, start, end: start + full.length } : span;
    env.sink.report(unknownTest({ name: full, near }, exact));
  }
}

/** The nearest test of a package, whose name is not given. */
function inPackage(name: string, names: readonly string[]): string | undefined {
  const near = closest(
    name,
    names.map((full) => full.slice(full.indexOf('.') + 1)),
  );
  return near && names.find((full) => full.endsWith(`.${near}`));
}

/** Keeps the first diagnostic of each code, and how many more there were. */
class FirstOfEach implements DiagnosticSink {
  readonly #kept = new Map<string, { readonly first: Diagnostic; count: number }>();

  report(diagnostic: Diagnostic): void {
    const kept = this.#kept.get(diagnostic.code);
    if (kept) kept.count++;
    else this.#kept.set(diagnostic.code, { first: diagnostic, count: 1 });
  }

  flush(sink: DiagnosticSink): void {
    for (const { first, count } of this.#kept.values()) {
      sink.report(count === 1 ? first : { ...first, message: `${first.message} (the first of ${count} such places)` });
    }
  }
}

interface TestHead extends NodeHead {
  readonly metadata: { readonly name: string; readonly namespace: string | null; readonly kwargs: JsonObject };
  readonly config: Record<string, unknown>;
}

function plainCaptures(target: TestTarget, macroId: string): Captures {
  const refs: RefCall[] = target.ref ? [{ name: target.ref.name, package: null, version: target.ref.version }] : [];
  const sources: SourceCall[] = target.source ? [target.source] : [];
  return { ...NO_CAPTURES, refs, sources, macros: [macroId] };
}

/** `{{ config(severity="warn",tags=['x']) }}`: dbt writes a test's settings behind its call. */
function configText(config: Readonly<Record<string, unknown>>): string {
  const parts = Object.keys(config).map((key) => {
    const value = config[key];
    return `${key}=${typeof value === 'string' ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : pythonText(value)}`;
  });
  return parts.length === 0 ? '' : `{{ config(${parts.join(',')}) }}`;
}

function asWritten(config: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, pythonText(value)]));
}
