/** Python's re module, on a matcher of our own that has Python's syntax and cannot be made to run for ever. */
import { indexError, TemplateError, typeError } from '../errors.js';
import { bindArguments, hostFunction, isCallable, positionalArguments } from '../values/callable.js';
import { reprOf, textOf, typeNameOf } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { checkTextLength } from '../values/limits.js';
import { stringOf } from '../values/markup.js';
import { BoundMethod, type Method, type MethodTable } from '../values/methods.js';
import { isInt } from '../values/numbers.js';
import { PyIterator, PyTuple } from '../values/sequences.js';
import { type CallArguments, PyObject, type Value } from '../values/types.js';
import { PythonClass } from './python-class.js';
import { type Captures, Program, Subject } from './regex/match.js';
import { FLAGS } from './regex/nodes.js';
import { parseRegex } from './regex/parse.js';
import { expandTemplate } from './regex/template.js';

const subject = (value: Value): Subject => {
  const text = stringOf(value);
  if (text === undefined) throw typeError(`expected string or bytes-like object, got '${typeNameOf(value)}'`);
  return new Subject(text);
};

const integer = (value: Value): number => {
  if (!isInt(value)) throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
  return Number(value);
};

/** A compiled pattern. */
class Pattern extends PyObject {
  readonly typeName = 're.Pattern';
  readonly program: Program;

  constructor(
    readonly source: string,
    flags: number,
  ) {
    super();
    this.program = new Program(parseRegex(source, flags));
  }

  get regex() {
    return this.program.regex;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'pattern') return this.source;
    if (name === 'flags') return this.regex.flags | (this.regex.flags & FLAGS.A ? 0 : FLAGS.U);
    if (name === 'groups') return this.regex.groups;
    if (name === 'groupindex') return new PyDict(this.regex.names);
    const method = PATTERN_METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  override equals(other: Value): boolean {
    return other instanceof Pattern && other.source === this.source && other.regex.flags === this.regex.flags;
  }

  override hashKey(): string {
    return `P${this.regex.flags},${this.source}`;
  }

  override repr(): string {
    return `re.compile(${reprOf(this.source)})`;
  }
}

/** A match. */
class Match extends PyObject {
  readonly typeName = 're.Match';

  constructor(
    readonly pattern: Pattern,
    readonly subject: Subject,
    readonly captures: Captures,
  ) {
    super();
  }

  text(index: number): string | null {
    const start = this.captures[2 * index]!;
    return start < 0 ? null : this.subject.slice(start, this.captures[2 * index + 1]!);
  }

  indexOf(group: Value): number {
    const name = stringOf(group);
    const index = name === undefined ? (isInt(group) ? Number(group) : -1) : this.pattern.regex.names.get(name);
    if (index === undefined || index < 0 || index > this.pattern.regex.groups) throw indexError('no such group');
    return index;
  }

  names(): [string, number][] {
    return [...this.pattern.regex.names];
  }

  override getItem(key: Value): Value | undefined {
    return this.text(this.indexOf(key));
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'string') return this.subject.text;
    if (name === 're') return this.pattern;
    if (name === 'pos') return 0;
    if (name === 'endpos') return this.subject.codes.length;
    if (name === 'lastindex') return this.lastIndex();
    if (name === 'lastgroup') return this.names().find(([, index]) => index === this.lastIndex())?.[0] ?? null;
    const method = MATCH_METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  private lastIndex(): number | null {
    let last: number | null = null;
    let end = -1;
    for (let i = 1; i <= this.pattern.regex.groups; i++) {
      if (this.captures[2 * i]! >= 0 && this.captures[2 * i + 1]! > end) {
        last = i;
        end = this.captures[2 * i + 1]!;
      }
    }
    return last;
  }

  override repr(): string {
    return `<re.Match object; span=(${this.captures[0]}, ${this.captures[1]}), match=${reprOf(this.text(0))}>`;
  }
}

const groupArgument = (args: CallArguments, self: Match) => self.indexOf(args.positional[0] ?? 0);

const MATCH_METHODS: MethodTable = new Map<string, Method>([
  [
    'group',
    (self: Match, args) => {
      const wanted = args.positional.length === 0 ? [0] : args.positional;
      const texts = wanted.map((group) => self.text(self.indexOf(group)));
      return texts.length === 1 ? texts[0]! : new PyTuple(texts);
    },
  ],
  [
    'groups',
    (self: Match, args) => {
      const { default: missing } = bindArguments('groups', args, ['default'], { default: null });
      return new PyTuple(
        Array.from({ length: self.pattern.regex.groups }, (_, i) => textOr(self.text(i + 1), missing)),
      );
    },
  ],
  [
    'groupdict',
    (self: Match, args) => {
      const { default: missing } = bindArguments('groupdict', args, ['default'], { default: null });
      return new PyDict(self.names().map(([name, index]) => [name, textOr(self.text(index), missing)]));
    },
  ],
  ['start', (self: Match, args) => self.captures[2 * groupArgument(args, self)]!],
  ['end', (self: Match, args) => self.captures[2 * groupArgument(args, self) + 1]!],
  [
    'span',
    (self: Match, args) => {
      const index = groupArgument(args, self);
      return new PyTuple([self.captures[2 * index]!, self.captures[2 * index + 1]!]);
    },
  ],
  ['expand', (self: Match, args) => expanded(self, bindArguments('expand', args, ['template']).template)],
]);

const textOr = (text: string | null, missing: Value): Value => (text === null ? missing : text);

function expanded(match: Match, template: Value): string {
  return expandTemplate(textOf(template), match.pattern.regex, (index) => match.text(index) ?? '');
}

function findAll(pattern: Pattern, text: Subject): Value {
  return [...pattern.program.all(text)].map((captures): Value => {
    const match = new Match(pattern, text, captures);
    const { groups } = pattern.regex;
    if (groups <= 1) return match.text(groups) ?? '';
    return new PyTuple(Array.from({ length: groups }, (_, i) => match.text(i + 1) ?? ''));
  });
}

function substitute(pattern: Pattern, replacement: Value, text: Subject, limit: number): [string, number] {
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  let count = 0;
  const push = (part: string) => {
    checkTextLength((length += part.length));
    parts.push(part);
  };
  for (const captures of pattern.program.all(text)) {
    if (limit > 0 && count >= limit) break;
    count++;
    push(text.slice(at, captures[0]!));
    const match = new Match(pattern, text, captures);
    push(isCallable(replacement) ? textOf(replacement.call(positionalArguments(match))) : expanded(match, replacement));
    at = captures[1]!;
  }
  push(text.slice(at, text.codes.length));
  return [parts.join(''), count];
}

function split(pattern: Pattern, text: Subject, limit: number): Value {
  const parts: Value[] = [];
  let at = 0;
  let count = 0;
  for (const captures of pattern.program.all(text)) {
    if (limit > 0 && count >= limit) break;
    count++;
    parts.push(text.slice(at, captures[0]!));
    const match = new Match(pattern, text, captures);
    for (let i = 1; i <= pattern.regex.groups; i++) parts.push(match.text(i));
    at = captures[1]!;
  }
  parts.push(text.slice(at, text.codes.length));
  return parts;
}

/** What a pattern does, by name, with its parameters after the pattern. */
const ACTIONS: Readonly<
  Record<
    string,
    {
      parameters: readonly string[];
      defaults: Record<string, Value>;
      run: (pattern: Pattern, b: Record<string, Value>) => Value;
    }
  >
> = {
  match: onText((pattern, text, pos) => matched(pattern, text, pattern.program.matchAt(text, pos))),
  fullmatch: onText((pattern, text, pos) => matched(pattern, text, pattern.program.matchAt(text, pos, { full: true }))),
  search: onText((pattern, text, pos) => matched(pattern, text, pattern.program.search(text, pos))),
  findall: onText((pattern, text) => findAll(pattern, text)),
  finditer: onText((pattern, text) => new PyIterator(matches(pattern, text), 'callable_iterator')),
  split: {
    parameters: ['string', 'maxsplit'],
    defaults: { maxsplit: 0 },
    run: (pattern, b) => split(pattern, subject(b.string!), integer(b.maxsplit!)),
  },
  sub: {
    parameters: ['repl', 'string', 'count'],
    defaults: { count: 0 },
    run: (pattern, b) => substitute(pattern, b.repl!, subject(b.string!), integer(b.count!))[0],
  },
  subn: {
    parameters: ['repl', 'string', 'count'],
    defaults: { count: 0 },
    run: (pattern, b) => new PyTuple(substitute(pattern, b.repl!, subject(b.string!), integer(b.count!))),
  },
};

function onText(run: (pattern: Pattern, text: Subject, pos: number) => Value) {
  return {
    parameters: ['string', 'pos'],
    defaults: { pos: 0 },
    run: (pattern: Pattern, b: Record<string, Value>) => run(pattern, subject(b.string!), Math.max(0, integer(b.pos!))),
  };
}

function matched(pattern: Pattern, text: Subject, captures: Captures | undefined): Value {
  return captures ? new Match(pattern, text, captures) : null;
}

function* matches(pattern: Pattern, text: Subject): Iterable<Value> {
  for (const captures of pattern.program.all(text)) yield new Match(pattern, text, captures);
}

const PATTERN_METHODS: MethodTable = new Map(
  Object.entries(ACTIONS).map(([name, { parameters, defaults, run }]): [string, Method] => [
    name,
    (self: Pattern, args) => run(self, bindArguments(name, args, parameters, defaults)),
  ]),
);

function compiled(pattern: Value, flags: number): Pattern {
  if (pattern instanceof Pattern) return pattern;
  const source = stringOf(pattern);
  if (source === undefined) throw typeError('first argument must be string or compiled pattern');
  return new Pattern(source, flags);
}

const SPECIAL = /[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g;

export function reModule(): Value {
  const module = new PyDict();
  for (const [name, { parameters, defaults, run }] of Object.entries(ACTIONS)) {
    const names = ['pattern', ...parameters.filter((p) => p !== 'pos'), 'flags'];
    module.set(
      name,
      hostFunction(name, (args) => {
        const b = bindArguments(name, args, names, { ...defaults, flags: 0 });
        return run(compiled(b.pattern!, integer(b.flags!)), { pos: 0, ...b });
      }),
    );
  }
  module.set(
    'compile',
    hostFunction('compile', (args) => {
      const { pattern, flags } = bindArguments('compile', args, ['pattern', 'flags'], { flags: 0 });
      return compiled(pattern, integer(flags));
    }),
  );
  module.set(
    'escape',
    hostFunction('escape', (args) =>
      textOf(bindArguments('escape', args, ['pattern']).pattern).replace(SPECIAL, (c) => `\\${c}`),
    ),
  );
  module.set(
    'purge',
    hostFunction('purge', () => null),
  );
  const long = {
    I: 'IGNORECASE',
    L: 'LOCALE',
    M: 'MULTILINE',
    S: 'DOTALL',
    U: 'UNICODE',
    X: 'VERBOSE',
    A: 'ASCII',
  } as const;
  for (const [letter, name] of Object.entries(long)) {
    module.set(letter, FLAGS[letter as keyof typeof FLAGS]);
    module.set(name, FLAGS[letter as keyof typeof FLAGS]);
  }
  module.set('NOFLAG', 0);
  module.set(
    'error',
    new PythonClass('re.error', (args) => {
      throw new TemplateError('error', args.positional.map(textOf).join(', '));
    }),
  );
  return module;
}
