import type { HoldsFor } from './node-reads.js';
import type { RunScope } from './run-scope.js';
import type { ScopeContext } from './scope.js';

interface TagText {
  readonly text: string;
  readonly holdsFor: HoldsFor;
}

/** Texts of tags: what is written the same in many models, and reads nothing that is a model's own, is evaluated once. */
export class TagTexts {
  /** By package; null: each node has its own. */
  readonly #packages = new Map<string, Map<object, TagText | null>>();

  /** Answers the text of each tag of a node's template. */
  of({ node, reads }: RunScope, context: ScopeContext): (tag: object, evaluate: () => string) => string {
    let texts = this.#packages.get(node.packageName);
    if (!texts) this.#packages.set(node.packageName, (texts = new Map()));
    const known = texts;
    return (tag, evaluate) => {
      const found = known.get(tag);
      if (found?.holdsFor(node)) return found.text;
      if (found === null) return evaluate();
      context.watch();
      reads.clear();
      const text = evaluate();
      const holdsFor = reads.holdsFor(context);
      known.set(tag, holdsFor ? { text, holdsFor } : null);
      return text;
    };
  }
}
