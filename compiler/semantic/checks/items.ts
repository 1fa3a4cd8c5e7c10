import { GRANULARITIES } from '../shapes.js';

/** `TimeDimension('order__ordered_at', 'month').descending(True)`, as written in a filter or a saved query. */
export interface Item {
  readonly kind: 'Dimension' | 'TimeDimension' | 'Entity' | 'Metric';
  readonly name: string;
  readonly entityPath: readonly string[];
  readonly grain: string | null;
  readonly datePart: string | null;
  readonly groupBy: readonly string[];
  readonly descending: boolean;
}

/** What is wrong with an item. */
export class ItemError extends Error {}

type Argument = string | boolean | null | readonly string[];

const NAMES = ['Dimension', 'TimeDimension', 'Entity', 'Metric'] as const;
const PARAMETERS: Readonly<Record<Item['kind'], readonly string[]>> = {
  Dimension: ['name', 'entity_path'],
  TimeDimension: ['time_dimension_name', 'time_granularity_name', 'entity_path', 'descending', 'date_part_name'],
  Entity: ['entity_name', 'entity_path'],
  Metric: ['metric_name', 'group_by'],
};
const METHODS: Readonly<Record<string, string>> = { grain: 'grain', date_part: 'datePart', descending: 'descending' };
const DATE_PARTS = ['year', 'quarter', 'month', 'day', 'dow', 'doy'];

/**
 * The items of a template: of each `{{ … }}` that is a chain of calls with literal arguments. Undefined where it has anything else, of
 * which nothing can be said without evaluating it. Throws ItemError.
 */
export function itemsOf(template: string, inOrderBy = false): Item[] | undefined {
  if (/\{%/.test(template)) return undefined;
  const items: Item[] = [];
  for (const [, text] of template.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)) {
    const item = new ItemParser(text!).item(inOrderBy);
    if (!item) return undefined;
    items.push(item);
  }
  return items;
}

/** An item without what orders it, for comparing. */
export function itemKey(item: Item): string {
  return JSON.stringify({ ...item, descending: false });
}

export interface DunderedName {
  readonly links: readonly string[];
  readonly element: string;
  readonly grain: string | null;
}

/** `order__ordered_at__month`: entities, element and granularity. */
export function dundered(name: string, custom: readonly string[] = []): DunderedName {
  const parts = name.split('__');
  const last = parts.at(-1)!;
  if (parts.length === 1) return { links: [], element: name, grain: null };
  if (![...GRANULARITIES, ...custom].includes(last)) return { links: parts.slice(0, -1), element: last, grain: null };
  return { links: parts.slice(0, -2), element: parts.at(-2)!, grain: last };
}

const TOKEN = /\s*(?:([A-Za-z_]\w*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([().,=[\]]))/y;

class ItemParser {
  readonly #tokens: { readonly kind: 'word' | 'text' | 'sign'; readonly text: string }[] = [];
  readonly #plain: boolean;
  #at = 0;

  constructor(text: string) {
    const pattern = new RegExp(TOKEN.source, 'y');
    let end = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      end = pattern.lastIndex;
      const [, word, single, double, sign] = match;
      if (word !== undefined) this.#tokens.push({ kind: 'word', text: word });
      else if (sign !== undefined) this.#tokens.push({ kind: 'sign', text: sign });
      else this.#tokens.push({ kind: 'text', text: (single ?? double)!.replace(/\\(.)/g, '$1') });
    }
    this.#plain = text.slice(end).trim() === '';
  }

  item(inOrderBy: boolean): Item | undefined {
    const kind = this.#word();
    if (kind === undefined || !this.#plain) return undefined;
    const known = NAMES.find((name) => name === kind);
    if (!known) throw new ItemError(`'${kind}' is none of ${NAMES.join(', ')}`);
    const given = this.#arguments(PARAMETERS[known]);
    if (!given) return undefined;
    const state: Record<string, Argument> = { ...given };
    while (this.#sign('.')) {
      const method = this.#word();
      if (method === undefined || !Object.hasOwn(METHODS, method)) throw new ItemError(`.${method ?? ''}() is unknown`);
      const allowed = known === 'Dimension' || (method === 'descending' && inOrderBy);
      if (!allowed) throw new ItemError(`.${method}() does not go with ${known}()${inOrderBy ? '' : ' here'}`);
      const argument = this.#arguments([METHODS[method]!]);
      if (!argument) return undefined;
      Object.assign(state, argument);
    }
    return this.#at === this.#tokens.length ? made(known, state) : undefined;
  }

  #arguments(names: readonly string[]): Record<string, Argument> | undefined {
    if (!this.#sign('(')) return undefined;
    const out: Record<string, Argument> = {};
    for (let position = 0; !this.#sign(')'); position++) {
      const next = this.#tokens[this.#at + 1];
      const named = next?.kind === 'sign' && next.text === '=' ? this.#word() : undefined;
      if (named !== undefined) this.#at++;
      const value = this.#value();
      if (value === undefined) return undefined;
      const name = named ?? names[position];
      const parameter = name === '_is_descending' || name === 'time_granularity' ? names[0]! : name;
      if (parameter === undefined) throw new ItemError('there are too many arguments');
      if (!names.includes(parameter)) throw new ItemError(`there is no argument '${parameter}'`);
      out[parameter] = value;
      if (!this.#sign(',') && this.#tokens[this.#at]?.text !== ')') return undefined;
    }
    return out;
  }

  #value(): Argument | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'text') return this.#tokens[this.#at++]!.text;
    if (token?.kind === 'word' && /^(True|true|False|false|None|none)$/.test(token.text)) {
      this.#at++;
      return /^[Tt]/.test(token.text) ? true : /^[Ff]/.test(token.text) ? false : null;
    }
    const closing = this.#sign('[') ? ']' : this.#sign('(') ? ')' : undefined;
    if (closing === undefined) return undefined;
    const list: string[] = [];
    while (!this.#sign(closing)) {
      const item = this.#tokens[this.#at++];
      if (item?.kind !== 'text') return undefined;
      list.push(item.text);
      if (!this.#sign(',') && this.#tokens[this.#at]?.text !== closing) return undefined;
    }
    return list;
  }

  #word(): string | undefined {
    return this.#tokens[this.#at]?.kind === 'word' ? this.#tokens[this.#at++]!.text : undefined;
  }

  #sign(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.#at++;
    return true;
  }
}

function made(kind: Item['kind'], state: Readonly<Record<string, Argument>>): Item {
  const name = state[PARAMETERS[kind][0]!];
  if (typeof name !== 'string') throw new ItemError(`${kind}() needs a name`);
  const texts = (value: Argument | undefined): readonly string[] =>
    Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  const text = (value: Argument | undefined): string | null => (typeof value === 'string' ? value : null);
  const item: Item = {
    kind,
    name,
    entityPath: texts(state.entity_path),
    grain: text(state.grain ?? state.time_granularity_name),
    datePart: text(state.datePart ?? state.date_part_name),
    groupBy: texts(state.group_by),
    descending: state.descending === true,
  };
  if (item.datePart !== null && !DATE_PARTS.includes(item.datePart.toLowerCase()))
    throw new ItemError(`'${item.datePart}' is no part of a date (${DATE_PARTS.join(', ')})`);
  if (kind === 'Metric' && dundered(name).links.length > 0)
    throw new ItemError(`the metric's name '${name}' has the names of entities before it`);
  return item;
}
