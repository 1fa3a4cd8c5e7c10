import { DatabaseError } from '../../adapters/types.js';
import { QuernError } from '../../base/diagnostics.js';
import {
  asCallable,
  bindArguments,
  PyDict,
  type Suspendable,
  TemplateError,
  textOf,
  truthy,
  typeNameOf,
  type Value,
} from '../../jinja/values/index.js';
import { entriesOf } from '../values/arguments.js';
import { ColumnValue } from '../values/column.js';
import { COLUMN_MEMBERS, stringType } from '../values/column-members.js';
import { asRelation, RelationValue } from '../values/relation.js';
import { snapshotTarget } from './errors.js';
import type { AdapterHost } from './host.js';
import type { MethodGroup } from './method.js';

function* columnsIn(host: AdapterHost, relation: RelationValue): Suspendable<ColumnValue[]> {
  const found = yield* host.columns(relation);
  return Array.isArray(found) ? found.filter((item) => item instanceof ColumnValue) : [];
}

const NO_ARGUMENTS = { positional: [], named: new Map() };

function size(column: ColumnValue): number {
  return COLUMN_MEMBERS.methods.get('string_size')!(column, NO_ARGUMENTS) as number;
}

/** Widens text columns of `to` where `from` has longer ones. */
function* expand(host: AdapterHost, from: RelationValue, to: RelationValue): Suspendable {
  const reference = new Map((yield* columnsIn(host, from)).map((column) => [column.state.name, column]));
  for (const target of yield* columnsIn(host, to)) {
    const other = reference.get(target.state.name);
    if (!other) continue;
    const can = COLUMN_MEMBERS.methods.get('can_expand_to')!(target, { positional: [other], named: new Map() });
    if (!truthy(can)) continue;
    yield* host.macro('alter_column_type', {
      relation: to,
      column_name: target.state.name,
      new_column_type: stringType(size(other)),
    });
  }
  return null;
}

const SNAPSHOT_COLUMNS = ['dbt_scd_id', 'dbt_valid_from', 'dbt_valid_to'];

/** Whether a snapshot made the relation: it has the columns that say when a row was valid. */
function* checkSnapshotTarget(
  host: AdapterHost,
  relation: RelationValue,
  names: Value,
  withDeleted: boolean,
): Suspendable {
  const renamed = new Map(entriesOf(names));
  const wanted = [...SNAPSHOT_COLUMNS, ...(withDeleted ? ['dbt_is_deleted'] : [])].map((name) =>
    textOf(renamed.get(name) ?? name),
  );
  const columns = new Set((yield* columnsIn(host, relation)).map((column) => column.state.name.toLowerCase()));
  const missing = wanted.filter((name) => !columns.has(name.toLowerCase()));
  if (missing.length > 0) throw new QuernError(snapshotTarget({ relation: relation.toText(), missing }));
  return null;
}

export const columnMethods: MethodGroup = {
  get_columns_in_relation: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const { relation } = bindArguments('get_columns_in_relation', args, ['relation']);
      try {
        return yield* host.columns(asRelation(relation, 'adapter.get_columns_in_relation()'));
      } catch (error) {
        // What is not there has no columns: templates ask before anything is built.
        if (DatabaseError.behind(error)?.details.missingRelation) return [];
        throw error;
      }
    },
  },
  get_columns_in_table: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const bound = bindArguments('get_columns_in_table', args, ['schema', 'identifier']);
      const path = {
        database: host.target.database,
        schema: textOf(bound.schema),
        identifier: textOf(bound.identifier),
      };
      return yield* columnsIn(host, RelationValue.create(host.relation, path));
    },
  },
  get_missing_columns: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const bound = bindArguments('get_missing_columns', args, ['from_relation', 'to_relation']);
      const from = yield* columnsIn(host, asRelation(bound.from_relation, 'adapter.get_missing_columns()'));
      const to = yield* columnsIn(host, asRelation(bound.to_relation, 'adapter.get_missing_columns()'));
      const names = new Set(to.map((column) => column.state.name));
      return from.filter((column) => !names.has(column.state.name));
    },
  },
  expand_target_column_types: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const bound = bindArguments('expand_target_column_types', args, ['from_relation', 'to_relation']);
      const from = asRelation(bound.from_relation, 'adapter.expand_target_column_types()');
      return yield* expand(host, from, asRelation(bound.to_relation, 'adapter.expand_target_column_types()'));
    },
  },
  valid_snapshot_target: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const bound = bindArguments('valid_snapshot_target', args, ['relation', 'column_names'], { column_names: null });
      return yield* checkSnapshotTarget(
        host,
        asRelation(bound.relation, 'adapter.valid_snapshot_target()'),
        bound.column_names,
        false,
      );
    },
  },
  assert_valid_snapshot_target_given_strategy: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const name = 'assert_valid_snapshot_target_given_strategy';
      const bound = bindArguments(name, args, ['relation', 'column_names', 'strategy']);
      const deletes = bound.strategy instanceof PyDict ? bound.strategy.get('hard_deletes') : undefined;
      return yield* checkSnapshotTarget(
        host,
        asRelation(bound.relation, `adapter.${name}()`),
        bound.column_names,
        deletes === 'new_record',
      );
    },
  },
  get_hard_deletes_behavior: {
    atParse: () => null,
    call: (_, args) => hardDeletes(bindArguments('get_hard_deletes_behavior', args, ['config']).config),
  },
};

function hardDeletes(config: Value): string {
  const read = (key: string): Value => {
    if (typeof config !== 'object' || config === null || Array.isArray(config)) return null;
    // A dict of a snapshot's config, or the `config` object itself.
    const get = config instanceof PyDict ? undefined : config.getAttribute('get');
    return get === undefined
      ? (config.getItem(key) ?? null)
      : asCallable(get).call({ positional: [key], named: new Map() });
  };
  const [invalidate, deletes] = [read('invalidate_hard_deletes'), read('hard_deletes')];
  if (invalidate !== null && deletes !== null) {
    throw new TemplateError(
      'ValidationError',
      'A snapshot can have invalidate_hard_deletes or hard_deletes, not both.',
    );
  }
  if (deletes === null) return invalidate !== null && truthy(invalidate) ? 'invalidate' : 'ignore';
  if (deletes === 'ignore' || deletes === 'invalidate' || deletes === 'new_record') return deletes;
  const shown = typeof deletes === 'string' ? `'${deletes}'` : typeNameOf(deletes);
  throw new TemplateError(
    'ValidationError',
    `Invalid setting for property hard_deletes: ${shown}. It is ignore, invalidate or new_record.`,
  );
}
