import { type CallArguments, HostObject, type Value } from '../../jinja/values/index.js';
import type { RelationFacts, RelationMember } from '../relation-member.js';
import { dynamicTableChanges, dynamicTableSettings } from './dynamic-table.js';
import { read, readFlag } from './values.js';

function argument(args: CallArguments, position: number, name: string): Value {
  return args.positional[position] ?? args.named.get(name) ?? null;
}

function isIceberg(relation: RelationFacts): boolean {
  return relation.fields.table_format === 'iceberg';
}

/** What stands between `create or replace` and `table`. */
function createPrefix(relation: RelationFacts, config: Value, temporary: boolean): string {
  if (temporary) return 'temporary';
  if (isIceberg(relation)) return 'iceberg';
  return readFlag(config, 'transient', true) ? 'transient' : '';
}

/** Whether `create or replace` cannot replace the old relation by this one: it is of another kind or format. */
function needsToDrop(relation: RelationFacts, old: Value): boolean {
  if (old === null) return false;
  const type = read(old, 'type');
  if (type !== relation.type) return true;
  const format = (text: Value): string => (text === 'iceberg' ? 'iceberg' : 'default');
  return relation.type !== 'view' && format(read(old, 'table_format')) !== format(relation.fields.table_format ?? null);
}

/** What dbt's relations have on Snowflake beside the common members. */
export const relationMembers: Readonly<Record<string, RelationMember>> = {
  DynamicTable: { get: () => 'dynamic_table' },
  InteractiveTable: { get: () => 'interactive_table' },
  is_dynamic_table: { get: (r) => r.type === 'dynamic_table' },
  is_interactive_table: { get: (r) => r.type === 'interactive_table' },
  is_iceberg_format: { get: isIceberg },
  table_format: { get: (r) => r.fields.table_format ?? 'default' },
  can_be_renamed: { get: (r) => r.type !== null && r.renameable.includes(r.type) && !isIceberg(r) },
  can_be_replaced: { get: (r) => r.type !== null && r.replaceable.includes(r.type) },
  get_ddl_prefix_for_create: {
    call: (r, args) => createPrefix(r, argument(args, 0, 'config'), argument(args, 1, 'temporary') === true),
  },
  get_ddl_prefix_for_alter: {
    call: (r) => `${r.type === 'dynamic_table' ? 'dynamic ' : ''}${isIceberg(r) ? 'iceberg ' : ''}`,
  },
  needs_to_drop: { call: (r, args) => needsToDrop(r, argument(args, 0, 'old_relation')) },
  dynamic_table_config_changeset: {
    call: (_, args) => dynamicTableChanges(argument(args, 0, 'relation_results'), argument(args, 1, 'relation_config')),
  },
  from_config: {
    call: (_, args) =>
      new HostObject('SnowflakeDynamicTableConfig', {
        ...dynamicTableSettings(read(argument(args, 0, 'config'), 'config')),
      }),
  },
};
