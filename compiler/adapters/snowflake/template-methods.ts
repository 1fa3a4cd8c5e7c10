import { type CallArguments, PyDict, TemplateError, textOf, typeNameOf, type Value } from '../../jinja/values/index.js';
import type { TemplateMethod } from '../template-methods.js';
import { dialect } from './dialect.js';
import { readText, rowsOf } from './values.js';

function given(args: CallArguments, position: number, name: string): Value {
  return args.positional[position] ?? args.named.get(name) ?? null;
}

/** {privilege: [role, …]} of what SHOW GRANTS answers. The owner's privilege cannot be granted. */
function grants(table: Value): PyDict {
  const out = new PyDict();
  for (const row of rowsOf(table)) {
    const [privilege, kind, role] = ['privilege', 'granted_to', 'grantee_name'].map((key) => readText(row, key));
    if (!privilege || !role || privilege === 'OWNERSHIP' || (kind !== null && kind !== 'ROLE')) continue;
    const roles = out.get(privilege);
    if (Array.isArray(roles)) roles.push(role);
    else out.set(privilege, [role]);
  }
  return out;
}

/** Columns of seeds are quoted only where `quote_columns` asks for it: quoted ones would keep the file's case. */
function seedColumn(column: Value, config: Value): string {
  if (config !== null && typeof config !== 'boolean') {
    throw new TemplateError(
      'CompilationError',
      `The seed configuration value of "quote_columns" has an invalid type '${typeNameOf(config)}'`,
    );
  }
  return config === true ? dialect.quote(textOf(column)) : textOf(column);
}

/** What the adapter object has, beyond or instead of dbt's common methods. */
export const templateMethods: Readonly<Record<string, TemplateMethod>> = {
  standardize_grants_dict: { call: (_, args) => grants(given(args, 0, 'grants_table')) },
  quote_seed_column: { call: (_, args) => seedColumn(given(args, 0, 'column'), given(args, 1, 'quote_config')) },
};
