import type { QuotePolicy } from '../adapters/types.js';
import type { DiagnosticSink } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';
import type { CompilableNode } from '../manifest/types.js';
import { nodeDict } from '../render/dict/node.js';
import type { NameKind } from '../render/node-names.js';
import type { ParseRenderer } from '../render/parse-context.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { isRecord } from './config/merge.js';
import { noSchema, noSchemaWarning } from './diagnostics.js';
import type { ParseServices } from './services.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Gives nodes their database, schema, alias and relation name, through the project's `generate_*_name` macros. */
export class NodeNames {
  constructor(
    private readonly renderer: ParseRenderer,
    private readonly services: Pick<ParseServices, 'adapter' | 'quoting' | 'target'>,
    private readonly sink: DiagnosticSink,
    /** `--store-failures`: holds for tests that say nothing themselves. */
    private readonly storeFailures: boolean,
    /** Whether `generate_schema_name` has to name a schema. */
    private readonly needsSchema: boolean,
  ) {}

  /** Fills in the names of a node that is being made; the macros see it as far as it is filled. False if one of them failed (and was reported). */
  assign(node: Mutable<CompilableNode>): boolean {
    const { config } = node;
    const snapshot = node.resourceType === 'snapshot';
    try {
      const database = snapshot && config.target_database ? config.target_database : config.database;
      node.database = this.#generate('database', database, node) ?? '';
      const schema = snapshot ? (config.target_schema as string | null) : null;
      node.schema = schema || this.#schema(config.schema, node);
      node.alias = this.#generate('alias', config.alias, node) ?? '';
    } catch (error) {
      for (const d of diagnoseTemplateError(error, {
        nodeId: node.uniqueId,
        ...(node.span ? { fallback: node.span } : {}),
      }))
        this.sink.report(d);
      return false;
    }
    node.relationName = this.#hasRelation(node) ? this.relationName(node.database, node.schema, node.alias) : null;
    return true;
  }

  #schema(custom: unknown, node: CompilableNode): string {
    const schema = this.#generate('schema', custom, node);
    if (schema === null) {
      const problem = this.needsSchema ? noSchema : noSchemaWarning;
      this.sink.report(problem({ node: node.name }, node.span, { nodeId: node.uniqueId }));
    }
    return schema ?? '';
  }

  /** Names as the warehouse's SQL writes them; `quoting` over the project's policy. */
  relationName(database: string | null, schema: string | null, identifier: string, quoting?: unknown): string {
    const { dialect } = this.services.adapter;
    const policy: QuotePolicy = isRecord(quoting)
      ? { ...this.services.quoting, ...stated(quoting) }
      : this.services.quoting;
    const parts: string[] = [];
    if (database) parts.push(policy.database ? dialect.quote(database) : database);
    if (schema) parts.push(policy.schema ? dialect.quote(schema) : schema);
    parts.push(policy.identifier ? dialect.quote(identifier) : identifier);
    return parts.join('.');
  }

  /** Database, schema and alias of what is no node: an export. Undefined if one of the macros failed (and was reported). */
  ofExport(
    named: { readonly uniqueId: string; readonly name: string; readonly packageName: string; readonly span: Span },
    custom: Readonly<Record<NameKind, string | null>>,
    dict: () => Readonly<Record<string, unknown>>,
  ): Readonly<Record<NameKind, string | null>> | undefined {
    const generate = (kind: NameKind) => this.renderer.generateName(kind, custom[kind], named, dict);
    try {
      return { database: generate('database'), schema: generate('schema'), alias: generate('alias') };
    } catch (error) {
      for (const d of diagnoseTemplateError(error, { nodeId: named.uniqueId, fallback: named.span }))
        this.sink.report(d);
      return undefined;
    }
  }

  #hasRelation(node: CompilableNode): boolean {
    switch (node.resourceType) {
      case 'model':
        return node.config.materialized !== 'ephemeral';
      case 'seed':
      case 'snapshot':
      case 'function':
        return true;
      case 'test':
        return Boolean(node.config.store_failures ?? this.storeFailures);
      default:
        return false;
    }
  }

  #generate(kind: NameKind, custom: unknown, node: CompilableNode): string | null {
    const wanted = custom === null || custom === undefined ? null : String(custom);
    return this.renderer.generateName(kind, wanted, node, () => nodeDict(node));
  }
}

function stated(quoting: Record<string, unknown>): Partial<QuotePolicy> {
  return Object.fromEntries(Object.entries(quoting).filter(([, value]) => typeof value === 'boolean'));
}
