import type { EventListener, NodeStatus } from '../base/events.js';
import type { CompilableNode } from '../manifest/types.js';
import type { CompiledNode } from '../render/compiled.js';
import type { NodeConnection } from '../render/renderer.js';
import type { KeyedLock } from './keyed-lock.js';
import type { RunInputs } from './ports.js';
import { Stopwatch } from './timing.js';
import type { NodeResult, Timing } from './types.js';

/** What a runner answers for a node that did not fail. */
export interface Outcome {
  readonly status: NodeStatus;
  readonly message: string | null;
  readonly failures?: number | null;
  readonly adapterResponse?: NodeResult['adapterResponse'];
  readonly overloadResults?: NodeResult['overloadResults'];
  /** What was thrown by a part of the work, of a node that succeeded in part. */
  readonly error?: unknown;
}

/** Runs one kind of node. Throws what went wrong; the job knows how far it came. */
export type Runner = (job: NodeJob) => Promise<Outcome>;

/** One node on its way. */
export class NodeJob {
  readonly watch: Stopwatch;
  /** Set once the template was evaluated. */
  compiled: CompiledNode | null = null;

  constructor(
    readonly node: CompilableNode,
    readonly inputs: RunInputs,
    readonly connection: NodeConnection,
    readonly locks: KeyedLock,
    onPhase?: (phase: Timing['name']) => void,
    /** Told of parts of the work. */
    readonly events: EventListener = () => {},
  ) {
    this.watch = new Stopwatch(onPhase);
  }

  /** Evaluates the node's template and writes it under target/compiled. */
  async compile(): Promise<CompiledNode> {
    return await this.watch.phase('compile', async () => {
      this.compiled = await this.inputs.render.compile(this.node, this.connection);
      this.inputs.files.writeCompiled(this.node, this.compiled.sql);
      return this.compiled;
    });
  }
}
