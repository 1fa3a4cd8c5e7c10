import { QuernError } from '../../base/diagnostics.js';
import { type Item, ItemError, itemsOf } from '../checks/items.js';
import { queryText } from '../diagnostics.js';
import type { QueryParams } from '../shapes.js';

/** What is asked of the semantic layer. */
export interface MetricRequest {
  readonly metrics: readonly string[];
  readonly groupBy: readonly Item[];
  /** Conditions; their items stand in `{{ … }}`. */
  readonly where: readonly string[];
  readonly orderBy: readonly { readonly item: Item; readonly descending: boolean }[];
  readonly limit: number | null;
}

/** The same in texts: names with double underscores, or calls as saved queries have them. */
export interface MetricRequestTexts {
  readonly metrics: readonly string[];
  readonly groupBy: readonly string[];
  readonly where: readonly string[];
  /** `-name` or `….descending(True)` is the last first. */
  readonly orderBy: readonly string[];
  readonly limit: number | null;
}

export function textsOf(params: QueryParams): MetricRequestTexts {
  return {
    metrics: params.metrics,
    groupBy: params.group_by,
    where: params.where?.where_filters.map((filter) => filter.where_sql_template) ?? [],
    orderBy: params.order_by,
    limit: params.limit,
  };
}

/** Throws QuernError where a text is no name and no call. */
export function requestOf(texts: MetricRequestTexts): MetricRequest {
  return {
    ...texts,
    groupBy: texts.groupBy.map((text) => itemOf(text, false)),
    orderBy: texts.orderBy.map((text) => {
      const descending = text.trim().startsWith('-');
      const item = itemOf(descending ? text.trim().slice(1) : text, true);
      return { item, descending: descending || item.descending };
    }),
  };
}

function itemOf(text: string, inOrderBy: boolean): Item {
  const name = text.trim();
  if (/^\w+$/.test(name)) return plainItem(name);
  try {
    const items = itemsOf(`{{${name}}}`, inOrderBy);
    if (items?.length === 1) return items[0]!;
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    throw new QuernError(queryText({ text: name, message: error.message }));
  }
  throw new QuernError(queryText({ text: name, message: 'it is neither a name nor a call like Dimension(…)' }));
}

/** What a bare name means is known by what has this name. */
function plainItem(name: string): Item {
  return {
    kind: 'Dimension',
    name,
    entityPath: [],
    grain: null,
    datePart: null,
    groupBy: [],
    descending: false,
  };
}
