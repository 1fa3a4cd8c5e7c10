/** Python's itertools, as far as dbt shows it. All are lazy; what builds many items at once is held to the size limit. */
import { typeError, valueError } from '../errors.js';
import { asCallable, bindArguments, hostFunction, positionalArguments } from '../values/callable.js';
import { truthy, typeNameOf } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { checkItemCount } from '../values/limits.js';
import { isInt } from '../values/numbers.js';
import { binary } from '../values/operators.js';
import { iterate, PyIterator, PyTuple } from '../values/sequences.js';
import type { CallArguments, Value } from '../values/types.js';
import { PythonClass } from './python-class.js';

type Iterates = (args: CallArguments) => Iterable<Value>;

const integer = (value: Value): number => {
  if (!isInt(value)) throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
  return Number(value);
};

function noNames(name: string, args: CallArguments): readonly Value[] {
  if (args.named.size > 0) throw typeError(`${name}() takes no keyword arguments`);
  return args.positional;
}

const list = (value: Value): Value[] => {
  const items: Value[] = [];
  for (const item of iterate(value)) checkItemCount(items.push(item));
  return items;
};

const ENDLESS: Readonly<Record<string, Iterates>> = {
  *count(args) {
    const { start, step } = bindArguments('count', args, ['start', 'step'], { start: 0, step: 1 });
    for (let value = start; ; value = binary('+', value, step)) yield value;
  },
  *cycle(args) {
    const items = list(bindArguments('cycle', args, ['iterable']).iterable);
    while (items.length > 0) yield* items;
  },
  *repeat(args) {
    const { object, times } = bindArguments('repeat', args, ['object', 'times'], { times: undefined });
    for (let i = 0; times === undefined || i < integer(times); i++) yield object;
  },
};

const FINITE: Readonly<Record<string, Iterates>> = {
  *accumulate(args) {
    const { iterable, func, initial } = bindArguments('accumulate', args, ['iterable', 'func', 'initial'], {
      func: null,
      initial: null,
    });
    let total: Value | undefined = initial === null ? undefined : initial;
    if (total !== undefined) yield total;
    for (const item of iterate(iterable)) {
      if (total === undefined) total = item;
      else total = func === null ? binary('+', total, item) : asCallable(func).call(positionalArguments(total, item));
      yield total;
    }
  },
  *chain(args) {
    for (const part of noNames('chain', args)) yield* iterate(part);
  },
  *compress(args) {
    const { data, selectors } = bindArguments('compress', args, ['data', 'selectors']);
    const chosen = iterate(selectors)[Symbol.iterator]();
    for (const item of iterate(data)) {
      const next = chosen.next();
      if (next.done) return;
      if (truthy(next.value)) yield item;
    }
  },
  *islice(args) {
    const [items, first, second, stepValue = null] = noNames('islice', args);
    if (items === undefined || first === undefined) throw typeError('islice expected at least 2 arguments');
    const [start, stop] = second === undefined ? [0, first] : [first === null ? 0 : integer(first), second];
    const end = stop === null ? Number.POSITIVE_INFINITY : integer(stop);
    const step = stepValue === null ? 1 : integer(stepValue);
    if (start < 0 || end < 0 || step < 1)
      throw valueError('Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
    let index = 0;
    let wanted = start;
    if (wanted >= end) return;
    for (const item of iterate(items)) {
      if (index === wanted) {
        yield item;
        wanted += step;
      }
      if (++index >= end || wanted >= end) return;
    }
  },
  *starmap(args) {
    const { function: callee, iterable } = bindArguments('starmap', args, ['function', 'iterable']);
    for (const item of iterate(iterable)) yield asCallable(callee).call(positionalArguments(...iterate(item)));
  },
  *zip_longest(args) {
    const fill = args.named.get('fillvalue') ?? null;
    const sources = args.positional.map((source) => iterate(source)[Symbol.iterator]());
    for (;;) {
      const steps = sources.map((source) => source.next());
      if (steps.every((step) => step.done)) return;
      yield new PyTuple(steps.map((step) => (step.done ? fill : step.value)));
    }
  },
  *product(args) {
    const repeat = integer(args.named.get('repeat') ?? 1);
    const pools: Value[][] = [];
    for (let i = 0; i < repeat; i++) pools.push(...args.positional.map(list));
    checkItemCount(pools.length);
    yield* combinations(
      pools.map((pool) => pool.length),
      (indices) => new PyTuple(indices.map((at, i) => pools[i]![at]!)),
    );
  },
  *permutations(args) {
    const { iterable, r } = bindArguments('permutations', args, ['iterable', 'r'], { r: null });
    const pool = list(iterable);
    const size = r === null ? pool.length : integer(r);
    if (size > pool.length) return;
    yield* arrangements(pool, size, (used, at) => !used.includes(at));
  },
  *combinations(args) {
    const { iterable, r } = bindArguments('combinations', args, ['iterable', 'r']);
    yield* arrangements(list(iterable), integer(r), (used, at) => used.length === 0 || at > used.at(-1)!);
  },
  *combinations_with_replacement(args) {
    const { iterable, r } = bindArguments('combinations_with_replacement', args, ['iterable', 'r']);
    yield* arrangements(list(iterable), integer(r), (used, at) => used.length === 0 || at >= used.at(-1)!);
  },
};

/** Every combination of one index for each size, the last going fastest. */
function* combinations(sizes: readonly number[], make: (indices: readonly number[]) => Value): Iterable<Value> {
  if (sizes.some((size) => size === 0)) return;
  const indices = sizes.map(() => 0);
  for (;;) {
    yield make(indices);
    let at = sizes.length - 1;
    while (at >= 0 && ++indices[at]! >= sizes[at]!) indices[at--] = 0;
    if (at < 0) return;
  }
}

function* arrangements(
  pool: readonly Value[],
  size: number,
  allowed: (used: readonly number[], at: number) => boolean,
): Iterable<Value> {
  const used: number[] = [];
  function* extend(): Iterable<Value> {
    if (used.length === size) {
      yield new PyTuple(used.map((at) => pool[at]!));
      return;
    }
    for (let at = 0; at < pool.length; at++) {
      if (!allowed(used, at)) continue;
      used.push(at);
      yield* extend();
      used.pop();
    }
  }
  yield* extend();
}

function tee(args: CallArguments): Value {
  const { iterable, n } = bindArguments('tee', args, ['iterable', 'n'], { n: 2 });
  const source = iterate(iterable)[Symbol.iterator]();
  const seen: Value[] = [];
  function* copy(): Iterable<Value> {
    for (let i = 0; ; i++) {
      if (i >= seen.length) {
        const next = source.next();
        if (next.done) return;
        checkItemCount(seen.push(next.value));
      }
      yield seen[i]!;
    }
  }
  const count = integer(n);
  checkItemCount(count);
  return new PyTuple(Array.from({ length: Math.max(0, count) }, () => new PyIterator(copy(), 'itertools._tee')));
}

export function itertoolsModule(): Value {
  const module = new PyDict();
  for (const [name, run] of Object.entries({ ...ENDLESS, ...FINITE })) {
    module.set(
      name,
      hostFunction(name, (args) => new PyIterator(run(args), `itertools.${name}`)),
    );
  }
  const chained = (args: CallArguments): Iterable<Value> =>
    FINITE.chain!({
      positional: [...iterate(bindArguments('from_iterable', args, ['iterable']).iterable)],
      named: args.named,
    });
  const fromIterable = hostFunction('from_iterable', (args) => new PyIterator(chained(args), 'itertools.chain'));
  module.set(
    'chain',
    new PythonClass('itertools.chain', (args) => new PyIterator(FINITE.chain!(args), 'itertools.chain'), {
      from_iterable: fromIterable,
    }),
  );
  module.set('tee', hostFunction('tee', tee));
  return module;
}
