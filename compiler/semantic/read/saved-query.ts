import type { NodeConfig } from '../../manifest/types.js';
import { isRecord } from '../../parse/config/merge.js';
import type { ParseEnvironment } from '../../parse/environment.js';
import type { PropertyEntry } from '../../parse/properties/entries.js';
import { laterOfNode } from '../../parse/properties/later.js';
import { EXPORT_TYPES, type Export, type SavedQueryBody } from '../shapes.js';
import { type Drafts, draftHead, ownerOf } from './draft.js';
import { Fields } from './fields.js';
import { checkKeys } from './keys.js';

/** An entry of `saved_queries:`. */
export function readSavedQuery(env: ParseEnvironment, entry: PropertyEntry, into: Drafts): void {
  const value = env.yaml.render(
    entry,
    entry.value,
    [],
    (path) => (path[0] === 'query_params' && path[1] === 'where') || laterOfNode(path),
  );
  const owner = ownerOf(env, entry, 'saved_query', entry.name);
  checkKeys(owner, 'savedQuery', value, []);
  const fields = new Fields(owner, value, []);
  const head = draftHead(env, entry, 'saved_query', entry.name, fields.record('config'));
  const config = withCache(head.config);
  const params = fields.child('query_params');
  if (!params && !owner.failed) fields.complain('query_params', "'query_params' is missing");
  const own = fields.textOrTexts('tags');
  const configured = config.tags;
  const tags = [...own, ...(typeof configured === 'string' ? [configured] : (configured ?? []))];
  const body: SavedQueryBody = {
    name: entry.name,
    query_params: {
      metrics: params?.texts('metrics') ?? [],
      group_by: params?.texts('group_by') ?? [],
      where: params?.filters('where') ?? null,
      order_by: params?.texts('order_by') ?? [],
      limit: params?.integer('limit') ?? null,
    },
    exports: fields.children('exports').map((f) => exportOf(env, entry, f, config)),
    description: fields.description(),
    label: fields.text('label'),
    tags: [...new Set(tags)].sort(),
  };
  if (owner.failed) env.failed.add(entry.name);
  else into.savedQueries.push({ ...head, config, refs: [], meta: config.meta, tags: body.tags, body });
}

function withCache(config: NodeConfig): NodeConfig {
  const { cache } = config;
  return isRecord(cache) && cache.enabled === undefined ? { ...config, cache: { enabled: false, ...cache } } : config;
}

/** An export: what it does not say of itself is as the saved query says, names are as the project's macros make them. */
function exportOf(env: ParseEnvironment, entry: PropertyEntry, fields: Fields, config: NodeConfig): Export {
  const name = fields.required('name');
  const written = fields.record('config');
  const values = new Fields(fields.owner, { ...config, ...written }, [...fields.path, 'config']);
  const [schema, alias, database] = [
    values.text('schema_name') ?? values.text('schema'),
    values.text('alias'),
    values.text('database'),
  ];
  const made = namesOf(env, entry, name, { alias, database });
  return {
    name,
    config: {
      export_as: values.choice('export_as', EXPORT_TYPES),
      schema_name: schema || made.schema,
      alias: alias || made.alias,
      database: made.database || database,
    },
    unrendered_config: written,
  };
}

/** dbt asks the macros without the schema that the export names: that one is taken as it is. */
function namesOf(
  env: ParseEnvironment,
  entry: PropertyEntry,
  name: string,
  config: { readonly alias: string | null; readonly database: string | null },
): Readonly<Record<'alias' | 'database' | 'schema', string | null>> {
  const { packageName } = entry;
  const named = { uniqueId: `saved_query.${packageName}.${entry.name}`, name, packageName, span: entry.nameSpan };
  const custom = { ...config, schema: null };
  return env.names.ofExport(named, custom, () => ({ name, config, unrendered_config: {} })) ?? custom;
}
