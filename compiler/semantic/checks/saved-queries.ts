import { closest } from '../../base/suggest.js';
import { type Checked, type CheckedQuery, fail } from './context.js';
import { resolve } from './filters.js';
import { type Item, ItemError, itemKey, itemsOf } from './items.js';

/** What saved queries group and order by exists, and they order by what they have. */
export function checkSavedQueries(checked: Checked): void {
  const names = new Set(['metric_time', ...checked.metrics.map(({ body }) => body.name)]);
  for (const { body } of checked.models) for (const { name } of [...body.dimensions, ...body.entities]) names.add(name);
  for (const query of checked.queries) {
    const { group_by: groups, limit } = query.body.query_params;
    groups.forEach((text, at) => {
      checkItem(checked, query, text, ['group_by', at], (item) => {
        const name = item && resolve(item, checked.custom);
        if (name === undefined || !names.has(name)) throw new Unknown(name ?? text, [...names]);
      });
    });
    checkOrder(checked, query);
    if (limit !== null && limit < 0)
      fail(
        checked,
        `${query.draft.label}: the limit ${limit} is below 0`,
        query.draft.spanOf(['query_params', 'limit']),
      );
  }
}

class Unknown extends ItemError {
  readonly near: string | undefined;

  constructor(name: string, names: readonly string[]) {
    super(`'${name}' is no dimension, entity or metric`);
    this.near = closest(name, names);
  }
}

function checkOrder(checked: Checked, query: CheckedQuery): void {
  const { metrics, group_by: groups, order_by: order } = query.body.query_params;
  if (order.length === 0) return;
  const known = new Set<string>();
  for (const text of [...metrics.map((name) => `Metric('${name}')`), ...groups]) {
    try {
      for (const item of itemsOf(`{{${text}}}`) ?? []) known.add(itemKey(item));
    } catch (error) {
      // Told where it stands.
      if (!(error instanceof ItemError)) throw error;
      return;
    }
  }
  order.forEach((text, at) => {
    checkItem(
      checked,
      query,
      text,
      ['order_by', at],
      (item) => {
        if (item && !known.has(itemKey(item))) throw new ItemError('is none of its metrics and what it groups by');
      },
      true,
    );
  });
}

/** `check` gets nothing where the text is no item; it throws ItemError. */
function checkItem(
  checked: Checked,
  { draft }: CheckedQuery,
  text: string,
  place: readonly [string, number],
  check: (item: Item | undefined) => void,
  inOrderBy = false,
): void {
  try {
    const items = itemsOf(`{{${text}}}`, inOrderBy);
    if (items) check(items.length === 1 ? items[0] : undefined);
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    const near = error instanceof Unknown ? error.near : undefined;
    fail(
      checked,
      `${draft.label}: ${place[0]} ${text}: ${error.message}`,
      draft.spanOf(['query_params', ...place]),
      near,
    );
  }
}
