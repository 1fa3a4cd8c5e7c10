import type { RunScope } from './run-scope.js';
import type { RenderServices } from './services.js';

/**
 * An evaluation that may be thrown away and repeated: whatever it asks for that has an effect, or an answer that another
 * evaluation could see, refuses. Most templates ask for nothing of that kind, and evaluated this way they need no generators.
 * Relations of a schema that was listed already may be read. Evaluations never overlap, as they do not wait.
 */
export class Trial {
  #refused = false;
  readonly #services: RenderServices;

  constructor(services: RenderServices) {
    this.#services = { ...services, events: () => this.#refuse() };
  }

  /** The scope of an evaluation on trial, in place of the real one. */
  scope(real: RunScope): RunScope {
    const refuse = (): never => this.#refuse();
    return {
      ...real,
      services: this.#services,
      graph: refuse,
      session: refuse,
      write: refuse,
      get cache() {
        return refuse();
      },
    };
  }

  /** What `evaluate` answers; undefined if it has to be evaluated for real, be it for an effect or for its error. */
  run<T>(evaluate: () => T): T | undefined {
    this.#refused = false;
    try {
      const result = evaluate();
      // A template may have caught the refusal.
      return this.#refused ? undefined : result;
    } catch {
      return undefined;
    }
  }

  #refuse(): never {
    this.#refused = true;
    throw new Refusal();
  }
}

class Refusal extends Error {}
