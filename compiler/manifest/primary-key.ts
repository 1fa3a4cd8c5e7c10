import type { ModelNode, TestNode } from './types.js';

/**
 * The columns that identify a model's rows, as dbt infers them: of its primary key constraint; else those with a `unique` and a
 * `not_null` test; else those with an enabled `unique` test (or unique_combination_of_columns); else those with a disabled one.
 */
export function inferPrimaryKey(model: ModelNode, tests: readonly TestNode[]): readonly string[] {
  const constraint = model.constraints.find((c) => c.type === 'primary_key');
  if (constraint) return constraint.columns ?? [];
  for (const name in model.columns) {
    const { constraints } = model.columns[name]!;
    if (constraints.length > 0 && constraints.some((c) => c.type === 'primary_key')) return [name];
  }
  if (tests.length === 0) return NOTHING;
  const unique = new Set<string>();
  const disabledUnique = new Set<string>();
  const notNull = new Set<string>();
  for (const test of tests) {
    const { name, kwargs } = test.testMetadata!;
    for (const tested of columnsOf(kwargs)) {
      if (name === 'not_null') notNull.add(tested);
      else if (name === 'unique' || name === 'unique_combination_of_columns')
        (test.config.enabled ? unique : disabledUnique).add(tested);
    }
  }
  const both = [...notNull].filter((c) => unique.has(c) || disabledUnique.has(c));
  if (both.length > 0) return both;
  return unique.size > 0 ? [...unique] : [...disabledUnique];
}

const NOTHING: readonly string[] = [];

function columnsOf(kwargs: Readonly<Record<string, unknown>>): readonly string[] {
  const { column_name: one, combination_of_columns: many } = kwargs;
  if (typeof one === 'string') return [one];
  return Array.isArray(many) && many.every((c) => typeof c === 'string') ? many : [];
}
