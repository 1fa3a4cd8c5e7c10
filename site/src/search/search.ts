import type { Project, Resource } from '../data/project.js';
import { scoreName, scoreText } from './score.js';

export interface Hit {
  readonly resource: Resource;
  readonly score: number;
  /** Where the words were found beside the name, for a line below it. */
  readonly found:
    | { readonly field: 'column' | 'description' | 'tag' | 'code' | 'path'; readonly text: string }
    | undefined;
}

interface Entry {
  readonly resource: Resource;
  readonly weight: number;
  readonly name: string;
  readonly tags: readonly string[];
  readonly columns: readonly { readonly name: string; readonly lower: string }[];
  readonly descriptions: readonly { readonly text: string; readonly lower: string }[];
  readonly path: string;
  readonly code: string;
  readonly lowerCode: string;
}

const WEIGHTS: Readonly<Record<string, number>> = {
  model: 1.2,
  source: 1.15,
  exposure: 1.1,
  metric: 1.1,
  semantic_model: 1.05,
  macro: 0.8,
  test: 0.55,
  unit_test: 0.55,
};

/** Searches a project as somebody types. */
export class Search {
  readonly #entries: readonly Entry[];

  constructor({ resources }: Project) {
    this.#entries = [...resources.values()].filter((resource) => resource.isShown).map(entryOf);
  }

  /** What fits all words, the best first. `type:`, `tag:`, `package:` and `column:` narrow the search. */
  find(query: string, limit = 50): Hit[] {
    const { words, filters } = parse(query);
    if (words.length === 0 && filters.length === 0) return [];
    const hits: Hit[] = [];
    for (const entry of this.#entries) {
      if (!filters.every((filter) => fits(entry, filter))) continue;
      const hit =
        words.length > 0 ? rank(entry, words) : { resource: entry.resource, score: entry.weight, found: undefined };
      if (hit) hits.push(hit);
    }
    return hits.sort((a, b) => b.score - a.score || (a.resource.label < b.resource.label ? -1 : 1)).slice(0, limit);
  }
}

function entryOf(resource: Resource): Entry {
  const { node } = resource;
  const code = node.raw_code ?? node.macro_sql ?? '';
  const texts = [resource.description, node.label ?? '', ...resource.columns.map((column) => column.description)];
  return {
    resource,
    weight: WEIGHTS[resource.type] ?? 1,
    name: resource.label.toLowerCase(),
    tags: resource.tags.map((tag) => tag.toLowerCase()),
    columns: resource.columns.map(({ name }) => ({ name, lower: name.toLowerCase() })),
    descriptions: texts.filter(Boolean).map((text) => ({ text, lower: text.toLowerCase() })),
    path: resource.path.toLowerCase(),
    code,
    lowerCode: code.toLowerCase(),
  };
}

interface Filter {
  readonly key: string;
  readonly value: string;
}

function parse(query: string): { words: string[]; filters: Filter[] } {
  const words: string[] = [];
  const filters: Filter[] = [];
  for (const part of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const [, key, value] = /^(type|tag|package|column):(.+)$/.exec(part) ?? [];
    if (key && value) filters.push({ key, value });
    else words.push(part);
  }
  return { words, filters };
}

function fits({ resource, tags, columns }: Entry, { key, value }: Filter): boolean {
  if (key === 'type') return resource.type.replace('_', '').startsWith(value.replace(/[_ ]|s$/g, ''));
  if (key === 'tag') return tags.some((tag) => tag.startsWith(value));
  if (key === 'package') return resource.packageName.toLowerCase().startsWith(value);
  return columns.some((column) => column.lower.includes(value));
}

/** Every word has to be found somewhere; each counts where it counts most. */
function rank(entry: Entry, words: readonly string[]): Hit | undefined {
  let total = 0;
  let found: (Hit['found'] & { score: number }) | undefined;
  for (const word of words) {
    const places = placesOf(entry, word);
    const best = places.reduce((a, b) => (b.score > a.score ? b : a), NOWHERE);
    if (best.score === 0) return undefined;
    total += best.score;
    if (best.field !== 'name' && (!found || best.score > found.score))
      found = { field: best.field, text: best.text, score: best.score };
  }
  return { resource: entry.resource, score: (total / words.length) * entry.weight, found };
}

interface Place {
  readonly field: 'name' | 'column' | 'description' | 'tag' | 'code' | 'path';
  readonly text: string;
  readonly score: number;
}

const NOWHERE: Place = { field: 'name', text: '', score: 0 };

function placesOf(entry: Entry, word: string): Place[] {
  const places: Place[] = [{ field: 'name', text: '', score: scoreName(entry.name, word) }];
  if (entry.tags.includes(word)) places.push({ field: 'tag', text: word, score: 30 });
  for (const column of entry.columns) {
    const score =
      column.lower === word ? 28 : column.lower.startsWith(word) ? 22 : column.lower.includes(word) ? 14 : 0;
    if (score > 0) places.push({ field: 'column', text: column.name, score });
  }
  for (const { text, lower } of entry.descriptions) {
    const { score, at } = scoreText(lower, word);
    if (score > 0) places.push({ field: 'description', text: around(text, at, word.length), score });
  }
  if (entry.path.includes(word)) places.push({ field: 'path', text: entry.resource.path, score: 8 });
  const at = entry.lowerCode.indexOf(word);
  if (at >= 0) places.push({ field: 'code', text: around(entry.code, at, word.length), score: 5 });
  return places;
}

/** Some words around a place, on one line. */
function around(text: string, at: number, length: number): string {
  const start = Math.max(0, at - 40);
  const end = Math.min(text.length, at + length + 80);
  const cut = text.slice(start, end).replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`;
}
