import { reprText } from '../../values/core.js';
import { PyDict } from '../../values/dict.js';
import { PyObject, type Value } from '../../values/types.js';
import { compileProgram } from './compile.js';
import { ASCII, DOTALL, FLAGS, IGNORECASE, MULTILINE, UNICODE, VERBOSE } from './flags.js';
import { Matcher } from './matcher.js';
import { parsePattern } from './parser.js';
import { patternMethod } from './pattern-methods.js';
import type { Program } from './program.js';
import { parseReplacement, type Replacement } from './replacement.js';
import { Scan } from './scan.js';
import { Subject } from './subject.js';

/** re.Pattern: a compiled regular expression. */
export class PyPattern extends PyObject {
  readonly typeName = 're.Pattern';
  readonly flags: number;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  private readonly program: Program;
  private lastReplacement: { readonly text: string; readonly parts: Replacement } | undefined;

  constructor(
    readonly source: string,
    flags: number,
  ) {
    super();
    const parsed = parsePattern(source, flags);
    this.flags = parsed.flags;
    this.groups = parsed.groups;
    this.names = parsed.names;
    this.program = compileProgram(parsed);
  }

  /** A search through text[from:to], where `^` means the start of the text and `$` means `to`. */
  scan(text: string, from = 0, to = Number.POSITIVE_INFINITY): Scan {
    const subject = new Subject(text);
    const end = Math.min(Math.max(to, 0), subject.length);
    return new Scan(
      this,
      new Matcher(this.program, subject, end),
      subject,
      Math.min(Math.max(from, 0), subject.length),
      end,
    );
  }

  replacement(text: string): Replacement {
    if (this.lastReplacement?.text !== text) {
      this.lastReplacement = { text, parts: parseReplacement(text, this.groups, this.names) };
    }
    return this.lastReplacement.parts;
  }

  override getAttribute(name: string): Value | undefined {
    switch (name) {
      case 'pattern':
        return this.source;
      case 'flags':
        return this.flags;
      case 'groups':
        return this.groups;
      case 'groupindex':
        return new PyDict(this.names);
      default:
        return patternMethod(this, name);
    }
  }

  override equals(other: Value): boolean {
    return other instanceof PyPattern && other.source === this.source && other.flags === this.flags;
  }

  override hashKey(): string {
    return `re${this.flags},${this.source}`;
  }

  override repr(): string {
    const order = [IGNORECASE, MULTILINE, DOTALL, VERBOSE, ASCII];
    const names = order
      .filter((flag) => this.flags & flag && flag !== UNICODE)
      .map((flag) => `re.${FLAGS.find((f) => f[2] === flag)![0]}`);
    return `re.compile(${reprText(this.source).slice(0, 200)}${names.length > 0 ? `, ${names.join('|')}` : ''})`;
  }
}
