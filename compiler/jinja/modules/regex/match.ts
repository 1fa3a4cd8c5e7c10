/** Matches by backtracking, as Python does, but with a budget of steps that stops patterns which take exponential time. */
import { TemplateError } from '../../errors.js';
import { casesOf } from './characters.js';
import type { Regex, RegexNode } from './nodes.js';

const MAX_STEPS = 5_000_000;

/** Positions of groups: start and end of group n at 2n and 2n+1; -1 where it took no part. */
export type Captures = readonly number[];

type Next = (at: number) => boolean;
type Matcher = (m: Attempt, at: number, next: Next) => boolean;

class Attempt {
  captures: number[];
  constructor(
    readonly codes: readonly number[],
    groups: number,
    readonly budget: { steps: number },
  ) {
    this.captures = new Array(2 * (groups + 1)).fill(-1);
  }

  step(): void {
    if (--this.budget.steps < 0)
      throw new TemplateError('BudgetError', 'Regular expression takes too long: it backtracks too often on this text');
  }
}

export class Program {
  private readonly matcher: Matcher;

  constructor(readonly regex: Regex) {
    this.matcher = compile(regex.node);
  }

  /** The match that begins at `start`; `full`: it has to reach the end. `advance`: it must not be empty. */
  matchAt(text: Subject, start: number, options: { full?: boolean; advance?: boolean } = {}): Captures | undefined {
    const attempt = new Attempt(text.codes, this.regex.groups, text.budget);
    let end = -1;
    const found = this.matcher(attempt, start, (at) => {
      if ((options.full && at !== text.codes.length) || (options.advance && at === start)) return false;
      end = at;
      return true;
    });
    if (!found) return undefined;
    attempt.captures[0] = start;
    attempt.captures[1] = end;
    return attempt.captures;
  }

  /** The first match from `start` on; with `advance` not an empty one at `start`. */
  search(text: Subject, start: number, advance = false): Captures | undefined {
    for (let at = start; at <= text.codes.length; at++) {
      const found = this.matchAt(text, at, { advance: advance && at === start });
      if (found) return found;
      if (--text.budget.steps < 0) throw new TemplateError('BudgetError', 'Regular expression takes too long');
    }
    return undefined;
  }

  /** All matches, none overlapping. */
  *all(text: Subject, start = 0): Iterable<Captures> {
    let at = start;
    let advance = false;
    for (;;) {
      const found = this.search(text, at, advance);
      if (!found) return;
      yield found;
      advance = found[0] === found[1];
      at = found[1]!;
    }
  }
}

/** A text to match in, by code points, with the steps left for it. */
export class Subject {
  readonly codes: number[];
  readonly budget = { steps: MAX_STEPS };
  constructor(readonly text: string) {
    this.codes = Array.from(text, (character) => character.codePointAt(0)!);
  }

  slice(start: number, end: number): string {
    return this.codes.length === this.text.length
      ? this.text.slice(start, end)
      : String.fromCodePoint(...this.codes.slice(start, end));
  }
}

function compile(node: RegexNode): Matcher {
  switch (node.type) {
    case 'empty':
      return (_, at, next) => next(at);
    case 'character': {
      const { test } = node;
      return (m, at, next) => {
        m.step();
        return at < m.codes.length && test(m.codes[at]!) && next(at + 1);
      };
    }
    case 'sequence': {
      const items = node.items.map(compile);
      const from = (m: Attempt, index: number, at: number, next: Next): boolean =>
        index === items.length ? next(at) : items[index]!(m, at, (after) => from(m, index + 1, after, next));
      return (m, at, next) => from(m, 0, at, next);
    }
    case 'choice': {
      const options = node.options.map(compile);
      return (m, at, next) => options.some((option) => attempt(m, () => option(m, at, next)));
    }
    case 'group': {
      const item = compile(node.item);
      const { index } = node;
      return (m, at, next) =>
        item(m, at, (end) => {
          const before = [m.captures[2 * index]!, m.captures[2 * index + 1]!] as const;
          m.captures[2 * index] = at;
          m.captures[2 * index + 1] = end;
          if (next(end)) return true;
          [m.captures[2 * index], m.captures[2 * index + 1]] = before;
          return false;
        });
    }
    case 'atomic': {
      const item = compile(node.item);
      return (m, at, next) => {
        let end = -1;
        const found = item(m, at, (after) => {
          end = after;
          return true;
        });
        return found && next(end);
      };
    }
    case 'repeat':
      return compileRepeat(node);
    case 'look':
      return compileLook(node);
    case 'reference':
      return compileReference(node);
    case 'condition': {
      const yes = compile(node.yes);
      const no = compile(node.no);
      const { index } = node;
      return (m, at, next) => (m.captures[2 * index]! >= 0 ? yes : no)(m, at, next);
    }
    case 'anchor':
      return compileAnchor(node);
  }
}

/** Undoes captures of a way that failed. */
function attempt(m: Attempt, run: () => boolean): boolean {
  const before = m.captures.slice();
  if (run()) return true;
  m.captures = before;
  return false;
}

function compileRepeat(node: Extract<RegexNode, { type: 'repeat' }>): Matcher {
  const { least, most, mode } = node;
  // A run of single characters needs no recursion.
  if (node.item.type === 'character') {
    const { test } = node.item;
    const run = (m: Attempt, at: number, limit: number) => {
      let end = at;
      while (end < m.codes.length && end - at < limit && test(m.codes[end]!)) {
        m.step();
        end++;
      }
      return end;
    };
    if (mode === 'lazy') {
      return (m, at, next) => {
        let end = run(m, at, least);
        if (end - at < least) return false;
        for (;;) {
          m.step();
          if (next(end)) return true;
          if (end - at >= most || end >= m.codes.length || !test(m.codes[end]!)) return false;
          end++;
        }
      };
    }
    return (m, at, next) => {
      const end = run(m, at, most);
      for (let to = end; to - at >= least; to--) {
        m.step();
        if (next(to)) return true;
        if (mode === 'possessive') return false;
      }
      return false;
    };
  }
  const item = compile(node.item);
  const greedy = (m: Attempt, count: number, at: number, next: Next): boolean => {
    m.step();
    const more = () =>
      count < most &&
      attempt(m, () =>
        item(m, at, (after) => (after === at && count >= least ? false : greedy(m, count + 1, after, next))),
      );
    const enough = () => count >= least && next(at);
    return mode === 'lazy' ? enough() || more() : more() || enough();
  };
  if (mode !== 'possessive') return (m, at, next) => greedy(m, 0, at, next);
  return (m, at, next) => {
    let end = -1;
    const found = greedy(m, 0, at, (after) => {
      end = after;
      return true;
    });
    return found && next(end);
  };
}

function compileLook(node: Extract<RegexNode, { type: 'look' }>): Matcher {
  const item = compile(node.item);
  const { behind, negative, width } = node;
  return (m, at, next) => {
    const start = behind ? at - width : at;
    const before = m.captures.slice();
    const found = start >= 0 && item(m, start, (end) => !behind || end === at);
    if (found === negative) {
      m.captures = before;
      return false;
    }
    if (negative) m.captures = before;
    if (next(at)) return true;
    m.captures = before;
    return false;
  };
}

function compileReference({ index, ignoreCase }: Extract<RegexNode, { type: 'reference' }>): Matcher {
  const same = (a: number, b: number) => a === b || (ignoreCase && casesOf(a).includes(b));
  return (m, at, next) => {
    const start = m.captures[2 * index]!;
    if (start < 0) return false;
    const length = m.captures[2 * index + 1]! - start;
    for (let i = 0; i < length; i++) {
      m.step();
      if (at + i >= m.codes.length || !same(m.codes[start + i]!, m.codes[at + i]!)) return false;
    }
    return next(at + length);
  };
}

function compileAnchor({ at: kind, isWord }: Extract<RegexNode, { type: 'anchor' }>): Matcher {
  const holds = (codes: readonly number[], at: number): boolean => {
    const { length } = codes;
    switch (kind) {
      case 'start':
        return at === 0;
      case 'end':
        return at === length;
      case 'line-start':
        return at === 0 || codes[at - 1] === 10;
      case 'line-end':
        return at === length || codes[at] === 10;
      case 'last-line':
        return at === length || (at === length - 1 && codes[at] === 10);
      default: {
        const boundary = (at > 0 && isWord(codes[at - 1]!)) !== (at < length && isWord(codes[at]!));
        return kind === 'word' ? boundary : !boundary;
      }
    }
  };
  return (m, at, next) => holds(m.codes, at) && next(at);
}
