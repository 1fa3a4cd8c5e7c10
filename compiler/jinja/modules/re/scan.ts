import type { Value } from '../../values/types.js';
import { PyMatch } from './match.js';
import type { Attempt, Found, Matcher } from './matcher.js';
import type { PyPattern } from './pattern.js';
import type { Subject } from './subject.js';

/** Matching in one text; its steps are counted together. */
export class Scan {
  constructor(
    private readonly pattern: PyPattern,
    private readonly matcher: Matcher,
    readonly subject: Subject,
    private readonly from: number,
    private readonly to: number,
  ) {}

  /** The first match. */
  search(): Value {
    return this.wrap(this.from > this.to ? undefined : this.matcher.search(this.from)) ?? null;
  }

  /** The match at the start. */
  match(attempt?: Attempt): Value {
    return this.wrap(this.from > this.to ? undefined : this.matcher.match(this.from, attempt)) ?? null;
  }

  /** All matches that do not overlap; an empty one may follow another match, but not an empty one in the same place. */
  *matches(): Generator<PyMatch> {
    let position = this.from;
    let advancing = false;
    while (position <= this.to) {
      const found = this.wrap(this.matcher.search(position, { advancing }));
      if (!found) return;
      yield found;
      position = found.end();
      advancing = found.start() === position;
    }
  }

  private wrap(found: Found | undefined): PyMatch | undefined {
    return found && new PyMatch(this.pattern, this.subject, found, [this.from, this.to]);
  }
}
