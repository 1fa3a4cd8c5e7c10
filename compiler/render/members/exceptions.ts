import { type Category, type Diagnostic, QuernError } from '../../base/diagnostics.js';
import { applyWarnPolicy } from '../../base/warn-policy.js';
import { TemplateError } from '../../jinja/index.js';
import {
  bindArguments,
  type CallArguments,
  HostObject,
  hostFunction,
  textOf,
  type Value,
} from '../../jinja/values/index.js';
import { raisedByTemplate, templateFailed, templateWarning } from '../errors.js';
import type { Scope } from '../scope.js';

function raise(
  name: string,
  parameters: readonly string[],
  category: Category,
  message: (d: Record<string, string>) => string,
): Value {
  return hostFunction(name, (args: CallArguments) => {
    const bound = bindArguments(
      name,
      args,
      [...parameters, 'node', 'model'].filter((p, i, all) => all.indexOf(p) === i),
      {
        node: null,
        model: null,
        ...(name === 'raise_ambiguous_alias' ? { duped_name: null } : {}),
      },
    );
    const texts: Record<string, string> = {};
    for (const [key, value] of Object.entries(bound)) texts[key] = value === null ? '' : textOf(value as Value);
    if (category === 'Compilation Error') throw new QuernError(raisedByTemplate({ message: message(texts) }));
    throw new QuernError({ ...templateFailed({ kind: name, message: message(texts) }), category });
  });
}

/** Tells of a warning, or stops where `--warn-error` makes it an error. */
function warn({ services }: Scope, diagnostic: Diagnostic): Value {
  const counted = applyWarnPolicy(diagnostic, services.config.flags);
  if (counted && counted.severity === 'error') throw new QuernError(counted);
  if (counted) services.events({ type: 'diagnostic', diagnostic: counted });
  return '';
}

/** `exceptions.*`: each stops the template with a diagnostic at the call; `warn` goes on. */
export function exceptionsValue(scope: Scope): Value {
  const compilation = (name: string, parameters: string[], message: (d: Record<string, string>) => string): Value =>
    raise(name, parameters, 'Compilation Error', message);
  return new HostObject('exceptions', {
    warn: hostFunction('warn', (args) => {
      const { msg } = bindArguments('warn', args, ['msg', 'node'], { node: null });
      const place = scope.nodeId ? { nodeId: scope.nodeId } : {};
      return warn(scope, templateWarning({ message: textOf(msg!) }, undefined, place));
    }),
    raise_compiler_error: compilation('raise_compiler_error', ['msg'], (d) => d.msg!),
    raise_not_implemented: compilation('raise_not_implemented', ['msg'], (d) => d.msg!),
    raise_database_error: raise('raise_database_error', ['msg'], 'Database Error', (d) => d.msg!),
    raise_dependency_error: raise('raise_dependency_error', ['msg'], 'Dependency Error', (d) => d.msg!),
    raise_cache_inconsistent: raise('raise_cache_inconsistent', ['message'], 'Internal Error', (d) => d.message!),
    raise_fail_fast_error: raise('raise_fail_fast_error', ['msg'], 'Runtime Error', (d) => d.msg!),
    raise_contract_error: hostFunction('raise_contract_error', (args) => {
      const bound = bindArguments('raise_contract_error', args, ['yaml_columns', 'sql_columns']);
      throw new QuernError(raisedByTemplate({ message: contractMismatch(bound.yaml_columns!, bound.sql_columns!) }));
    }),
    missing_config: compilation(
      'missing_config',
      ['model', 'name'],
      (d) => `Model '${scope.label}' does not define a required config parameter '${d.name}'.`,
    ),
    missing_materialization: compilation(
      'missing_materialization',
      ['model', 'adapter_type'],
      (d) =>
        `No materialization was found for adapter ${d.adapter_type}! (searched types 'default' and '${d.adapter_type}')`,
    ),
    missing_relation: compilation(
      'missing_relation',
      ['relation', 'model'],
      (d) => `Relation ${d.relation} not found!`,
    ),
    relation_wrong_type: compilation(
      'relation_wrong_type',
      ['relation', 'expected_type', 'model'],
      (d) =>
        `Trying to create ${d.expected_type} ${d.relation}, but it currently exists as another type. Drop ${d.relation} and run again, or run with --full-refresh.`,
    ),
    column_type_missing: compilation(
      'column_type_missing',
      ['column_names'],
      (d) =>
        `Contracted models require data_type to be defined for each column. Please ensure that the column name and data_type are defined within the YAML configuration for the ${d.column_names} column(s).`,
    ),
    raise_ambiguous_alias: compilation(
      'raise_ambiguous_alias',
      ['node_1', 'node_2', 'duped_name'],
      (d) => `Two resources have the database representation "${d.duped_name}": ${d.node_1} and ${d.node_2}.`,
    ),
    raise_ambiguous_catalog_match: compilation(
      'raise_ambiguous_catalog_match',
      ['unique_id', 'match_1', 'match_2'],
      (d) => `Two relations of the catalog match ${d.unique_id}: ${d.match_1} and ${d.match_2}.`,
    ),
    raise_dataclass_not_dict: compilation(
      'raise_dataclass_not_dict',
      ['obj'],
      (d) => `The object ${d.obj} is not a dictionary.`,
    ),
    raise_dep_not_found: compilation(
      'raise_dep_not_found',
      ['node', 'node_description', 'required_pkg'],
      (d) =>
        `Error while parsing ${d.node_description}: the required package "${d.required_pkg}" was not found. Is the package installed?`,
    ),
    raise_duplicate_patch_name: compilation(
      'raise_duplicate_patch_name',
      ['patch_1', 'existing_patch_path'],
      (d) => `Two schema.yml entries for the same resource: ${d.patch_1} (also in ${d.existing_patch_path}).`,
    ),
    raise_duplicate_resource_name: compilation(
      'raise_duplicate_resource_name',
      ['node_1', 'node_2'],
      (d) => `Two resources have the same name: ${d.node_1} and ${d.node_2}.`,
    ),
    raise_invalid_property_yml_version: compilation(
      'raise_invalid_property_yml_version',
      ['path', 'issue'],
      (d) => `The yml property file at ${d.path} is invalid because ${d.issue}.`,
    ),
    warn_snapshot_timestamp_data_types: hostFunction('warn_snapshot_timestamp_data_types', (args) => {
      const bound = bindArguments('warn_snapshot_timestamp_data_types', args, [
        'snapshot_time_data_type',
        'updated_at_data_type',
      ]);
      const message = `Data type of snapshot table timestamp columns (${textOf(bound.snapshot_time_data_type!)}) doesn't match derived column 'updated_at' (${textOf(bound.updated_at_data_type!)}).`;
      return warn(scope, templateWarning({ message }));
    }),
  });
}

/** The table that shows where a contract and the SQL's columns differ. Both are lists of columns with name and data_type. */
export function contractMismatch(yamlColumns: Value, sqlColumns: Value): string {
  const read = (value: Value): Map<string, { name: string; type: string }> => {
    const out = new Map<string, { name: string; type: string }>();
    if (!Array.isArray(value)) throw new TemplateError('TypeError', 'raise_contract_error needs two lists of columns');
    for (const item of value) {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) continue;
      const get = (key: string): string => {
        const found = item.getItem(key) ?? item.getAttribute(key);
        return found === undefined || found === null ? '' : textOf(found);
      };
      out.set(get('name').toLowerCase(), { name: get('name'), type: get('data_type') || get('formatted') });
    }
    return out;
  };
  const contract = read(yamlColumns);
  const definition = read(sqlColumns);
  const rows: string[][] = [];
  for (const [key, column] of definition) {
    const wanted = contract.get(key);
    if (!wanted) rows.push([column.name, column.type, '', 'missing in contract']);
    else if (wanted.type.toUpperCase() !== column.type.toUpperCase())
      rows.push([column.name, column.type, wanted.type, 'data type mismatch']);
  }
  for (const [key, column] of contract)
    if (!definition.has(key)) rows.push([column.name, '', column.type, 'missing in definition']);
  rows.sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  return [
    'This model has an enforced contract that failed.',
    "Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.",
    '',
    textTable(['column_name', 'definition_type', 'contract_type', 'mismatch_reason'], rows),
  ].join('\n');
}

function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(header), `| ${widths.map((w) => '-'.repeat(w)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
