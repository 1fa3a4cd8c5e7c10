import { PyDict, truthy } from '../../jinja/values/index.js';
import type { TemplateMethod } from '../template-methods.js';
import { changeMethods } from './change-methods.js';
import { materializedViewMethods } from './materialized-view.js';
import { metadataMethods } from './metadata-methods.js';
import { bound } from './method-arguments.js';
import { nestColumns } from './nested-columns.js';
import { parsePartitionBy, partitionValue } from './partition-config.js';
import { commonOptions, materializedViewOptions, optionsValue, tableOptions, viewOptions } from './table-options.js';

const configMethods: Readonly<Record<string, TemplateMethod>> = {
  parse_partition_by: {
    call: (_, args) =>
      partitionValue(parsePartitionBy(bound('parse_partition_by', args, ['raw_partition_by']).raw_partition_by)),
  },
  nest_column_data_types: {
    atParse: () => new PyDict(),
    call: (_, args) => {
      const { columns, constraints } = bound('nest_column_data_types', args, ['columns', 'constraints'], {
        constraints: null,
      });
      return nestColumns(columns, constraints);
    },
  },
  get_common_options: {
    atParse: () => new PyDict(),
    call: (_, args) => {
      const { config, node, temporary } = bound('get_common_options', args, ['config', 'node', 'temporary'], {
        temporary: false,
      });
      return optionsValue(commonOptions(config, node, truthy(temporary)));
    },
  },
  get_table_options: {
    atParse: () => new PyDict(),
    call: (_, args) => {
      const { config, node, temporary } = bound('get_table_options', args, ['config', 'node', 'temporary']);
      return optionsValue(tableOptions(config, node, truthy(temporary)));
    },
  },
  get_view_options: {
    atParse: () => new PyDict(),
    call: (_, args) => {
      const { config, node } = bound('get_view_options', args, ['config', 'node']);
      return optionsValue(viewOptions(config, node));
    },
  },
  get_materialized_view_options: {
    atParse: () => new PyDict(),
    call: (_, args) => {
      const { config, node } = bound('get_materialized_view_options', args, ['config', 'node']);
      return optionsValue(materializedViewOptions(config, node));
    },
  },
};

/** What dbt-bigquery's adapter object has beyond dbt's. */
export const templateMethods: Readonly<Record<string, TemplateMethod>> = {
  ...configMethods,
  ...metadataMethods,
  ...changeMethods,
  ...materializedViewMethods,
};
