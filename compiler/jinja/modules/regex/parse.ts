/** Parses Python's regular expressions. Throws TemplateError `error` with Python's messages. */
import { TemplateError } from '../../errors.js';
import { casesOf, classOf, isWord } from './characters.js';
import { type CharacterTest, FLAGS, type Regex, type RegexNode } from './nodes.js';
import { widthOf } from './width.js';

const ESCAPES: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['r', 13],
  ['a', 7],
  ['f', 12],
  ['v', 11],
  ['0', 0],
]);
const MAX_REPEAT = 4_294_967_295;

export function parseRegex(pattern: string, flags: number): Regex {
  return new RegexParser([...pattern], flags).run();
}

class RegexParser {
  private at = 0;
  private groups = 0;
  private readonly names = new Map<string, number>();
  private readonly open = new Set<number>();

  constructor(
    private readonly source: readonly string[],
    private flags: number,
  ) {}

  run(): Regex {
    const node = this.choice();
    if (this.at < this.source.length) this.fail('unbalanced parenthesis');
    return { node, groups: this.groups, names: this.names, flags: this.flags };
  }

  private fail(message: string, at = this.at): never {
    throw new TemplateError('error', `${message} at position ${at}`);
  }

  private has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  private peek(): string | undefined {
    return this.source[this.at];
  }

  private take(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.source[this.at + i] !== text[i]) return false;
    this.at += text.length;
    return true;
  }

  private choice(): RegexNode {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { type: 'choice', options };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      this.skipVerbose();
      const next = this.peek();
      if (next === undefined || next === '|' || next === ')') break;
      const start = this.at;
      const item = this.item();
      if (item) items.push(this.repeated(item, start));
    }
    return items.length === 1 ? items[0]! : items.length === 0 ? { type: 'empty' } : { type: 'sequence', items };
  }

  private skipVerbose(): void {
    if (!this.has(FLAGS.X)) return;
    for (;;) {
      const next = this.peek();
      if (next !== undefined && /\s/.test(next)) this.at++;
      else if (next === '#') while (this.at < this.source.length && this.source[this.at++] !== '\n');
      else return;
    }
  }

  private repeated(item: RegexNode, start: number): RegexNode {
    this.skipVerbose();
    const from = this.at;
    const bounds = this.bounds();
    if (!bounds) return item;
    const [least, most] = bounds;
    if (item.type === 'anchor' && from === start) this.fail('nothing to repeat', from);
    if (item.type === 'empty' || item.type === 'anchor') return item;
    const mode = this.take('?') ? 'lazy' : this.take('+') ? 'possessive' : 'greedy';
    const after = this.at;
    if (this.bounds()) this.fail('multiple repeat', after);
    return { type: 'repeat', item, least, most, mode };
  }

  private bounds(): [number, number] | undefined {
    if (this.take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.take('?')) return [0, 1];
    if (this.peek() !== '{') return undefined;
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.source.slice(this.at, this.at + 30).join(''));
    if (!match || (match[1] === '' && match[2] === '')) return undefined;
    const least = Number(match[1] || 0);
    const most = match[2] === '' ? least : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (least >= MAX_REPEAT || (most !== Number.POSITIVE_INFINITY && most >= MAX_REPEAT))
      throw new TemplateError('OverflowError', 'the repetition number is too large');
    if (most < least) this.fail('min repeat greater than max repeat', this.at + 1);
    this.at += match[0].length;
    return [least, most];
  }

  private item(): RegexNode | undefined {
    const start = this.at;
    const character = this.source[this.at++]!;
    switch (character) {
      case '.':
        return { type: 'character', test: this.has(FLAGS.S) ? () => true : (code) => code !== 10 };
      case '^':
        return this.anchor(this.has(FLAGS.M) ? 'line-start' : 'start');
      case '$':
        return this.anchor(this.has(FLAGS.M) ? 'line-end' : 'last-line');
      case '(':
        return this.group(start);
      case '[':
        return this.set(start);
      case '\\':
        return this.escape(start);
      case '*':
      case '+':
      case '?':
        return this.fail('nothing to repeat', start);
      case '{':
        this.at = start;
        if (this.bounds()) this.fail('nothing to repeat', start);
        this.at = start + 1;
        return this.literal(123);
      default:
        return this.literal(character.codePointAt(0)!);
    }
  }

  private anchor(at: Extract<RegexNode, { type: 'anchor' }>['at']): RegexNode {
    return { type: 'anchor', at, isWord: isWord(this.has(FLAGS.A)) };
  }

  private literal(code: number): RegexNode {
    if (!this.has(FLAGS.I)) return { type: 'character', test: (c) => c === code };
    const cases = new Set(casesOf(code));
    return { type: 'character', test: (c) => cases.has(c) || casesOf(c).some((other) => cases.has(other)) };
  }

  private escape(start: number): RegexNode {
    const letter = this.source[this.at++];
    if (letter === undefined) this.fail('bad escape (end of pattern)', start);
    const test = classOf(letter, this.has(FLAGS.A));
    if (test) return { type: 'character', test };
    if (letter === 'A') return this.anchor('start');
    if (letter === 'Z') return this.anchor('end');
    if (letter === 'b') return this.anchor('word');
    if (letter === 'B') return this.anchor('no-word');
    if (/[1-9]/.test(letter)) {
      const octal = this.source.slice(this.at - 1, this.at + 2).join('');
      if (/^[0-3][0-7]{2}$/.test(octal)) {
        this.at += 2;
        return this.literal(Number.parseInt(octal, 8));
      }
      let digits = letter;
      if (/\d/.test(this.peek() ?? '')) digits += this.source[this.at++]!;
      return this.reference(Number(digits), start + 1);
    }
    return this.literal(this.escapedCode(letter, start));
  }

  private reference(index: number, at: number): RegexNode {
    if (index > this.groups) this.fail(`invalid group reference ${index}`, at);
    if (this.open.has(index)) this.fail('cannot refer to an open group', at);
    return { type: 'reference', index, ignoreCase: this.has(FLAGS.I) };
  }

  /** The code point of an escape that is no class. */
  private escapedCode(letter: string, start: number): number {
    const lengths: Record<string, number> = { x: 2, u: 4, U: 8 };
    const length = lengths[letter];
    if (length !== undefined) {
      const digits = this.source.slice(this.at, this.at + length).join('');
      if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits))
        this.fail(`incomplete escape \\${letter}${/^[0-9a-fA-F]*/.exec(digits)![0]}`, start);
      this.at += length;
      return Number.parseInt(digits, 16);
    }
    if (letter === '0') {
      const digits = /^[0-7]{0,2}/.exec(this.source.slice(this.at, this.at + 2).join(''))![0];
      this.at += digits.length;
      return Number.parseInt(`0${digits}`, 8);
    }
    const code = ESCAPES.get(letter);
    if (code !== undefined) return code;
    if (/[a-zA-Z]/.test(letter)) this.fail(`bad escape \\${letter}`, start);
    return letter.codePointAt(0)!;
  }

  private set(start: number): RegexNode {
    const negative = this.take('^');
    const tests: CharacterTest[] = [];
    for (let first = true; ; first = false) {
      const next = this.peek();
      if (next === undefined) this.fail('unterminated character set', start);
      if (next === ']' && !first) break;
      const from = this.at;
      const low = this.setMember(start);
      if (this.peek() === '-' && this.source[this.at + 1] !== ']' && this.source[this.at + 1] !== undefined) {
        this.at++;
        const high = this.setMember(start);
        if (typeof low !== 'number' || typeof high !== 'number' || high < low) {
          this.fail(`bad character range ${this.source.slice(from, this.at).join('')}`, from);
        }
        tests.push(this.range(low, high));
      } else tests.push(typeof low === 'number' ? this.range(low, low) : low);
    }
    this.at++;
    const member: CharacterTest = (code) => tests.some((test) => test(code));
    return { type: 'character', test: negative ? (code) => !member(code) : member };
  }

  private setMember(start: number): number | CharacterTest {
    const at = this.at;
    const character = this.source[this.at++];
    if (character === undefined) this.fail('unterminated character set', start);
    if (character !== '\\') return character.codePointAt(0)!;
    const letter = this.source[this.at++];
    if (letter === undefined) this.fail('unterminated character set', start);
    if (letter === 'b') return 8;
    if (/[1-7]/.test(letter)) {
      const digits = /^[0-7]{1,3}/.exec(this.source.slice(this.at - 1, this.at + 2).join(''))![0];
      this.at += digits.length - 1;
      return Number.parseInt(digits, 8);
    }
    return classOf(letter, this.has(FLAGS.A)) ?? this.escapedCode(letter, at);
  }

  private range(low: number, high: number): CharacterTest {
    const test: CharacterTest = (code) => code >= low && code <= high;
    return this.has(FLAGS.I) ? (code) => test(code) || casesOf(code).some(test) : test;
  }

  private group(start: number): RegexNode | undefined {
    if (!this.take('?')) return this.capture(undefined, start);
    if (this.take('P<')) {
      const name = this.groupName('>', start);
      if (this.names.has(name))
        this.fail(
          `redefinition of group name '${name}' as group ${this.groups + 1}; was group ${this.names.get(name)}`,
          start + 4,
        );
      return this.capture(name, start);
    }
    if (this.take('P=')) {
      const at = this.at;
      const name = this.groupName(')', start);
      const index = this.names.get(name);
      if (index === undefined) this.fail(`unknown group name '${name}'`, at);
      return this.reference(index, at);
    }
    if (this.take(':')) return this.closed(this.choice(), start);
    if (this.take('>')) return { type: 'atomic', item: this.closed(this.choice(), start) };
    if (this.take('#')) {
      while (this.peek() !== ')')
        if (this.at++ >= this.source.length) this.fail('missing ), unterminated comment', start);
      this.at++;
      return undefined;
    }
    if (this.take('=')) return this.look(start, false, false);
    if (this.take('!')) return this.look(start, false, true);
    if (this.take('<=')) return this.look(start, true, false);
    if (this.take('<!')) return this.look(start, true, true);
    if (this.take('(')) return this.condition(start);
    return this.inlineFlags(start);
  }

  private groupName(end: string, start: number): string {
    const at = this.at;
    let name = '';
    while (this.peek() !== end) {
      if (this.peek() === undefined)
        this.fail(name === '' ? 'missing group name' : `missing ${end}, unterminated name`, name === '' ? this.at : at);
      name += this.source[this.at++];
    }
    this.at++;
    if (name === '') this.fail('missing group name', at);
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) this.fail(`bad character in group name '${name}'`, at);
    return name || String(start);
  }

  private closed(node: RegexNode, start: number): RegexNode {
    if (!this.take(')')) this.fail('missing ), unterminated subpattern', start);
    return node;
  }

  private capture(name: string | undefined, start: number): RegexNode {
    const index = ++this.groups;
    if (name !== undefined) this.names.set(name, index);
    this.open.add(index);
    const flags = this.flags;
    const item = this.closed(this.choice(), start);
    this.flags = flags;
    this.open.delete(index);
    return { type: 'group', index, item };
  }

  private look(start: number, behind: boolean, negative: boolean): RegexNode {
    const item = this.closed(this.choice(), start);
    const width = behind ? widthOf(item) : 0;
    if (width === undefined) throw new TemplateError('error', 'look-behind requires fixed-width pattern');
    return { type: 'look', item, behind, negative, width };
  }

  private condition(start: number): RegexNode {
    const at = this.at;
    let name = '';
    while (this.peek() !== ')') {
      if (this.peek() === undefined) this.fail('missing ), unterminated name', at);
      name += this.source[this.at++];
    }
    this.at++;
    const index = /^\d+$/.test(name) ? Number(name) : this.names.get(name);
    if (index === undefined) this.fail(`unknown group name '${name}'`, at);
    if (index > this.groups || index === 0) this.fail(`invalid group reference ${name}`, at);
    const yes = this.sequence();
    const no: RegexNode = this.take('|') ? this.sequence() : { type: 'empty' };
    if (this.peek() === '|') this.fail('conditional backref with more than two branches');
    return this.closed({ type: 'condition', index, yes, no }, start);
  }

  private inlineFlags(start: number): RegexNode | undefined {
    const text = /^([aiLmsux]*)(?:-([imsx]+))?([:)])/.exec(this.source.slice(this.at, this.at + 20).join(''));
    if (!text) this.fail(`unknown extension ?${this.peek() ?? ''}`, start + 1);
    const before = this.flags;
    for (const letter of text[1]!) this.flags |= FLAGS[letter.toUpperCase() as keyof typeof FLAGS];
    for (const letter of text[2] ?? '') this.flags &= ~FLAGS[letter.toUpperCase() as keyof typeof FLAGS];
    this.at += text[0].length;
    if (text[3] === ')') {
      if (start !== 0) this.fail('global flags not at the start of the expression', start);
      return undefined;
    }
    const item = this.closed(this.choice(), start);
    this.flags = before;
    return item;
  }
}
