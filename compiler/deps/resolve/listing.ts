import { QuernError } from '../../base/diagnostics.js';
import { mixedKinds, severalRevisions } from '../diagnostics.js';
import { type GitPin, type GitRequirement, namesOf, type Requirement } from './requirement.js';

/** Requirements by package, in the order in which packages were first asked for. */
export class Listing {
  readonly #byName = new Map<string, Requirement>();

  get all(): Requirement[] {
    return [...this.#byName.values()];
  }

  /** Adds what is asked for to what was asked of the same package before, and answers both together. Throws QuernError. */
  add(requirement: Requirement): Requirement {
    const names = namesOf(requirement);
    const key = names.find((name) => this.#byName.has(name)) ?? names[0]!;
    const earlier = this.#byName.get(key);
    const both = earlier ? together(earlier, requirement) : requirement;
    this.#byName.set(key, both);
    return both;
  }
}

function together(a: Requirement, b: Requirement): Requirement {
  const wants = [...a.wants, ...b.wants];
  if (a.kind === 'hub' && b.kind === 'hub') return { ...a, versions: [...a.versions, ...b.versions], wants };
  if (a.kind === 'git' && b.kind === 'git' && a.isPrivate === b.isPrivate)
    return {
      ...a,
      revisions: [...a.revisions, ...b.revisions],
      warnUnpinned: a.warnUnpinned && b.warnUnpinned,
      wants,
    };
  if (a.kind === b.kind && a.kind !== 'git') return { ...a, wants };
  throw new QuernError(mixedKinds({ name: namesOf(a)[0]!, wants }, wants.find(({ span }) => span)?.span));
}

/** The repository at the one revision that all want; without any, at its default branch. Throws QuernError. */
export function pinGit({ revisions, ...requirement }: GitRequirement): GitPin {
  const wanted = new Set(revisions);
  if (wanted.size > 1) {
    const { wants } = requirement;
    throw new QuernError(severalRevisions({ name: requirement.written, wants }, wants.find(({ span }) => span)?.span));
  }
  return { ...requirement, revision: revisions[0] ?? 'HEAD' };
}
