import type { SeedTypes } from '../../adapters/traits.js';
import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import {
  bindArguments,
  PyDate,
  PyDateTime,
  PyDict,
  TemplateError,
  textOf,
  truthy,
  typeNameOf,
  type Value,
} from '../../jinja/values/index.js';
import { isPart } from '../values/relation-state.js';
import { TableValue } from '../values/table.js';
import { invalidStrategy, unknownStrategy } from './errors.js';
import type { AdapterHost } from './host.js';
import type { MethodGroup } from './method.js';

/** Strategies that dbt knows, whether an adapter has them or not. */
const KNOWN_STRATEGIES = ['append', 'delete+insert', 'merge', 'insert_overwrite', 'microbatch'];

function strategyMacro(host: AdapterHost, strategy: string): Value {
  const valid = host.options.adapter.traits.incrementalStrategies;
  if (KNOWN_STRATEGIES.includes(strategy) && !valid.includes(strategy))
    throw new QuernError(invalidStrategy({ strategy, valid }));
  const name = `get_incremental_${strategy.replaceAll('+', '_')}_sql`;
  const macro = host.options.callMacro(name);
  if (macro !== null) return macro;
  throw new QuernError(unknownStrategy({ strategy, macro: name, valid, near: closest(strategy, valid) }));
}

/** The type that a seed's column gets. */
export function columnType(types: SeedTypes, table: TableValue, column: number): string {
  switch (table.columnTypes[column]) {
    case 'Integer':
    case 'Number': {
      const { decimals, largest } = table.numberFacts(column);
      if (decimals > 0) return types.number;
      if (largest <= 2_147_483_647) return types.integer;
      return types.wider?.find(([, limit]) => largest < limit)?.[0] ?? types.integer;
    }
    case 'Boolean':
      return types.boolean;
    case 'Date':
      return types.date;
    case 'DateTime':
    case 'ISODateTime':
      return types.datetime;
    case 'TimeDelta':
      return types.time;
    default:
      return types.text;
  }
}

function grants(table: Value): Value {
  const out = new PyDict();
  if (!(table instanceof TableValue)) return out;
  const [grantee, privilege] = ['grantee', 'privilege_type'].map((name) =>
    table.columnNames.findIndex((c) => c.toLowerCase() === name),
  );
  for (const row of table.data) {
    const key = row[privilege!] ?? null;
    const list = out.get(key);
    if (Array.isArray(list)) list.push(row[grantee!] ?? null);
    else out.set(key, [row[grantee!] ?? null]);
  }
  return out;
}

function datesAsText(table: Value): Value {
  if (!(table instanceof TableValue)) return table;
  const text = (value: Value): Value =>
    value instanceof PyDateTime || value instanceof PyDate ? textOf(value) : value;
  const types = table.columnTypes.map((type) => (['Date', 'DateTime', 'ISODateTime'].includes(type) ? 'Text' : type));
  return table.derive(
    table.columnNames,
    types,
    table.data.map((row) => row.map(text)),
  );
}

export const namingMethods: MethodGroup = {
  quote: {
    call: (host, args) =>
      host.options.adapter.dialect.quote(textOf(bindArguments('quote', args, ['identifier']).identifier)),
  },
  quote_as_configured: {
    call: (host, args) => {
      const bound = bindArguments('quote_as_configured', args, ['identifier', 'quote_key']);
      const key = textOf(bound.quote_key);
      const identifier = textOf(bound.identifier);
      if (!isPart(key)) throw new TemplateError('KeyError', `'${key}' is none of database, schema, identifier`);
      return host.options.quoting[key] ? host.options.adapter.dialect.quote(identifier) : identifier;
    },
  },
  quote_seed_column: {
    call: (host, args) => {
      const bound = bindArguments('quote_seed_column', args, ['column', 'quote_config']);
      const config = bound.quote_config;
      if (config !== null && typeof config !== 'boolean') {
        throw new TemplateError(
          'CompilationError',
          `The seed configuration value of "quote_columns" has an invalid type '${typeNameOf(config)}'`,
        );
      }
      const column = textOf(bound.column);
      return config === false ? column : host.options.adapter.dialect.quote(column);
    },
  },
  convert_type: {
    call: (host, args) => {
      const bound = bindArguments('convert_type', args, ['agate_table', 'col_idx']);
      if (!(bound.agate_table instanceof TableValue))
        throw new TemplateError('TypeError', 'convert_type() needs a table');
      return columnType(host.options.adapter.traits.seedTypes, bound.agate_table, Number(bound.col_idx));
    },
  },
  convert_datetimes_to_strs: {
    call: (_, args) => datesAsText(bindArguments('convert_datetimes_to_strs', args, ['table']).table),
  },
  standardize_grants_dict: {
    call: (_, args) => grants(bindArguments('standardize_grants_dict', args, ['grants_table']).grants_table),
  },
  get_seed_file_path: {
    call: (_, args) => {
      const { model } = bindArguments('get_seed_file_path', args, ['model']);
      const read = (key: string): string => (model instanceof PyDict ? textOf(model.get(key) ?? '') : '');
      return `${read('root_path').replace(/\/$/, '')}/${read('original_file_path')}`;
    },
  },
  valid_incremental_strategies: { call: (host) => [...host.options.adapter.traits.incrementalStrategies] },
  get_incremental_strategy_macro: {
    atParse: () => null,
    call: (host, args) => {
      const bound = bindArguments('get_incremental_strategy_macro', args, ['model_context', 'strategy']);
      return strategyMacro(host, textOf(bound.strategy));
    },
  },
  verify_database: {
    call: (host, args) => {
      const database = textOf(bindArguments('verify_database', args, ['database']).database).replace(/^"+|"+$/g, '');
      const own = host.target.database;
      if (truthy(database) && database.toLowerCase() !== own.toLowerCase()) {
        throw new TemplateError(
          'NotImplementedError',
          `Cross-db references not allowed in ${host.options.adapter.name} (${database} vs ${own})`,
        );
      }
      return '';
    },
  },
  warn_once: {
    call: (host, args) => {
      host.warnOnce(textOf(bindArguments('warn_once', args, ['msg']).msg));
      return null;
    },
  },
  // Catalogs of open table formats are not built yet; a model without one has none.
  get_catalog_integration: { call: () => null },
  build_catalog_relation: { call: () => null },
};
