import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError, type QueryResult, type Session, type Warehouse } from '../../../compiler/adapters/types.js';
import type { QuernEvent } from '../../../compiler/base/events.js';
import { SourceFile, type Span } from '../../../compiler/base/source.js';
import { TargetFiles } from '../../../compiler/execute/files.js';
import { internalOperation } from '../../../compiler/execute/internal-operation.js';
import type { RenderPort, RunInputs } from '../../../compiler/execute/ports.js';
import { Dag } from '../../../compiler/graph/dag.js';
import type { Segment } from '../../../compiler/jinja/api.js';
import { toValue, type Value } from '../../../compiler/jinja/values/index.js';
import type { CompilableNode, ExposureNode, MacroNode } from '../../../compiler/manifest/types.js';
import type { CompiledNode } from '../../../compiler/render/compiled.js';
import type { MacroEntry } from '../../../compiler/render/macro-index.js';
import { ResponseValue } from '../../../compiler/render/values/response.js';
import { TableValue } from '../../../compiler/render/values/table.js';

/** What evaluating or running a node does in a test; it may throw or wait. */
export interface Behaviour {
  readonly compile?: () => Promise<string> | string;
  readonly execute?: (session: () => Promise<Session>) => Promise<void> | void;
  /** The first row of a test's answer. */
  readonly row?: Readonly<Record<string, unknown>>;
}

export function model(
  name: string,
  parents: readonly string[] = [],
  more: Partial<CompilableNode> = {},
): CompilableNode {
  const rawCode = `select * from {{ ref('${parents[0] ?? 'x'}') }}`;
  const resourceType = more.resourceType ?? 'model';
  const base = internalOperation(name, 'shop');
  return {
    ...base,
    uniqueId: `${resourceType}.shop.${name}`,
    path: `${name}.sql`,
    originalFilePath: `models/${name}.sql`,
    rawCode,
    file: new SourceFile(`models/${name}.sql`, rawCode),
    config: { ...base.config, materialized: resourceType === 'model' ? 'table' : resourceType },
    database: 'db',
    schema: 'main',
    relationName: resourceType === 'test' || resourceType === 'operation' ? null : `"db"."main"."${name}"`,
    dependsOn: { nodes: parents.map((parent) => (parent.includes('.') ? parent : `model.shop.${parent}`)), macros: [] },
    access: 'protected',
    contract: { enforced: false, alias_types: true, checksum: null },
    constraints: [],
    testMetadata: null,
    ...more,
    resourceType,
  } as unknown as CompilableNode;
}

export function test(name: string, parents: readonly string[], more: Partial<CompilableNode> = {}): CompilableNode {
  return model(name, parents, { ...more, resourceType: 'test' } as Partial<CompilableNode>);
}

export class FakeWarehouse implements Warehouse {
  readonly opened: string[] = [];
  readonly statements: string[] = [];
  open = 0;
  onExecute: (sql: string) => void = () => {};

  async session(name: string): Promise<Session> {
    this.opened.push(name);
    this.open++;
    return new FakeSession(this);
  }

  async close(): Promise<void> {}
}

class FakeSession implements Session {
  inTransaction = false;
  #cancelled: (() => void)[] = [];
  constructor(readonly warehouse: FakeWarehouse) {}

  async execute(sql: string): Promise<QueryResult> {
    this.warehouse.statements.push(sql);
    if (sql === 'sleep')
      await new Promise<void>((_, reject) =>
        this.#cancelled.push(() => reject(new DatabaseError('cancelled', { sql, code: 'cancelled' }))),
      );
    this.warehouse.onExecute(sql);
    return { columns: [], rows: [], response: { _message: 'OK' } };
  }
  async begin(): Promise<void> {
    this.inTransaction = true;
  }
  async commit(): Promise<void> {
    this.inTransaction = false;
  }
  async rollback(): Promise<void> {
    this.warehouse.statements.push('rollback');
    this.inTransaction = false;
  }
  cancel(): void {
    for (const cancelled of this.#cancelled) cancelled();
  }
  async close(): Promise<void> {
    this.warehouse.open--;
  }
}

export interface Fake {
  readonly inputs: RunInputs;
  readonly events: QuernEvent[];
  readonly warehouse: FakeWarehouse;
  readonly listen: (event: QuernEvent) => void;
  /** Contexts of hooks, by unique id. */
  readonly extras: Map<string, Readonly<Record<string, Value>>>;
}

/** A project whose templates are what `behaviours` says, by name of the node. */
export function fakeProject(
  nodes: readonly CompilableNode[],
  behaviours: Readonly<Record<string, Behaviour>> = {},
  exposures: readonly ExposureNode[] = [],
): Fake {
  const warehouse = new FakeWarehouse();
  const events: QuernEvent[] = [];
  const extras = new Map<string, Readonly<Record<string, Value>>>();
  const root = mkdtempSync(join(tmpdir(), 'quern-run-'));
  const render: RenderPort = {
    compileEphemeral: async () => {},
    compile: async (node) => compiledAs(node, (await behaviours[node.name]?.compile?.()) ?? `select '${node.name}'`),
    materialization: (node) =>
      node.config.materialized === 'tabel' ? undefined : ({ name: node.config.materialized } as MacroEntry),
    nodeContext: (node, _compiled, connection, extra = {}) => {
      extras.set(node.uniqueId, extra);
      return {
        call: async () => {
          await behaviours[node.name]?.execute?.(connection.session!);
          return null;
        },
        renderText: async (text) => text,
        result: () => ({
          response: new ResponseValue({ _message: node.resourceType === 'seed' ? 'INSERT 3' : 'OK' }),
          table: tableOf(behaviours[node.name]?.row),
        }),
      };
    },
  };
  const inputs: RunInputs = {
    projectName: 'shop',
    profileName: 'shop',
    targetName: 'dev',
    manifest: {
      nodes: new Map(nodes.map((node) => [node.uniqueId, node])),
      exposures: new Map(exposures.map((node) => [node.uniqueId, node])),
      unitTests: new Map(),
      savedQueries: new Map(),
      macros: new Map(
        MACROS.map((name) => [
          `macro.dbt.${name}`,
          { name, packageName: 'dbt', uniqueId: `macro.dbt.${name}` } as MacroNode,
        ]),
      ),
    },
    dag: Dag.from([...nodes, ...exposures]),
    render,
    warehouse: async () => warehouse,
    files: new TargetFiles(join(root, 'target'), root),
    microbatch: { now: new Date(), concurrent: true },
    skipIfStartFails: true,
  };
  return { inputs, events, warehouse, extras, listen: (event) => void events.push(event) };
}

const MACROS = [
  'materialization_table_default',
  'materialization_view_default',
  'materialization_test_default',
  'say_hello',
];

/** Compiled SQL that is the template's own text, so that offsets map one to one. */
export function compiledAs(node: CompilableNode, sql: string, segments?: readonly Segment[]): CompiledNode {
  const file = new SourceFile(node.originalFilePath, sql);
  const whole: Span = { file, start: 0, end: sql.length };
  return {
    uniqueId: node.uniqueId,
    sql,
    extraCtes: [],
    sourceMap: {
      file,
      segments: segments ?? [{ start: 0, end: sql.length, span: whole, literal: true }],
      toRendered: (offset) => offset,
    },
  };
}

/** A table as templates see it, in so far as the executor reads it. */
function tableOf(
  row: Readonly<Record<string, unknown>> = { failures: 0, should_warn: false, should_error: false },
): Value {
  return new TableValue(Object.keys(row), [], [Object.values(row).map((cell) => toValue(cell))]);
}
