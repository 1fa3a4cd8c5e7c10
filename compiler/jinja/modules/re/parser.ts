/** Reads Python's syntax of regular expressions. */
import { overflowError, valueError } from '../../errors.js';
import { regexError } from './errors.js';
import { type Escape, escapeInSet, escapeOutside } from './escapes.js';
import { ASCII, DOTALL, IGNORECASE, LOCALE, MULTILINE, UNICODE, VERBOSE } from './flags.js';
import { Groups } from './groups.js';
import {
  type Fold,
  type Position,
  type RegexNode,
  type RepeatMode,
  type SetItem,
  UNLIMITED,
  widthOf,
} from './nodes.js';
import { characterCount, Source } from './source.js';

export interface ParsedPattern {
  readonly node: RegexNode;
  readonly flags: number;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Deeper patterns are refused. */
const MAX_NESTING = 200;
const FLAG_LETTERS: Readonly<Record<string, number>> = {
  i: IGNORECASE,
  L: LOCALE,
  m: MULTILINE,
  s: DOTALL,
  x: VERBOSE,
  a: ASCII,
  u: UNICODE,
};
const TYPE_FLAGS = ASCII | LOCALE | UNICODE;

export function parsePattern(text: string, flags: number): ParsedPattern {
  const parser = new Parser(text, flags);
  const node = parser.pattern();
  return { node, flags: parser.flags, groups: parser.groups.count, names: parser.groups.byName };
}

class Parser {
  readonly source: Source;
  readonly groups: Groups;
  private depth = 0;

  constructor(
    text: string,
    /** Flags of the whole pattern. */
    public flags: number,
  ) {
    this.source = new Source(text);
    this.groups = new Groups(this.source);
  }

  pattern(): RegexNode {
    const node = this.alternatives(undefined);
    if (this.flags & LOCALE) throw valueError('cannot use LOCALE flag with a str pattern');
    if (this.flags & ASCII && this.flags & UNICODE) throw valueError('ASCII and UNICODE flags are incompatible');
    if (!(this.flags & ASCII)) this.flags |= UNICODE;
    if (this.source.next !== undefined) throw this.source.error('unbalanced parenthesis');
    for (const [index, position] of this.groups.asked) {
      if (index > this.groups.count)
        throw regexError(`invalid group reference ${index}`, this.source.characters, position);
    }
    return node;
  }

  /** `a|b`; `local`: the flags of an enclosing group, undefined for the whole pattern, whose flags may still change. */
  private alternatives(local: number | undefined): RegexNode {
    if (++this.depth > MAX_NESTING) throw this.source.error('too many nested groups');
    const options = [this.sequence(local, local === undefined)];
    while (this.source.match('|')) options.push(this.sequence(local, false));
    this.depth--;
    return options.length === 1 ? options[0]! : { type: 'branch', options };
  }

  private sequence(local: number | undefined, mayHaveGlobalFlags: boolean): RegexNode {
    const { source } = this;
    const items: RegexNode[] = [];
    for (let token = source.next; token !== undefined && token !== '|' && token !== ')'; token = source.next) {
      source.take();
      const flags = local ?? this.flags;
      if (flags & VERBOSE && this.skipsVerbose(token)) continue;
      if (token === '*' || token === '+' || token === '?' || token === '{') {
        const node = this.repeat(token, items);
        if (node) {
          items.push(node);
          continue;
        }
      } else if (token === '(') {
        const group = this.group(flags, mayHaveGlobalFlags && items.length === 0);
        if (group) items.push(group);
        continue;
      }
      items.push(this.single(token, flags));
    }
    return items.length === 1 ? items[0]! : { type: 'sequence', items };
  }

  private skipsVerbose(token: string): boolean {
    if (token === '#') {
      while (this.source.next !== undefined && this.source.take() !== '\n');
      return true;
    }
    return /^[ \t\n\r\v\f]$/.test(token);
  }

  private single(token: string, flags: number): RegexNode {
    if (token === '.') return { type: 'any', newlines: (flags & DOTALL) !== 0 };
    if (token === '[') return this.set(flags);
    if (token === '^') return position(flags & MULTILINE ? 'lineStart' : 'start', flags);
    if (token === '$') return position(flags & MULTILINE ? 'lineEnd' : 'end', flags);
    if (!token.startsWith('\\')) return { type: 'character', code: token.codePointAt(0)!, fold: foldOf(flags) };
    const meaning = escapeOutside(this.source, token, flags);
    switch (meaning.type) {
      case 'position':
        return position(meaning.at, flags);
      case 'category':
        return { type: 'set', negated: false, items: [meaning.item], fold: 'none' };
      case 'code':
        return { type: 'character', code: meaning.code, fold: foldOf(flags) };
      default:
        return this.reference(meaning.index, String(meaning.index).length, flags);
    }
  }

  private reference(index: number, length: number, flags: number): RegexNode {
    if (index > this.groups.count) throw this.source.error(`invalid group reference ${index}`, length);
    this.groups.checkReference(index, length + 1);
    return { type: 'reference', index, fold: foldOf(flags) };
  }

  private set(flags: number): RegexNode {
    const { source } = this;
    const start = source.position - 1;
    const unterminated = () => source.error('unterminated character set', source.position - start);
    const negated = source.match('^');
    const items: SetItem[] = [];
    for (;;) {
      const token = source.take();
      if (token === undefined) throw unterminated();
      if (token === ']' && items.length > 0) break;
      const from = this.setMember(token, flags);
      if (!source.match('-')) {
        items.push(itemOf(from));
        continue;
      }
      const last = source.take();
      if (last === undefined) throw unterminated();
      if (last === ']') {
        items.push(itemOf(from), { type: 'range', from: 45, to: 45 });
        break;
      }
      const to = this.setMember(last, flags);
      if (from.type !== 'code' || to.type !== 'code' || to.code < from.code) {
        throw source.error(`bad character range ${token}-${last}`, characterCount(token + last) + 1);
      }
      items.push({ type: 'range', from: from.code, to: to.code });
    }
    return { type: 'set', negated, items, fold: foldOf(flags) };
  }

  private setMember(token: string, flags: number): Escape {
    return token.startsWith('\\')
      ? escapeInSet(this.source, token, flags)
      : { type: 'code', code: token.codePointAt(0)! };
  }

  /** Undefined: `{` that starts no count, and means itself. Takes what is repeated from `items`. */
  private repeat(token: string, items: RegexNode[]): RegexNode | undefined {
    const { source } = this;
    const start = source.position;
    const bounds: [number, number] | undefined =
      token === '?' ? [0, 1] : token === '*' ? [0, UNLIMITED] : token === '+' ? [1, UNLIMITED] : this.bounds();
    if (!bounds) {
      source.seek(start);
      return undefined;
    }
    const back = source.position - start + 1;
    const body = items.at(-1);
    if (!body || body.type === 'position' || isEmpty(body)) throw source.error('nothing to repeat', back);
    if (body.type === 'repeat') throw source.error('multiple repeat', back);
    items.pop();
    const mode: RepeatMode = source.match('?') ? 'lazy' : source.match('+') ? 'possessive' : 'greedy';
    return { type: 'repeat', body, min: bounds[0], max: bounds[1], mode };
  }

  private bounds(): [number, number] | undefined {
    const { source } = this;
    const start = source.position;
    if (source.next === '}') return undefined;
    const low = source.takeWhile(20, /^[0-9]$/);
    const high = source.match(',') ? source.takeWhile(20, /^[0-9]$/) : low;
    if (!source.match('}')) return undefined;
    const least = low === '' ? 0 : Number(low);
    const most = high === '' ? UNLIMITED : Number(high);
    if (least > 2 ** 32 - 2 || most > 2 ** 32 - 2) throw overflowError('the repetition number is too large');
    if (most < least) throw source.error('min repeat greater than max repeat', source.position - start);
    return [Math.min(least, UNLIMITED), Math.min(most, UNLIMITED)];
  }

  /** Undefined: a comment or global flags, which match nothing. */
  private group(flags: number, mayHaveGlobalFlags: boolean): RegexNode | undefined {
    const { source } = this;
    const start = source.position - 1;
    if (!source.match('?')) return this.capture(undefined, flags, start);
    const kind = source.take();
    switch (kind) {
      case undefined:
        throw source.error('unexpected end of pattern');
      case ':':
        return { type: 'plain', body: this.closed(flags, start) };
      case '>':
        return { type: 'atomic', body: this.closed(flags, start) };
      case 'P':
        return this.named(flags, start);
      case '#':
        this.comment(start);
        return undefined;
      case '=':
      case '!':
      case '<':
        return this.look(kind, flags, start);
      case '(':
        return this.conditional(flags, start);
      default:
        if (kind === '-' || Object.hasOwn(FLAG_LETTERS, kind))
          return this.flagGroup(kind, flags, start, mayHaveGlobalFlags);
        throw source.error(`unknown extension ?${kind}`, characterCount(kind) + 1);
    }
  }

  private comment(start: number): void {
    for (let token = this.source.take(); token !== ')'; token = this.source.take()) {
      if (token === undefined) throw this.source.error('missing ), unterminated comment', this.source.position - start);
    }
  }

  /** What is inside a group, with its closing parenthesis. */
  private closed(flags: number, start: number): RegexNode {
    const body = this.alternatives(flags);
    this.close(start);
    return body;
  }

  private close(start: number): void {
    if (this.source.match(')')) return;
    throw this.source.error('missing ), unterminated subpattern', this.source.position - start);
  }

  private capture(name: string | undefined, flags: number, start: number): RegexNode {
    const index = this.groups.open(name);
    const body = this.closed(flags, start);
    this.groups.close(index, body);
    return { type: 'group', index, body };
  }

  private named(flags: number, start: number): RegexNode {
    const { source } = this;
    if (source.match('<')) {
      const name = source.takeUntil('>', 'group name');
      this.groups.checkName(name);
      return this.capture(name, flags, start);
    }
    if (source.match('=')) {
      const name = source.takeUntil(')', 'group name');
      const index = this.groups.indexOf(name);
      this.groups.checkReference(index, characterCount(name) + 1);
      return { type: 'reference', index, fold: foldOf(flags) };
    }
    const next = source.take();
    if (next === undefined) throw source.error('unexpected end of pattern');
    throw source.error(`unknown extension ?P${next}`, characterCount(next) + 2);
  }

  private look(kind: '=' | '!' | '<', flags: number, start: number): RegexNode {
    const { source, groups } = this;
    const sign = kind === '<' ? source.take() : kind;
    if (sign === undefined) throw source.error('unexpected end of pattern');
    if (sign !== '=' && sign !== '!') throw source.error(`unknown extension ?<${sign}`, characterCount(sign) + 2);
    const behind = kind === '<';
    const outermost = behind && groups.lookbehindFrom === undefined;
    if (outermost) groups.lookbehindFrom = groups.count;
    const body = this.closed(flags, start);
    if (outermost) groups.lookbehindFrom = undefined;
    if (behind) {
      const [least, most] = widthOf(body, groups.widths);
      if (least !== most) throw regexError('look-behind requires fixed-width pattern');
    }
    return { type: 'look', behind, negated: sign === '!', body };
  }

  private conditional(flags: number, start: number): RegexNode {
    const { source } = this;
    const index = this.groups.condition(source.takeUntil(')', 'group name'));
    this.groups.checkLookbehind(index);
    const yes = this.sequence(flags, false);
    const no = source.match('|') ? this.sequence(flags, false) : undefined;
    if (source.next === '|') throw source.error('conditional backref with more than two branches');
    this.close(start);
    return { type: 'conditional', index, yes, no };
  }

  /** `(?i)` for the whole pattern, at its start only, and `(?i-s:…)`. */
  private flagGroup(first: string, flags: number, start: number, mayHaveGlobalFlags: boolean): RegexNode | undefined {
    const { source } = this;
    let added = 0;
    let removed = 0;
    let token: string | undefined = first;
    for (; token !== undefined && Object.hasOwn(FLAG_LETTERS, token); token = this.nextFlag('missing -, : or )')) {
      const flag = FLAG_LETTERS[token]!;
      if (token === 'L') throw source.error("bad inline flags: cannot use 'L' flag with a str pattern");
      added |= flag;
      if (flag & TYPE_FLAGS && (added & TYPE_FLAGS) !== flag)
        throw source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    }
    if (token === ')') {
      if (!mayHaveGlobalFlags)
        throw source.error('global flags not at the start of the expression', source.position - start);
      this.flags |= added;
      return undefined;
    }
    if (added & VERBOSE && token === undefined) throw source.error('missing :');
    if (token === '-') {
      token = this.nextFlag('missing flag');
      if (token === undefined || !Object.hasOwn(FLAG_LETTERS, token)) throw unknownFlag(source, token, 'missing flag');
      for (; token !== undefined && Object.hasOwn(FLAG_LETTERS, token); token = this.nextFlag('missing :')) {
        const flag = FLAG_LETTERS[token]!;
        if (flag & TYPE_FLAGS) throw source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        removed |= flag;
      }
      if (token !== ':') throw unknownFlag(source, token, 'missing :');
    } else if (token !== ':') throw unknownFlag(source, token, 'missing -, : or )');
    if (added & removed) throw source.error('bad inline flags: flag turned on and off', 1);
    const kept = added & TYPE_FLAGS ? flags & ~TYPE_FLAGS : flags;
    return { type: 'plain', body: this.closed((kept | added) & ~removed, start) };
  }

  private nextFlag(missing: string): string {
    const token = this.source.take();
    if (token === undefined) throw this.source.error(missing);
    return token;
  }
}

function unknownFlag(source: Source, token: string | undefined, missing: string): Error {
  const unknown = token !== undefined && /^\p{L}$/u.test(token);
  return source.error(unknown ? 'unknown flag' : missing, token === undefined ? 0 : characterCount(token));
}

function isEmpty(node: RegexNode): boolean {
  return node.type === 'sequence' && node.items.length === 0;
}

function itemOf(member: Escape): SetItem {
  if (member.type === 'category') return member.item;
  const { code } = member as Escape & { type: 'code' };
  return { type: 'range', from: code, to: code };
}

function foldOf(flags: number): Fold {
  return flags & IGNORECASE ? (flags & ASCII ? 'ascii' : 'unicode') : 'none';
}

function position(at: Position, flags: number): RegexNode {
  return { type: 'position', at, ascii: (flags & ASCII) !== 0 };
}
