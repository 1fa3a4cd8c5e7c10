import type { Cell, ExecuteOptions, QueryResult } from '../../adapters/types.js';
import {
  bindArguments,
  iterate,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyTuple,
  type Suspendable,
  textOf,
  truthy,
  type Value,
} from '../../jinja/values/index.js';
import { ColumnValue } from '../values/column.js';
import { COLUMN_MEMBERS } from '../values/column-members.js';
import { ResponseValue } from '../values/response.js';
import { TableValue } from '../values/table.js';
import { tableOfResult } from '../values/table-cells.js';
import type { AdapterHost } from './host.js';
import type { MethodGroup } from './method.js';

/** Runs SQL on the node's connection, in a transaction if `autoBegin` asks for one. */
function* run(host: AdapterHost, sql: string, autoBegin: boolean, options: ExecuteOptions): Suspendable<QueryResult> {
  const work = host.session().then(async (session) => {
    if (autoBegin && !host.options.adapter.capabilities.autocommit && !session.inTransaction) await session.begin();
    return await session.execute(sql, options);
  });
  return (yield work) as QueryResult;
}

function tableOf(host: AdapterHost, result: QueryResult): TableValue {
  return tableOfResult(result.columns, result.rows, host.options.print);
}

/** Template values as parameters of a statement. */
function bindingsOf(value: Value): Cell[] | undefined {
  if (value === null) return undefined;
  return [...iterate(value)].map((item): Cell => {
    if (
      item === null ||
      typeof item === 'boolean' ||
      typeof item === 'number' ||
      typeof item === 'bigint' ||
      typeof item === 'string'
    )
      return item;
    if (item instanceof PyDecimal) return { decimal: textOf(item) };
    if (item instanceof PyDateTime) return { timestamp: textOf(item) };
    if (item instanceof PyDate) return { date: textOf(item) };
    return textOf(item);
  });
}

function* columnsOfQuery(host: AdapterHost, sql: string): Suspendable {
  const result = yield* run(host, sql, false, { fetch: true, limit: 0 });
  return result.columns.flatMap((column) => {
    const made = ColumnValue.create(host.column, column.name, column.dataType);
    const flatten = host.column.kinds.nested ? COLUMN_MEMBERS.methods.get('flatten') : undefined;
    return flatten ? (flatten(made, { positional: [], named: new Map() }) as ColumnValue[]) : [made];
  });
}

export const queryMethods: MethodGroup = {
  execute: {
    atParse: () => new PyTuple([new ResponseValue({ _message: '' }), TableValue.empty()]),
    *suspend(host, args): Suspendable {
      const bound = bindArguments('execute', args, ['sql', 'auto_begin', 'fetch', 'limit'], {
        auto_begin: false,
        fetch: false,
        limit: null,
      });
      const limit = typeof bound.limit === 'number' ? { limit: bound.limit } : {};
      const result = yield* run(host, textOf(bound.sql), truthy(bound.auto_begin), {
        fetch: truthy(bound.fetch),
        ...limit,
      });
      return new PyTuple([new ResponseValue(result.response), tableOf(host, result)]);
    },
  },
  add_query: {
    atParse: () => new PyTuple([null, null]),
    *suspend(host, args): Suspendable {
      const names = ['sql', 'auto_begin', 'bindings', 'abridge_sql_log'] as const;
      const bound = bindArguments('add_query', args, names, {
        auto_begin: true,
        bindings: null,
        abridge_sql_log: false,
      });
      const bindings = bindingsOf(bound.bindings);
      const result = yield* run(host, textOf(bound.sql), truthy(bound.auto_begin), bindings ? { bindings } : {});
      return new PyTuple([null, new ResponseValue(result.response)]);
    },
  },
  run_sql_for_tests: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const bound = bindArguments('run_sql_for_tests', args, ['sql', 'fetch', 'conn'], { fetch: 'None', conn: null });
      const fetch = textOf(bound.fetch);
      const result = yield* run(host, textOf(bound.sql), true, { fetch: fetch !== 'None' });
      const rows = tableOf(host, result).data.map((row) => new PyTuple(row));
      return fetch === 'one' ? (rows[0] ?? null) : fetch === 'all' ? rows : null;
    },
  },
  get_column_schema_from_query: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      return yield* columnsOfQuery(host, textOf(bindArguments('get_column_schema_from_query', args, ['sql']).sql));
    },
  },
  get_partitions_metadata: {
    atParse: () => TableValue.empty(),
    *suspend(host, args): Suspendable {
      return yield* host.macro('get_partitions_metadata', {
        table: bindArguments('get_partitions_metadata', args, ['table']).table,
      });
    },
  },
  commit: { atParse: () => '', suspend: (host) => host.finish() },
  run_at_commit: {
    atParse: () => '',
    call: (host, args) => {
      host.options.closing?.add(textOf(bindArguments('run_at_commit', args, ['sql']).sql));
      return '';
    },
  },
};
