/** Functions that every template has. */
import { overflowError, TemplateError, typeError, valueError } from '../errors.js';
import { hostFunction, PyCallable } from '../values/callable.js';
import { textOf, typeNameOf } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { updateDict } from '../values/dict-methods.js';
import { HostObject, Namespace } from '../values/host.js';
import { isInt } from '../values/numbers.js';
import { PyRange } from '../values/sequences.js';
import { type CallArguments, PyObject, type Value } from '../values/types.js';
import { lipsum } from './lipsum.js';

const MAX_RANGE = 100_000;

function range(args: CallArguments): Value {
  const given = args.positional;
  if (args.named.size > 0) throw typeError('range() takes no keyword arguments');
  if (given.length === 0) throw typeError('range expected at least 1 argument, got 0');
  if (given.length > 3) throw typeError(`range expected at most 3 arguments, got ${given.length}`);
  const numbers = given.map((value) => {
    if (!isInt(value)) throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
    return Number(value);
  });
  const [first, second, step = 1] = numbers as [number, number | undefined, number | undefined];
  if (step === 0) throw valueError('range() arg 3 must not be zero');
  const result = second === undefined ? new PyRange(0, first) : new PyRange(first, second, step);
  if (result.length() > MAX_RANGE) {
    throw overflowError(`Range too big. The sandbox blocks ranges larger than MAX_RANGE (${MAX_RANGE}).`);
  }
  return result;
}

function dict(args: CallArguments): Value {
  const result = new PyDict();
  updateDict(result, args, 'dict');
  return result;
}

function namespace(args: CallArguments): Value {
  const result = new Namespace();
  const attributes = dict(args) as PyDict;
  for (const [name, value] of attributes.entries()) result.setAttribute(textOf(name), value);
  return result;
}

class Cycler extends PyObject {
  readonly typeName = 'Cycler';
  private position = 0;
  private readonly next_ = hostFunction('next', () => {
    const item = this.items[this.position]!;
    this.position = (this.position + 1) % this.items.length;
    return item;
  });
  private readonly reset = hostFunction('reset', () => {
    this.position = 0;
    return null;
  });

  constructor(private readonly items: readonly Value[]) {
    super();
    if (items.length === 0) throw new TemplateError('RuntimeError', 'at least one item has to be provided');
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'next') return this.next_;
    if (name === 'reset') return this.reset;
    if (name === 'current') return this.items[this.position];
    if (name === 'pos') return this.position;
    return name === 'items' ? [...this.items] : undefined;
  }
}

class Joiner extends PyCallable {
  override readonly typeName = 'Joiner';
  readonly name = 'joiner';
  private used = false;

  constructor(private readonly separator: Value) {
    super();
  }

  call(): Value {
    if (this.used) return this.separator;
    this.used = true;
    return '';
  }
}

const noNames = (name: string, args: CallArguments) => {
  const [extra] = args.named.keys();
  if (extra !== undefined) throw typeError(`${name}.__init__() got an unexpected keyword argument '${extra}'`);
};

/** Made at use, so that start-up does not pay for them. */
export const GLOBALS: ReadonlyMap<string, () => Value> = new Map<string, () => Value>([
  ['range', () => hostFunction('safe_range', range)],
  ['dict', () => hostFunction('dict', dict)],
  ['namespace', () => hostFunction('Namespace', namespace)],
  [
    'cycler',
    () =>
      hostFunction('Cycler', (args) => {
        noNames('Cycler', args);
        return new Cycler(args.positional);
      }),
  ],
  ['joiner', () => hostFunction('Joiner', (args) => new Joiner(args.positional[0] ?? args.named.get('sep') ?? ', '))],
  ['lipsum', () => hostFunction('lipsum', lipsum)],
]);

/** `self` of a template: its blocks. */
export function templateReference(blocks: ReadonlyMap<string, () => Value>): Value {
  const attributes = Object.fromEntries([...blocks].map(([name, call]) => [name, hostFunction(name, call)]));
  return new HostObject('TemplateReference', attributes, { repr: () => '<TemplateReference None>' });
}
