import type { ModelNode } from '../manifest/types.js';

/** A node cannot be compiled because an ephemeral model that it reads cannot; the cause is what went wrong there. */
export class EphemeralFailure extends Error {
  constructor(
    readonly node: ModelNode,
    cause: unknown,
  ) {
    super(`The ephemeral model ${node.name} could not be compiled`, { cause });
    this.name = 'EphemeralFailure';
  }

  /** Of several models one inside the other, the one that failed. */
  static of(node: ModelNode, error: unknown): EphemeralFailure {
    return error instanceof EphemeralFailure ? error : new EphemeralFailure(node, error);
  }
}
