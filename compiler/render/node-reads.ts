import type { CompilableNode } from '../manifest/types.js';
import type { ScopeContext } from './scope.js';

/** Names whose values are the same for all nodes of a package but for what `NodeReads` is told of. */
const SHARED: ReadonlySet<string> = new Set([
  'adapter',
  'api',
  'config',
  'env_var',
  'execute',
  'flags',
  'ref',
  'return',
  'source',
  'target',
  'var',
]);

/** Whether another node of the same package would get the same answer. */
export type HoldsFor = (node: CompilableNode) => boolean;

/** What an evaluation has read of its own node. */
export class NodeReads {
  readonly #refs: string[] = [];
  readonly #settings: (readonly [key: string, value: unknown])[] = [];
  #more = false;

  ref(uniqueId: string): void {
    this.#refs.push(uniqueId);
  }

  setting(key: string, value: unknown): void {
    if (typeof value === 'object' && value !== null) this.#more = true;
    else this.#settings.push([key, value]);
  }

  /** Something that no other node can be asked for. */
  more(): void {
    this.#more = true;
  }

  /** Forgets what was read so far. */
  clear(): void {
    this.#refs.length = 0;
    this.#settings.length = 0;
    this.#more = false;
  }

  /** For whom what was evaluated in this context so far holds as well; undefined: for nobody. */
  holdsFor(context: ScopeContext): HoldsFor | undefined {
    if (this.#more || !context.readOnly(SHARED)) return undefined;
    const refs = [...this.#refs];
    const settings = [...this.#settings];
    return ({ dependsOn, config }) =>
      refs.every((id) => dependsOn.nodes.includes(id)) &&
      settings.every(([key, value]) => (config as Readonly<Record<string, unknown>>)[key] === value);
  }
}
