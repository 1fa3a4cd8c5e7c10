import { TemplateError, typeError } from '../../errors.js';
import { reprText } from '../../values/core.js';
import { PyDict } from '../../values/dict.js';
import { stringOf } from '../../values/markup.js';
import { BoundMethod, type Method, withNames } from '../../values/methods.js';
import { isInt } from '../../values/numbers.js';
import { PyTuple } from '../../values/sequences.js';
import { type CallArguments, PyObject, type Value } from '../../values/types.js';
import { textToConvert } from './arguments.js';
import type { Found } from './matcher.js';
import type { PyPattern } from './pattern.js';
import { expandTemplate } from './replacement.js';
import type { Subject } from './subject.js';

/** re.Match. */
export class PyMatch extends PyObject {
  readonly typeName = 're.Match';

  constructor(
    readonly pattern: PyPattern,
    readonly subject: Subject,
    private readonly found: Found,
    private readonly bounds: readonly [position: number, end: number],
  ) {
    super();
  }

  start(group = 0): number {
    return this.found.spans[2 * group]!;
  }

  end(group = 0): number {
    return this.found.spans[2 * group + 1]!;
  }

  /** The text of a group; undefined if it took no part. */
  text(group = 0): string | undefined {
    const start = this.start(group);
    return start < 0 ? undefined : this.subject.slice(start, this.end(group));
  }

  /** The texts of all groups, without the whole match. */
  texts(absent: Value): Value[] {
    return Array.from({ length: this.pattern.groups }, (_, i) => this.text(i + 1) ?? absent);
  }

  /** The group that a number or name means; undefined: there is none. */
  groupIndex(key: Value): number | undefined {
    if (isInt(key)) {
      const index = Number(key);
      return index >= 0 && index <= this.pattern.groups ? index : undefined;
    }
    const name = stringOf(key);
    return name === undefined ? undefined : this.pattern.names.get(name);
  }

  override getItem(key: Value): Value | undefined {
    const index = this.groupIndex(key);
    return index === undefined ? undefined : (this.text(index) ?? null);
  }

  override getAttribute(name: string): Value | undefined {
    switch (name) {
      case 'string':
        return this.subject.text;
      case 're':
        return this.pattern;
      case 'pos':
        return this.bounds[0];
      case 'endpos':
        return this.bounds[1];
      case 'lastindex':
        return this.found.lastGroup < 0 ? null : this.found.lastGroup;
      case 'lastgroup':
        return [...this.pattern.names].find(([, index]) => index === this.found.lastGroup)?.[0] ?? null;
      case 'regs':
        return new PyTuple(Array.from({ length: this.pattern.groups + 1 }, (_, i) => this.span(i)));
      default: {
        const method = METHODS.get(name);
        return method && new BoundMethod(name, this, method);
      }
    }
  }

  span(group: number): PyTuple {
    return new PyTuple([this.start(group), this.end(group)]);
  }

  override repr(): string {
    return `<re.Match object; span=(${this.start()}, ${this.end()}), match=${reprText(this.text()!)}>`;
  }
}

function groupOf(self: PyMatch, key: Value): number {
  const index = self.groupIndex(key);
  if (index === undefined) throw new TemplateError('IndexError', 'no such group');
  return index;
}

function group(self: PyMatch, { positional, named }: CallArguments): Value {
  if (named.size > 0) throw typeError('re.Match.group() takes no keyword arguments');
  const texts = (positional.length > 0 ? positional : [0]).map((key) => self.text(groupOf(self, key)) ?? null);
  return texts.length === 1 ? texts[0]! : new PyTuple(texts);
}

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['group', group],
  ['groups', withNames<PyMatch>('groups', ['default'], 0, (self, absent = null) => new PyTuple(self.texts(absent)))],
  [
    'groupdict',
    withNames<PyMatch>('groupdict', ['default'], 0, (self, absent = null) => {
      return new PyDict([...self.pattern.names].map(([name, index]) => [name, self.text(index) ?? absent]));
    }),
  ],
  ['start', withNames<PyMatch>('start', ['group'], 0, (self, key = 0) => self.start(groupOf(self, key)))],
  ['end', withNames<PyMatch>('end', ['group'], 0, (self, key = 0) => self.end(groupOf(self, key)))],
  ['span', withNames<PyMatch>('span', ['group'], 0, (self, key = 0) => self.span(groupOf(self, key)))],
  [
    'expand',
    withNames<PyMatch>('expand', ['template'], 1, (self, template) => {
      return expandTemplate(self.pattern.replacement(textToConvert(template!)), self);
    }),
  ],
]);
