import {
  asCallable,
  iterate,
  PyDict,
  type Suspendable,
  TemplateError,
  textOf,
  type Value,
} from '../../jinja/values/index.js';
import type { TemplateHost, TemplateMethod } from '../template-methods.js';
import { bound, entries, list, member, perform, referenceOf, tablePath, text } from './method-arguments.js';
import { columnDocs, describedFields, mergedFields } from './nested-columns.js';
import type { TableResource } from './operations.js';
import { type FieldSchema, fieldOfType } from './schema.js';

function* patchFields(
  host: TemplateHost,
  relation: Value,
  change: (fields: readonly FieldSchema[]) => readonly FieldSchema[],
): Suspendable {
  const path = tablePath(relation);
  const found: TableResource | null = yield* perform(host, 'getTable', path);
  const fields = found?.schema?.fields ?? [];
  const changed = change(fields);
  if (changed !== fields) yield* perform(host, 'patchTable', { ...path, body: { schema: { fields: changed } } });
  return null;
}

function fieldsOf(columns: Value): FieldSchema[] {
  return list(columns).map((column) => fieldOfType(text(member(column, 'name'))!, text(member(column, 'data_type'))!));
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  csv: 'CSV',
  json: 'NEWLINE_DELIMITED_JSON',
  jsonl: 'NEWLINE_DELIMITED_JSON',
  ndjson: 'NEWLINE_DELIMITED_JSON',
  parquet: 'PARQUET',
  avro: 'AVRO',
  orc: 'ORC',
};

/** Options of `upload_file`, by the names that Python's client has for them. */
const LOAD_OPTIONS: Readonly<Record<string, string>> = {
  source_format: 'sourceFormat',
  write_disposition: 'writeDisposition',
  skip_leading_rows: 'skipLeadingRows',
  field_delimiter: 'fieldDelimiter',
  null_marker: 'nullMarker',
  allow_quoted_newlines: 'allowQuotedNewlines',
  max_bad_records: 'maxBadRecords',
  create_disposition: 'createDisposition',
};

function csvCell(value: Value): string {
  const cell = value === null ? '' : textOf(value);
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function csvOf(table: Value): string {
  const rows = [...iterate(member(table, 'rows'))].map((row) => [...iterate(row)].map(csvCell).join(','));
  return [[...iterate(member(table, 'column_names'))].map(csvCell).join(','), ...rows].join('\n');
}

/** What changes tables without SQL: descriptions and policy tags of nested columns, copies, loads, access lists. */
export const changeMethods: Readonly<Record<string, TemplateMethod>> = {
  update_columns: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { relation, columns } = bound('update_columns', args, ['relation', 'columns']);
      if (entries(columns).length === 0) return null;
      return yield* patchFields(host, relation, (fields) => describedFields(fields, columnDocs(columns)));
    },
  },
  update_table_description: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { database, schema, identifier, description } = bound('update_table_description', args, [
        'database',
        'schema',
        'identifier',
        'description',
      ]);
      const path = { project: text(database)!, dataset: text(schema)!, table: text(identifier)! };
      yield* perform(host, 'patchTable', { ...path, body: { description: text(description) ?? '' } });
      return null;
    },
  },
  alter_table_add_columns: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { relation, columns } = bound('alter_table_add_columns', args, ['relation', 'columns']);
      const added = fieldsOf(columns);
      return yield* patchFields(host, relation, (fields) =>
        added.length === 0 ? fields : mergedFields(fields, added),
      );
    },
  },
  alter_table_add_remove_columns: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { relation, add_columns, remove_columns } = bound('alter_table_add_remove_columns', args, [
        'relation',
        'add_columns',
        'remove_columns',
      ]);
      const dropped = list(remove_columns).map((column) => `drop column ${text(member(column, 'quoted'))}`);
      if (dropped.length > 0) {
        const name = textOf(asCallable(member(relation, 'render')).call({ positional: [], named: new Map() }));
        yield host.session().then((session) => session.execute(`alter table ${name} ${dropped.join(', ')}`));
      }
      const added = fieldsOf(add_columns);
      return yield* patchFields(host, relation, (fields) =>
        added.length === 0 ? fields : mergedFields(fields, added),
      );
    },
  },
  sync_struct_columns: {
    atParse: () => new PyDict(),
    *suspend(host, args): Suspendable {
      const names = ['on_schema_change', 'source_relation', 'target_relation', 'schema_changes_dict'] as const;
      const { on_schema_change, source_relation, target_relation, schema_changes_dict } = bound(
        'sync_struct_columns',
        args,
        names,
      );
      if (!['append_new_columns', 'sync_all_columns'].includes(text(on_schema_change) ?? ''))
        return schema_changes_dict;
      const source: TableResource | null = yield* perform(host, 'getTable', tablePath(source_relation));
      const structs = (source?.schema?.fields ?? []).filter((field) => field.fields);
      yield* patchFields(host, target_relation, (fields) => {
        const own = structs.filter((s) => fields.some((f) => f.name.toLowerCase() === s.name.toLowerCase()));
        const merged = mergedFields(fields, own);
        return JSON.stringify(merged) === JSON.stringify(fields) ? fields : merged;
      });
      return schema_changes_dict;
    },
  },
  copy_table: {
    atParse: () => '',
    *suspend(host, args): Suspendable {
      const { source, destination, materialization } = bound('copy_table', args, [
        'source',
        'destination',
        'materialization',
      ]);
      const mode = text(materialization);
      if (mode !== 'table' && mode !== 'incremental')
        throw new TemplateError(
          'CompilationError',
          `Copy table materialization must be 'copy' or 'table', but config.get('copy_materialization') was '${mode}'`,
        );
      yield* perform(host, 'copy', {
        sources: list(source).map((relation) => referenceOf(tablePath(relation))),
        destination: referenceOf(tablePath(destination)),
        writeDisposition: mode === 'table' ? 'WRITE_TRUNCATE' : 'WRITE_APPEND',
      });
      return `COPY TABLE with materialization: ${mode}`;
    },
  },
  load_dataframe: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const names = [
        'database',
        'schema',
        'table_name',
        'agate_table',
        'column_override',
        'field_delimiter',
        'path',
      ] as const;
      const given = bound('load_dataframe', args, names, { path: null });
      const types = new Map(entries(given.column_override));
      const columns = [...iterate(member(given.agate_table, 'column_names'))].map(textOf);
      const path = text(given.path);
      const isEmpty = [...iterate(member(given.agate_table, 'rows'))].length === 0;
      yield* perform(host, 'load', {
        destination: referenceOf({
          project: text(given.database)!,
          dataset: text(given.schema)!,
          table: text(given.table_name)!,
        }),
        ...(path === null || isEmpty ? { content: csvOf(given.agate_table) } : { path }),
        fields: columns.map((name) => fieldOfType(name, text(types.get(name)) ?? 'STRING')),
        options: {
          sourceFormat: 'CSV',
          writeDisposition: 'WRITE_TRUNCATE',
          skipLeadingRows: 1,
          fieldDelimiter: path === null || isEmpty ? ',' : (text(given.field_delimiter) ?? ','),
          allowQuotedNewlines: true,
        },
      });
      return null;
    },
  },
  upload_file: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const names = ['local_file_path', 'database', 'table_schema', 'table_name'] as const;
      const [path, project, dataset, table] = names.map((name, i) => text(args.positional[i] ?? args.named.get(name)));
      const options: Record<string, unknown> = {
        sourceFormat: EXTENSIONS[path!.split('.').at(-1)!.toLowerCase()] ?? 'CSV',
      };
      for (const [name, value] of args.named) {
        if (names.some((own) => own === name)) continue;
        const key = LOAD_OPTIONS[name];
        if (key === undefined)
          throw new TemplateError('TypeError', `upload_file() got an unexpected keyword argument '${name}'`);
        options[key] = typeof value === 'number' || typeof value === 'boolean' ? value : text(value);
      }
      yield* perform(host, 'load', {
        destination: referenceOf({ project: project!, dataset: dataset!, table: table! }),
        path: path!,
        options,
      });
      return null;
    },
  },
  grant_access_to: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { entity, entity_type, role, grant_target_dict } = bound('grant_access_to', args, [
        'entity',
        'entity_type',
        'role',
        'grant_target_dict',
      ]);
      const target = {
        project: text(member(grant_target_dict, 'project'))!,
        dataset: text(member(grant_target_dict, 'dataset'))!,
      };
      const kind = text(entity_type) ?? 'view';
      const granted = kind === 'view' ? referenceOf(tablePath(entity)) : text(entity);
      const entry = { ...(role === null ? {} : { role: text(role) }), [kind]: granted };
      yield* perform(host, 'grantAccess', { ...target, kind, entry });
      return null;
    },
  },
};
