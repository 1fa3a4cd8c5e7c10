import { typeError, valueError } from '../../errors.js';
import { bindArguments, hostFunction, PyCallable } from '../../values/callable.js';
import { reprText, typeNameOf } from '../../values/core.js';
import { HostObject } from '../../values/host.js';
import { checkItemCount } from '../../values/limits.js';
import { isFloat, isInt } from '../../values/numbers.js';
import { iterate, PyTuple } from '../../values/sequences.js';
import type { CallArguments, Value } from '../../values/types.js';
import { bindNative } from '../arguments.js';
import { combinations, permutations, product } from './combinatoric.js';
import { accumulate, chain, compress, count, cycle, repeat, slice, starmap, tee, zipLongest } from './combining.js';
import { countOf, lazyIterator } from './lazy.js';

/** The functions of `itertools` that dbt gives to templates. */
export function itertoolsModule(): Value {
  return new HostObject('modules.itertools', FUNCTIONS);
}

const define = (name: string, run: (args: CallArguments) => Value) => () => hostFunction(name, run);

function noNames(name: string, args: CallArguments): readonly Value[] {
  if (args.named.size > 0) throw typeError(`${name}() takes no keyword arguments`);
  return args.positional;
}

/** Takes one argument by name out of those of a call. */
function takeNamed(name: string, args: CallArguments, parameter: string): Value | undefined {
  for (const key of args.named.keys()) {
    if (key !== parameter) throw typeError(`${name}() got an unexpected keyword argument ${reprText(key)}`);
  }
  return args.named.get(parameter);
}

function poolOf(value: Value): Value[] {
  const pool: Value[] = [];
  for (const item of iterate(value)) checkItemCount(pool.push(item));
  return pool;
}

class Chain extends PyCallable {
  override readonly typeName = 'type';
  readonly name = 'itertools.chain';
  private readonly fromIterable = hostFunction('from_iterable', (args) => {
    const { iterable } = bindArguments('from_iterable', args, ['iterable']);
    return lazyIterator('chain', chain(iterate(iterable)));
  });

  call(args: CallArguments): Value {
    return lazyIterator('chain', chain(noNames('chain', args)));
  }

  override getAttribute(name: string): Value | undefined {
    return name === 'from_iterable' ? this.fromIterable : undefined;
  }

  override repr(): string {
    return `<class '${this.name}'>`;
  }
}

/** A bound of islice. */
function bound(value: Value, absent: number, what: string): number {
  if (value === null) return absent;
  if (isInt(value) && Number(value) >= 0) return Number(value);
  if (what === 'Step') throw valueError('Step for islice() must be a positive integer or None.');
  throw valueError(`${what} for islice() must be None or an integer: 0 <= x <= sys.maxsize.`);
}

function islice(args: CallArguments): Value {
  const [iterable, ...bounds] = noNames('islice', args);
  if (iterable === undefined || bounds.length === 0 || bounds.length > 3) {
    const given = args.positional.length;
    throw typeError(`islice expected at ${given < 2 ? 'least 2' : 'most 4'} arguments, got ${given}`);
  }
  const [first, second, third] =
    bounds.length === 1 ? [null, bounds[0]!, null] : [bounds[0]!, bounds[1]!, bounds[2] ?? null];
  const step = bound(third!, 1, 'Step');
  if (step === 0) throw valueError('Step for islice() must be a positive integer or None.');
  const start = bound(first!, 0, 'Indices');
  const stop = bound(second!, Number.POSITIVE_INFINITY, bounds.length === 1 ? 'Stop argument' : 'Indices');
  return lazyIterator('islice', slice(iterate(iterable), start, stop, step));
}

function combining(name: string, make: (pool: Value[], r: number) => Iterable<Value>): () => Value {
  return define(name, (args) => {
    const [iterable, r] = bindNative(`${name}()`, args, ['iterable', 'r'], 2);
    const pool = poolOf(iterable!);
    const size = countOf(r!, 'r');
    return lazyIterator(name, make(pool, size), Math.max(1, size));
  });
}

const FUNCTIONS: Readonly<Record<string, () => Value>> = {
  count: define('count', (args) => {
    const [start = 0, step = 1] = bindNative('count()', args, ['start', 'step'], 0);
    for (const value of [start, step]) {
      // What can be added to is all that it takes; Python too looks no further than at numbers.
      if (!isInt(value) && !isFloat(value) && typeNameOf(value) !== 'decimal.Decimal')
        throw typeError('a number is required');
    }
    return lazyIterator('count', count(start, step));
  }),
  cycle: define('cycle', (args) => {
    const { iterable } = bindArguments('cycle', args, ['iterable']);
    return lazyIterator('cycle', cycle(iterate(iterable)));
  }),
  repeat: define('repeat', (args) => {
    const [object, times] = bindNative('repeat()', args, ['object', 'times'], 1);
    if (times !== undefined && !isInt(times))
      throw typeError(`'${typeNameOf(times)}' object cannot be interpreted as an integer`);
    return lazyIterator('repeat', repeat(object!, times === undefined ? Number.POSITIVE_INFINITY : Number(times)));
  }),
  accumulate: define('accumulate', (args) => {
    const [iterable, func = null, initial = null] = bindNative(
      'accumulate()',
      args,
      ['iterable', 'func', 'initial'],
      1,
    );
    return lazyIterator('accumulate', accumulate(iterate(iterable!), func, initial));
  }),
  chain: () => new Chain(),
  compress: define('compress', (args) => {
    const [data, selectors] = bindNative('compress()', args, ['data', 'selectors'], 2);
    return lazyIterator('compress', compress(iterate(data!), iterate(selectors!)));
  }),
  islice: define('islice', islice),
  starmap: define('starmap', (args) => {
    if (args.positional.length !== 2) throw typeError(`starmap expected 2 arguments, got ${args.positional.length}`);
    const [call, items] = noNames('starmap', args);
    return lazyIterator('starmap', starmap(call!, iterate(items!)));
  }),
  tee: define('tee', (args) => {
    const { iterable, n } = bindArguments('tee', args, ['iterable', 'n'], { n: 2 });
    const copies = countOf(n, 'n');
    checkItemCount(copies);
    return new PyTuple(tee(iterate(iterable), copies).map((copy) => lazyIterator('_tee', copy)));
  }),
  zip_longest: define('zip_longest', (args) => {
    const fill = takeNamed('zip_longest', args, 'fillvalue') ?? null;
    return lazyIterator(
      'zip_longest',
      zipLongest(args.positional.map(iterate), fill),
      Math.max(1, args.positional.length),
    );
  }),
  product: define('product', (args) => {
    const times = countOf(takeNamed('product', args, 'repeat') ?? 1, 'repeat argument');
    checkItemCount(args.positional.length * times);
    const pools = args.positional.map(poolOf);
    const repeated = Array.from({ length: times }, () => pools).flat();
    return lazyIterator('product', product(repeated), Math.max(1, repeated.length));
  }),
  permutations: define('permutations', (args) => {
    const [iterable, r = null] = bindNative('permutations()', args, ['iterable', 'r'], 1);
    const pool = poolOf(iterable!);
    const size = r === null ? pool.length : countOf(r, 'r');
    return lazyIterator('permutations', permutations(pool, size), Math.max(1, size));
  }),
  combinations: combining('combinations', (pool, r) => combinations(pool, r, false)),
  combinations_with_replacement: combining('combinations_with_replacement', (pool, r) => combinations(pool, r, true)),
};
