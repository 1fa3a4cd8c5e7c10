import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../compiler/jinja/index.js';
import { filesOf, macrosOf } from './library.js';

const packages = ['core', 'duckdb', 'postgres', 'snowflake'];
const all = packages.flatMap(macrosOf);
const names = new Set(all.map((entry) => entry.name));

/** Members of the context that macros call. */
const members = new Set(
  (
    'caller render log print return load_result store_result store_raw_result load_agate_table write submit_python_job ' +
    'try_or_compiler_error local_md5 tojson fromjson diff_of_two_dicts range namespace ref source'
  ).split(' '),
);
/** Variables that hold a macro. */
const macroVariables = new Set('strategy_macro strategy build find_macro get_dcl_macro materialize_view'.split(' '));

/** What dbt's adapter object has on every warehouse, and on DuckDB. */
const adapterMethods = new Set(
  (
    'dispatch type commit quote quote_as_configured quote_seed_column execute add_query get_relation get_columns_in_relation ' +
    'get_missing_columns expand_target_column_types drop_relation rename_relation truncate_relation create_schema drop_schema ' +
    'cache_added cache_dropped cache_renamed convert_type standardize_grants_dict get_column_schema_from_query ' +
    'get_incremental_strategy_macro get_hard_deletes_behavior assert_valid_snapshot_target_given_strategy ' +
    'render_raw_columns_constraints render_raw_model_constraints'
  ).split(' '),
);
/** What quern's adapter object has beyond dbt's. */
adapterMethods.add('run_at_commit');
const duckdbMethods = new Set(
  (
    'batch_id_for_model existing_key_constraint_types external_read_location external_root external_write_options ' +
    'get_binding_char get_seed_file_path location_exists parse_index store_relation warn_once'
  ).split(' '),
);
const snowflakeMethods = new Set(['get_seed_file_path']);
const postgresMethods = new Set('copy_rows parse_index verify_database'.split(' '));

describe('built-in macros', () => {
  it('are defined once in a package', () => {
    for (const folder of packages) {
      const seen = new Map<string, string>();
      const twice = macrosOf(folder).filter(({ name, path }) => seen.has(name) || !seen.set(name, path));
      expect(twice.map(({ name, path }) => `${path}: ${name}`)).toEqual([]);
    }
  });

  it('parse as templates', () => {
    for (const file of packages.flatMap(filesOf)) expect(() => parseTemplate(file), file.path).not.toThrow();
  });

  it.each(all)('$name calls what exists', ({ macro, path }) => {
    const parameters = new Set(macro.parameters.map(({ name }) => name));
    for (const call of macro.facts().calls) {
      const [head, method, ...rest] = call.name.split('.');
      if (head === 'dbt' && method && rest.length === 0) expect(names, `dbt.${method}`).toContain(method);
      if (head === 'adapter' && method && rest.length === 0) {
        const known =
          adapterMethods.has(method) ||
          (path.startsWith('duckdb/') && duckdbMethods.has(method)) ||
          (path.startsWith('snowflake/') && snowflakeMethods.has(method)) ||
          (path.startsWith('postgres/') && postgresMethods.has(method));
        expect(known, `adapter.${method}`).toBe(true);
      }
      if (method !== undefined || parameters.has(head!)) continue;
      expect(names.has(head!) || members.has(head!) || macroVariables.has(head!), head).toBe(true);
    }
  });

  it('dispatch to a default implementation', () => {
    const missing: string[] = [];
    for (const { macro, path } of all)
      for (const call of macro.facts().calls) {
        const target = call.name === 'adapter.dispatch' ? call.positional[0]?.value : undefined;
        if (typeof target === 'string' && !names.has(`default__${target}`)) missing.push(`${path}: ${target}`);
      }
    expect(missing).toEqual([]);
  });

  it('name no warehouse outside its own package', () => {
    const named = filesOf('core').filter((file) => /duckdb|snowflake|postgres|bigquery|redshift/i.test(file.text));
    expect(named.map((file) => file.path)).toEqual([]);
  });
});
