/** Filters that apply other filters and tests: map, select and their kin. All are lazy, as Python's generators. */
import { TemplateError } from '../errors.js';
import { findTest, nameOf } from '../predicates/index.js';
import type { Scope } from '../runtime/render.js';
import { reprOf, truthy } from '../values/core.js';
import { iterate, PyIterator } from '../values/sequences.js';
import type { CallArguments, Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { attributeGetter } from './attributes.js';
import type { FilterEntry, FilterFunction } from './define.js';

const argumentError = (message: string) => new TemplateError('FilterArgumentError', message);

function unknown(what: 'filter' | 'test', name: Value): TemplateError {
  const message = `No ${what} named ${reprOf(name)}.`;
  if (!(name instanceof Undefined)) return new TemplateError('TemplateRuntimeError', message);
  return new TemplateError(
    'TemplateRuntimeError',
    `${message} (${name.message}; did you forget to quote the callable name?)`,
  );
}

/** `find` is handed in, as the table of filters is made of these. */
export function selectFilters(find: (name: string) => FilterFunction | undefined): FilterEntry[] {
  const mapper = (s: Scope, args: CallArguments): ((item: Value) => Value) => {
    if (args.positional.length === 0 && args.named.has('attribute')) {
      for (const name of args.named.keys()) {
        if (name !== 'attribute' && name !== 'default')
          throw argumentError(`Unexpected keyword argument ${reprOf(name)}`);
      }
      return attributeGetter(args.named.get('attribute')!, undefined, args.named.get('default') ?? null);
    }
    const [name, ...positional] = args.positional;
    if (name === undefined) throw argumentError('map requires a filter argument');
    const filter = find(nameOf(name));
    const rest = { positional, named: args.named };
    return (item) => {
      if (!filter) throw unknown('filter', name);
      return filter(s, item, rest);
    };
  };

  function* mapped(s: Scope, input: Value, args: CallArguments): Iterable<Value> {
    if (!truthy(input)) return;
    const map = mapper(s, args);
    for (const item of iterate(input)) {
      s.render.spend(8);
      yield map(item);
    }
  }

  return [
    ['map', (s, input, args) => new PyIterator(mapped(s, input, args), 'generator', 'sync_do_map')],
    chooser('select', true, false),
    chooser('reject', false, false),
    chooser('selectattr', true, true),
    chooser('rejectattr', false, true),
  ];
}

function chooser(name: string, wanted: boolean, byAttribute: boolean): FilterEntry {
  function* chosen(s: Scope, input: Value, args: CallArguments): Iterable<Value> {
    if (!truthy(input)) return;
    const test = condition(s, args, byAttribute);
    for (const item of iterate(input)) {
      s.render.spend(8);
      if (test(item) === wanted) yield item;
    }
  }
  return [name, (s, input, args) => new PyIterator(chosen(s, input, args), 'generator', 'select_or_reject')];
}

function condition(s: Scope, args: CallArguments, byAttribute: boolean): (item: Value) => boolean {
  const positional = [...args.positional];
  let get = (item: Value) => item;
  if (byAttribute) {
    const attribute = positional.shift();
    if (attribute === undefined) throw argumentError('Missing parameter for attribute name');
    get = attributeGetter(attribute);
  }
  const name = positional.shift();
  if (name === undefined) return (item) => truthy(get(item));
  const test = findTest(nameOf(name));
  const rest = { positional, named: args.named };
  return (item) => {
    if (!test) throw unknown('test', name);
    return truthy(test(s, get(item), rest));
  };
}
