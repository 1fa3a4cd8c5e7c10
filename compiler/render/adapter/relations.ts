import type { RelationCache } from '../../adapters/relation-cache.js';
import { DatabaseError, type RelationRef, type RelationType } from '../../adapters/types.js';
import { QuernError } from '../../base/diagnostics.js';
import {
  bindArguments,
  type CallArguments,
  type Suspendable,
  TemplateError,
  textOf,
  type Value,
} from '../../jinja/values/index.js';
import { textOrNull } from '../values/arguments.js';
import { asRelation, RelationValue } from '../values/relation.js';
import { TableValue } from '../values/table.js';
import { dropWithoutType } from './errors.js';
import { type AdapterHost, settle } from './host.js';
import type { MethodGroup } from './method.js';

function one(name: string, args: CallArguments): RelationValue {
  return asRelation(bindArguments(name, args, ['relation']).relation, `adapter.${name}()`);
}

function relationOf(host: AdapterHost, ref: RelationRef): RelationValue {
  const { database, schema, identifier, type, fields = {} } = ref;
  return RelationValue.create(host.relation, { database, schema, identifier }, { type, fields });
}

/**
 * What `list_relations_without_caching` answers: rows of database, name, schema, type, and the adapter's own fields; and `refers_to`,
 * where dropping a relation drops those that read it: JSON of pairs of schema and name.
 */
function refsOfTable(table: Value, fields: readonly string[], cache: RelationCache): RelationRef[] {
  if (Array.isArray(table)) return table.filter((item) => item instanceof RelationValue).map((item) => item.ref);
  if (!(table instanceof TableValue)) return [];
  const lower = table.columnNames.map((name) => name.toLowerCase());
  const at = (name: string, position: number): number => (lower.includes(name) ? lower.indexOf(name) : position);
  const [database, name, schema, type] = [at('database', 0), at('name', 1), at('schema', 2), at('type', 3)];
  const refersTo = lower.indexOf('refers_to');
  return table.data.map((row) => {
    const ref: RelationRef = {
      database: textOrNull(row[database]),
      schema: textOrNull(row[schema!]),
      identifier: textOrNull(row[name!]),
      type: textOrNull(row[type!]) as RelationType | null,
      ...(fields.length === 0
        ? {}
        : {
            fields: Object.fromEntries(fields.map((field) => [field, textOrNull(row[lower.indexOf(field)] ?? null)])),
          }),
    };
    for (const [otherSchema, identifier] of pairsOf(textOrNull(row[refersTo])))
      cache.link({ database: ref.database, schema: otherSchema, identifier, type: null }, ref);
    return ref;
  });
}

function pairsOf(json: string | null): readonly (readonly [schema: string, name: string])[] {
  return json === null ? [] : (JSON.parse(json) as [string, string][]);
}

/** The relations of a schema, read once a run. Others that ask meanwhile wait for the same answer. */
function* listed(host: AdapterHost, database: string | null, schema: string): Suspendable<readonly RelationRef[]> {
  const known = host.options.listed?.(database, schema);
  if (known) return known;
  const relation = RelationValue.create(host.relation, { database, schema, identifier: null });
  const list = host.cache.list(database, schema, async () => {
    try {
      const table = await settle(host.macro('list_relations_without_caching', { schema_relation: relation }));
      return refsOfTable(table, host.relation.fields ?? [], host.cache);
    } catch (error) {
      // A schema that is not there has no relations.
      if (DatabaseError.behind(error)?.details.missingRelation) return [];
      throw error;
    }
  });
  return (yield list) as readonly RelationRef[];
}

function* find(host: AdapterHost, args: CallArguments): Suspendable {
  const bound = bindArguments('get_relation', args, ['database', 'schema', 'identifier']);
  const [database, schema, identifier] = [
    textOrNull(bound.database),
    textOrNull(bound.schema),
    textOrNull(bound.identifier),
  ];
  if (schema === null || identifier === null) return null;
  const name = identifier.toLowerCase();
  for (const ref of yield* listed(host, database, schema)) {
    if (ref.identifier?.toLowerCase() !== name) continue;
    const relation = relationOf(host, ref);
    checkCase(host, relation, { database, schema, identifier });
    return relation;
  }
  return null;
}

/** Names that differ in case may be two relations: dbt stops, and so does quern, but for names that are not quoted. */
function checkCase(
  host: AdapterHost,
  found: RelationValue,
  wanted: { database: string | null; schema: string; identifier: string },
): void {
  const { quotePolicy, path } = found.state;
  const differs = (['database', 'schema', 'identifier'] as const).some(
    (part) => quotePolicy[part] && wanted[part] !== null && path[part] !== wanted[part],
  );
  if (!differs) return;
  const searched = relationOf(host, { ...wanted, type: null }).toText();
  throw new TemplateError(
    'CompilationError',
    `When searching for a relation, an approximate match was found. Instead of guessing which relation to use, quern stops. ` +
      `Please delete ${found.toText()}, or rename it to be less ambiguous.\nSearched for: ${searched}\nFound: ${found.toText()}`,
  );
}

function nullRelation(what: string, host: AdapterHost): TemplateError {
  return new TemplateError(
    'CompilationError',
    `Attempted to ${what} a null relation for ${host.options.nodeId ?? 'this template'}`,
  );
}

function cached(value: Value | undefined, what: string, host: AdapterHost): RelationValue {
  if (value === null || value === undefined) throw nullRelation(what, host);
  return asRelation(value, `adapter.cache_*()`);
}

export const relationMethods: MethodGroup = {
  get_relation: { atParse: () => null, suspend: find },
  list_relations: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const bound = bindArguments('list_relations', args, ['database', 'schema']);
      const refs = yield* listed(host, textOrNull(bound.database), textOrNull(bound.schema) ?? '');
      return refs.map((ref) => relationOf(host, ref));
    },
  },
  already_exists: {
    atParse: () => false,
    *suspend(host, args): Suspendable {
      const bound = bindArguments('already_exists', args, ['schema', 'name']);
      const found = yield* find(host, {
        positional: [host.target.database, bound.schema, bound.name],
        named: new Map(),
      });
      return found !== null;
    },
  },
  check_schema_exists: {
    atParse: () => false,
    *suspend(host, args): Suspendable {
      const { database, schema } = bindArguments('check_schema_exists', args, ['database', 'schema']);
      const path = { database: textOrNull(database), schema: textOrNull(schema), identifier: 'INFORMATION_SCHEMA' };
      const relation = RelationValue.create(host.relation, path).with({
        quotePolicy: { ...host.relation.quotePolicy, schema: false, identifier: false },
        includePolicy: { database: database !== null, schema: false, identifier: true },
        informationSchemaView: null,
      });
      const table = yield* host.macro('check_schema_exists', { information_schema: relation, schema });
      return table instanceof TableValue && Number(textOf(table.data[0]?.[0] ?? 0)) > 0;
    },
  },
  create_schema: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const relation = one('create_schema', args).withPolicy('includePolicy', { identifier: false });
      yield* host.macro('create_schema', { relation });
      yield* host.commit();
      host.cache.addSchema(relation.state.path.database, relation.state.path.schema);
      return null;
    },
  },
  drop_schema: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const relation = one('drop_schema', args);
      yield* host.macro('drop_schema', { relation });
      yield* host.commit();
      host.cache.dropSchema(relation.state.path.database, relation.state.path.schema);
      return null;
    },
  },
  drop_relation: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const relation = one('drop_relation', args);
      if (relation.state.type === null) throw new QuernError(dropWithoutType({ relation: relation.toText() }));
      yield* host.macro('drop_relation', { relation });
      host.cache.drop(relation.ref);
      return null;
    },
  },
  truncate_relation: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      yield* host.macro('truncate_relation', { relation: one('truncate_relation', args) });
      return null;
    },
  },
  rename_relation: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const bound = bindArguments('rename_relation', args, ['from_relation', 'to_relation']);
      const from = asRelation(bound.from_relation, 'adapter.rename_relation()');
      const to = asRelation(bound.to_relation, 'adapter.rename_relation()');
      yield* host.macro('rename_relation', { from_relation: from, to_relation: to });
      host.cache.rename(from.ref, to.ref);
      return null;
    },
  },
  cache_added: {
    call: (host, args) => {
      host.cache.add(cached(args.positional[0] ?? args.named.get('relation'), 'cache', host).ref);
      return '';
    },
  },
  cache_dropped: {
    call: (host, args) => {
      host.cache.drop(cached(args.positional[0] ?? args.named.get('relation'), 'drop', host).ref);
      return '';
    },
  },
  cache_renamed: {
    call: (host, args) => {
      const bound = bindArguments('cache_renamed', args, ['from_relation', 'to_relation']);
      host.cache.rename(
        cached(bound.from_relation, 'rename', host).ref,
        cached(bound.to_relation, 'rename to', host).ref,
      );
      return '';
    },
  },
};
