import type { Suspendable } from '../values/callable.js';
import type { Value } from '../values/types.js';
import type { Scope } from './render.js';

/** A recursive loop: each call of `loop(items)` runs its body in a function of its own. */
export class LoopCallable {
  constructor(
    private readonly scope: Scope,
    private readonly size: number,
    private readonly run: (s: Scope, items: Value, recursion: LoopCallable, depth: number) => void,
    private readonly suspend?: (s: Scope, items: Value, recursion: LoopCallable, depth: number) => Suspendable<unknown>,
  ) {}

  recurse(items: Value, depth: number): string {
    const inner = this.start();
    try {
      this.run(inner, items, this, depth);
    } catch (thrown) {
      this.scope.at = inner.at ?? this.scope.at;
      throw thrown;
    } finally {
      this.scope.render.leave();
    }
    return inner.out;
  }

  *recurseSuspending(items: Value, depth: number): Suspendable<string> {
    if (!this.suspend) return this.recurse(items, depth);
    const inner = this.start();
    try {
      yield* this.suspend(inner, items, this, depth);
    } catch (thrown) {
      this.scope.at = inner.at ?? this.scope.at;
      throw thrown;
    } finally {
      this.scope.render.leave();
    }
    return inner.out;
  }

  private start(): Scope {
    this.scope.render.enter();
    return this.scope.inner(this.size);
  }
}
