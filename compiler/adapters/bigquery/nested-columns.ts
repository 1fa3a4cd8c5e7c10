import { PyDict, textOf, type Value } from '../../jinja/values/index.js';
import { entries, member, text } from './method-arguments.js';
import type { FieldSchema } from './schema.js';

interface Branch {
  /** The type that YAML says for the column itself: `array` or `struct<…>` where it has fields. */
  type: string | null;
  constraints: string | null;
  readonly fields: Map<string, Branch>;
  quote: boolean;
  /** What YAML says of the column, if it is a column of the table. */
  column: Value;
}

/**
 * Columns with dotted names as columns of structs: `a.b` and `a.c` are one column `a` of type `struct<b …, c …>`, or an array of
 * that where `a` itself is declared as an array.
 */
export function nestColumns(columns: Value, constraints: Value): Value {
  const roots = new Map<string, Branch>();
  for (const [, column] of entries(columns)) {
    const name = text(member(column, 'name')) ?? '';
    const parts = name.split('.');
    let level = roots;
    let branch: Branch | undefined;
    for (const part of parts) {
      branch = level.get(part) ?? { type: null, constraints: null, fields: new Map(), quote: false, column: null };
      level.set(part, branch);
      level = branch.fields;
    }
    branch!.type = text(member(column, 'data_type'));
    if (parts.length === 1) branch!.column = column;
    branch!.quote = parts.length === 1 && member(column, 'quote') === true;
    branch!.constraints = constraints instanceof PyDict ? text(constraints.get(name)) : null;
  }
  const out = new PyDict();
  for (const [name, branch] of roots) {
    const own = { name, data_type: typeText(branch), constraints: member(branch.column, 'constraints') };
    out.set(name, PyDict.from({ ...own, ...(branch.quote ? { quote: true } : {}) }));
  }
  return out;
}

function typeText({ type, constraints, fields }: Branch): string | null {
  const suffix = constraints === null ? '' : ` ${constraints}`;
  if (fields.size === 0) return type === null ? null : `${type}${suffix}`;
  const inner = [...fields].map(([name, field]) => `${name} ${typeText(field)}`).join(', ');
  const isArray = type !== null && /^array\b/i.test(type);
  return `${isArray ? `array<struct<${inner}>>` : `struct<${inner}>`}${suffix}`;
}

interface ColumnDocs {
  readonly description: string | null;
  readonly policyTags: readonly string[] | null;
}

/** What YAML says of columns, by dotted name in lower case. */
export function columnDocs(columns: Value): ReadonlyMap<string, ColumnDocs> {
  const docs = new Map<string, ColumnDocs>();
  for (const [key, column] of entries(columns)) {
    const tags = member(column, 'policy_tags');
    docs.set((text(member(column, 'name')) ?? key).toLowerCase(), {
      description: text(member(column, 'description')),
      policyTags: Array.isArray(tags) ? tags.map(textOf) : null,
    });
  }
  return docs;
}

/** The schema with the descriptions and policy tags of YAML; the same value where they are there already. */
export function describedFields(
  fields: readonly FieldSchema[],
  docs: ReadonlyMap<string, ColumnDocs>,
  prefix = '',
): readonly FieldSchema[] {
  let changed = false;
  const described = fields.map((field) => {
    const path = `${prefix}${field.name}`.toLowerCase();
    const own = docs.get(path);
    const inner = field.fields && describedFields(field.fields, docs, `${path}.`);
    const next: FieldSchema = {
      ...field,
      ...(inner ? { fields: inner } : {}),
      ...(own?.description == null ? {} : { description: own.description }),
      ...(own?.policyTags ? { policyTags: { names: own.policyTags } } : {}),
    };
    const same =
      inner === field.fields &&
      (next.description ?? '') === (field.description ?? '') &&
      (next.policyTags?.names ?? []).join() === (field.policyTags?.names ?? []).join();
    if (!same) changed = true;
    return same ? field : next;
  });
  return changed ? described : fields;
}

/** Fields of `to` with those of `from` that it lacks, at every level of structs. */
export function mergedFields(to: readonly FieldSchema[], from: readonly FieldSchema[]): readonly FieldSchema[] {
  const merged = to.map((field) => {
    const other = from.find((f) => f.name.toLowerCase() === field.name.toLowerCase());
    return field.fields && other?.fields ? { ...field, fields: mergedFields(field.fields, other.fields) } : field;
  });
  const names = new Set(to.map((field) => field.name.toLowerCase()));
  const added = from.filter((field) => !names.has(field.name.toLowerCase()));
  // What is added to a table that has rows can't be required.
  return [
    ...merged,
    ...added.map((field) => ({ ...field, ...(field.mode === 'REQUIRED' ? { mode: 'NULLABLE' } : {}) })),
  ];
}
