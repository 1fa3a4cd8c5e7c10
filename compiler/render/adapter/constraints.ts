import type { ConstraintType } from '../../adapters/traits.js';
import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { bindArguments, PyDict, reprOf, TemplateError, textOf, truthy, type Value } from '../../jinja/values/index.js';
import { textOrNull } from '../values/arguments.js';
import { badConstraint } from './errors.js';
import type { AdapterHost } from './host.js';
import type { MethodGroup } from './method.js';

const TYPES: readonly ConstraintType[] = ['check', 'not_null', 'unique', 'primary_key', 'foreign_key', 'custom'];

interface ParsedConstraint {
  readonly type: ConstraintType;
  readonly name: string | null;
  readonly expression: string | null;
  readonly to: string | null;
  readonly toColumns: readonly string[];
  readonly columns: readonly string[];
  readonly warnUnenforced: boolean;
  readonly warnUnsupported: boolean;
}

function parse(raw: Value): ParsedConstraint {
  const type = raw instanceof PyDict ? textOrNull(raw.get('type')) : null;
  const known = TYPES.find((t) => t === type);
  if (!(raw instanceof PyDict) || !known) {
    throw new QuernError(
      badConstraint({ constraint: reprOf(raw), ...(type === null ? {} : { near: closest(type, TYPES) }) }),
    );
  }
  const list = (key: string): string[] => {
    const value = raw.get(key);
    return Array.isArray(value) ? value.map(textOf) : [];
  };
  // An empty expression is as good as none.
  const text = (key: string): string | null => textOrNull(raw.get(key)) || null;
  return {
    type: known,
    name: text('name'),
    expression: text('expression'),
    to: text('to'),
    toColumns: list('to_columns'),
    columns: list('columns'),
    warnUnenforced: truthy(raw.get('warn_unenforced') ?? true),
    warnUnsupported: truthy(raw.get('warn_unsupported') ?? true),
  };
}

/** Nothing for what the warehouse does not know; a warning where the project wants one. */
function supported(host: AdapterHost, constraint: ParsedConstraint): boolean {
  const support = host.options.adapter.traits.constraints[constraint.type];
  const name = host.options.adapter.name;
  if (support === 'unsupported' && constraint.warnUnsupported) {
    host.warnOnce(
      `Constraints of type ${constraint.type} are not supported by ${name} and are left out. 'warn_unsupported: false' on the constraint silences this.`,
    );
  }
  if (support === 'not_enforced' && constraint.warnUnenforced) {
    host.warnOnce(
      `Constraints of type ${constraint.type} are written down but not enforced by ${name}. 'warn_unenforced: false' on the constraint silences this.`,
    );
  }
  return support !== 'unsupported';
}

/** `references t (a, b)`, or the expression where the target is not given. */
function references(host: AdapterHost, constraint: ParsedConstraint): string | null {
  if (constraint.to !== null && constraint.toColumns.length > 0) {
    const to = host.options.adapter.traits.foreignKeyDatabase
      ? constraint.to
      : withoutDatabase(constraint.to, host.relation.quoteCharacter);
    return `references ${to} (${constraint.toColumns.join(', ')})`;
  }
  return constraint.expression === null ? null : `references ${constraint.expression}`;
}

/** The last two names of three. */
function withoutDatabase(name: string, quote: string): string {
  const q = quote.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const parts = name.match(new RegExp(`${q}[^${q}]*${q}|[^.]+`, 'g')) ?? [];
  return parts.length === 3 ? parts.slice(1).join('.') : name;
}

/** Says of a key that it is not enforced, where the warehouse wants to hear so. */
function keyText(host: AdapterHost, { type }: ParsedConstraint, text: string | null): string | null {
  const suffix = host.options.adapter.traits.unenforcedKey;
  const isKey = type === 'primary_key' || type === 'foreign_key';
  return text !== null && isKey && suffix !== undefined ? `${text} ${suffix}` : text;
}

function columnText(host: AdapterHost, constraint: ParsedConstraint): string | null {
  const { type, expression } = constraint;
  const after = expression === null ? '' : ` ${expression}`;
  switch (type) {
    case 'check':
      return expression === null ? null : `check (${expression})`;
    case 'not_null':
      return `not null${after}`;
    case 'unique':
      return `unique${after}`;
    case 'primary_key':
      return `primary key${after}`;
    case 'foreign_key':
      return references(host, constraint);
    default:
      return expression;
  }
}

function modelText(host: AdapterHost, constraint: ParsedConstraint): string | null {
  const { type, expression, columns } = constraint;
  const prefix = constraint.name === null ? '' : `constraint ${constraint.name} `;
  const after = expression === null ? '' : ` ${expression}`;
  const list = `(${columns.join(', ')})`;
  switch (type) {
    case 'check':
      return expression === null ? null : `${prefix}check (${expression})`;
    case 'unique':
      return `${prefix}unique${after} ${list}`;
    case 'primary_key':
      return `${prefix}primary key${after} ${list}`;
    case 'foreign_key': {
      const target = references(host, constraint);
      return target && `${prefix}foreign key ${list} ${target}`;
    }
    case 'custom':
      return expression === null ? null : `${prefix}${expression}`;
    default:
      return null;
  }
}

function rawColumns(host: AdapterHost, columns: Value): string[] {
  if (!(columns instanceof PyDict))
    throw new TemplateError('TypeError', 'render_raw_columns_constraints() needs the columns of a model');
  return [...columns.values()].map((column) => {
    if (!(column instanceof PyDict))
      throw new TemplateError('TypeError', 'A column is a mapping with name and data_type');
    const name = textOf(column.get('name') ?? '');
    const type = column.get('data_type');
    if (type === undefined) throw new TemplateError('KeyError', `'data_type'`);
    const shown = truthy(column.get('quote') ?? false) ? host.options.adapter.dialect.quote(name) : name;
    const raw = column.get('constraints');
    const texts = (Array.isArray(raw) ? raw : [])
      .map(parse)
      .filter((c) => supported(host, c))
      .map((c) => keyText(host, c, columnText(host, c)));
    return [shown, textOf(type), ...texts.filter((text) => text !== null)].join(' ');
  });
}

export const constraintMethods: MethodGroup = {
  render_raw_columns_constraints: {
    call: (host, args) =>
      rawColumns(host, bindArguments('render_raw_columns_constraints', args, ['raw_columns']).raw_columns),
  },
  render_raw_model_constraints: {
    call: (host, args) => {
      const raw = bindArguments('render_raw_model_constraints', args, ['raw_constraints']).raw_constraints;
      const all = (Array.isArray(raw) ? raw : []).map(parse).filter((c) => supported(host, c));
      return all.map((c) => keyText(host, c, modelText(host, c))).filter((text) => text !== null);
    },
  },
};
