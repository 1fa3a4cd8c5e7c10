import {
  bindArguments,
  type CallArguments,
  PyDict,
  PySet,
  TemplateError,
  truthy,
  type Value,
} from '../../jinja/values/index.js';
import { argument, entriesOf, textOrNull } from './arguments.js';
import { type Members, members, RecordValue } from './fields.js';
import type { RelationValue } from './relation.js';
import { createRelation, fieldsOf, RELATION_CONSTANTS } from './relation-create.js';
import {
  isPart,
  PATH_PARTS,
  type PathPart,
  renderEventTimeFiltered,
  renderLimited,
  renderNames,
} from './relation-state.js';

function policy(value: { readonly database: boolean; readonly schema: boolean; readonly identifier: boolean }): Value {
  return new RecordValue('Policy', { database: value.database, schema: value.schema, identifier: value.identifier });
}

function flags(name: string, args: CallArguments): Partial<Record<PathPart, boolean>> {
  const bound = bindArguments(name, args, PATH_PARTS, { database: null, schema: null, identifier: null });
  const out: Partial<Record<PathPart, boolean>> = {};
  for (const part of PATH_PARTS) if (bound[part] !== null) out[part] = truthy(bound[part]);
  return out;
}

function pathChange(name: string, pairs: Iterable<readonly [string, Value]>): Partial<Record<PathPart, string | null>> {
  const out: Partial<Record<PathPart, string | null>> = {};
  for (const [key, value] of pairs) {
    if (!isPart(key)) throw new TemplateError('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
    out[key] = textOrNull(value);
  }
  return out;
}

/**
 * Whether the relation has the names that are given. A name that differs in case only is an error, as in dbt, unless names
 * are unquoted and this run made the relation.
 */
function matches(self: RelationValue, args: CallArguments): boolean {
  const bound = bindArguments('matches', args, PATH_PARTS, { database: null, schema: null, identifier: null });
  const wanted = PATH_PARTS.filter((part) => bound[part] !== null);
  if (wanted.length === 0)
    throw new TemplateError('RuntimeError', 'Tried to match relation, but no search path was passed!');
  let exact = true;
  let approximate = true;
  for (const part of wanted) {
    const name = textOrNull(bound[part])!;
    const own = self.state.path[part];
    const folded = self.state.created && !self.state.quotePolicy[part];
    if (folded ? own?.toLowerCase() !== name.toLowerCase() : own !== name) exact = false;
    if ((own ?? '').toLowerCase() !== name.toLowerCase()) approximate = false;
  }
  if (approximate && !exact) {
    const target = self.withPath(
      pathChange(
        'matches',
        wanted.map((part) => [part, bound[part]] as const),
      ),
    );
    throw new TemplateError(
      'CompilationError',
      `When searching for a relation, an approximate match was found. Instead of guessing which relation to use, quern stops. ` +
        `Please delete ${self.toText()}, or rename it to be less ambiguous.\nSearched for: ${target.toText()}\nFound: ${self.toText()}`,
    );
  }
  return exact;
}

function incorporate(self: RelationValue, args: CallArguments): Value {
  let out = self;
  for (const [key, value] of args.named) {
    // What is no part of a path is passed over, as in dbt.
    if (key === 'path')
      out = out.withPath(
        pathChange(
          'Path',
          entriesOf(value).filter(([part]) => isPart(part)),
        ),
      );
    else if (key === 'type') out = out.with({ type: textOrNull(value) });
    else if (key === 'quote_policy') out = out.withPolicy('quotePolicy', onlyFlags(value));
    else if (key === 'include_policy') out = out.withPolicy('includePolicy', onlyFlags(value));
    else if (key === 'limit') out = out.with({ limit: value === null ? null : Number(value) });
    else if (key === 'external') out = out.with({ external: textOrNull(value) });
  }
  const fields = fieldsOf(self.state.traits, args.named, self.state.fields);
  return fields === self.state.fields ? out : out.with({ fields });
}

function onlyFlags(value: Value): Partial<Record<PathPart, boolean>> {
  const out: Partial<Record<PathPart, boolean>> = {};
  for (const [key, item] of entriesOf(value)) if (isPart(key) && item !== null) out[key] = truthy(item);
  return out;
}

/** The database's information schema, as a relation; `view` is a view in it. */
function informationSchema(self: RelationValue, view: string | null): RelationValue {
  const { database, schema } = self.state.path;
  return self.with({
    path: { database, schema, identifier: 'INFORMATION_SCHEMA' },
    type: null,
    quotePolicy: { ...self.state.quotePolicy, schema: false, identifier: false },
    includePolicy: { database: database !== null, schema: false, identifier: true },
    informationSchemaView: view,
  });
}

function scdArguments(args: CallArguments): Value[] {
  const key = argument(args, 0, 'primary_key') ?? null;
  const updated = argument(args, 1, 'updated_at') ?? null;
  return [...(Array.isArray(key) ? key : [key]), updated];
}

export const RELATION_MEMBERS: Members<RelationValue> = members<RelationValue>(
  {
    database: (r) => r.state.path.database,
    schema: (r) => r.state.path.schema,
    identifier: (r) => r.state.path.identifier,
    name: (r) => r.state.path.identifier,
    table: (r) => r.state.path.identifier,
    type: (r) => r.state.type,
    path: (r) => new RecordValue('Path', { ...r.state.path }),
    quote_policy: (r) => policy(r.state.quotePolicy),
    include_policy: (r) => policy(r.state.includePolicy),
    quote_character: (r) => r.state.traits.quoteCharacter,
    dbt_created: (r) => r.state.created,
    limit: (r) => r.state.limit,
    event_time_filter: (r) => {
      const filter = r.state.eventTime;
      return (
        filter && new RecordValue('EventTimeFilter', { field_name: filter.field, start: filter.start, end: filter.end })
      );
    },
    require_alias: (r) => r.state.requireAlias,
    catalog: (r) => r.state.catalog,
    external: (r) => r.state.external,
    renameable_relations: (r) => new PySet(r.state.traits.renameable),
    replaceable_relations: (r) => new PySet(r.state.traits.replaceable),
    information_schema_view: (r) => r.state.informationSchemaView ?? null,
    is_table: (r) => r.state.type === 'table',
    is_view: (r) => r.state.type === 'view',
    is_cte: (r) => r.state.type === 'cte',
    is_materialized_view: (r) => r.state.type === 'materialized_view',
    is_dynamic_table: (r) => r.state.type === 'dynamic_table',
    is_pointer: (r) => r.state.type === 'pointer_table',
    is_function: (r) => r.state.type === 'function',
    can_be_renamed: (r) => r.state.type !== null && r.state.traits.renameable.includes(r.state.type),
    can_be_replaced: (r) => r.state.type !== null && r.state.traits.replaceable.includes(r.state.type),
    ...Object.fromEntries(RELATION_CONSTANTS.map(([name, type]) => [name, () => type])),
  },
  {
    render: (r) => renderNames(r.state),
    render_limited: (r) => renderLimited(r.state),
    render_event_time_filtered: (r, args) => {
      const rendered = textOrNull(argument(args, 0, 'rendered'));
      return rendered === null ? renderEventTimeFiltered(r.state) : renderEventTimeFiltered(r.state, rendered);
    },
    include: (r, args) => r.withPolicy('includePolicy', flags('include', args)),
    quote: (r, args) => r.withPolicy('quotePolicy', flags('quote', args)),
    quoted: (r, args) =>
      `${r.state.traits.quoteCharacter}${textOrNull(argument(args, 0, 'identifier'))}${r.state.traits.quoteCharacter}`,
    matches,
    replace_path: (r, args) => r.withPath(pathChange('Path.__init__', args.named)),
    incorporate,
    information_schema: (r, args) => informationSchema(r, textOrNull(argument(args, 0, 'view_name'))),
    information_schema_only: (r) => informationSchema(r, null),
    relation_max_name_length: (r) => r.state.traits.maxNameLength ?? null,
    without_identifier: (r) => r.withPolicy('includePolicy', { identifier: false }),
    get: (r, args) => {
      const key = argument(args, 0, 'key');
      const fallback = argument(args, 1, 'default') ?? null;
      if (key === 'metadata') return r.metadata();
      return (typeof key === 'string' ? RELATION_MEMBERS.properties.get(key)?.(r) : undefined) ?? fallback;
    },
    to_dict: (r) =>
      PyDict.from({
        path: PyDict.from({ ...r.state.path }),
        type: r.state.type,
        quote_character: r.state.traits.quoteCharacter,
        include_policy: PyDict.from({ ...r.state.includePolicy }),
        quote_policy: PyDict.from({ ...r.state.quotePolicy }),
        dbt_created: r.state.created,
        limit: r.state.limit,
        require_alias: r.state.requireAlias,
        catalog: r.state.catalog,
        external: r.state.external,
      }),
    create: (r, args) => r.with(createRelation(r.state.traits, args)),
    scd_args: (_, args) => scdArguments(args),
    add_ephemeral_prefix: (_, args) => `__dbt__cte__${textOrNull(argument(args, 0, 'name'))}`,
  },
);
