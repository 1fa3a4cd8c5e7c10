import { defineDiagnostic } from '../../base/diagnostics.js';

export const noConnection = defineDiagnostic<{ what: string }>({
  code: 'ADP020',
  category: 'Runtime Error',
  message: (d) => `${d.what} needs the database, but connections are off here`,
  hint: () => 'Leave out --no-introspect, or put the call behind `{% if execute %}`.',
});

export const macroMissing = defineDiagnostic<{ name: string }>({
  code: 'ADP021',
  message: (d) => `The macro '${d.name}' does not exist, which the adapter needs`,
});

export const unknownStrategy = defineDiagnostic<{
  strategy: string;
  macro: string;
  valid: readonly string[];
  near?: string;
}>({
  code: 'ADP022',
  category: 'Runtime Error',
  message: (d) => `There is no incremental strategy '${d.strategy}': the macro '${d.macro}' does not exist`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : `Strategies of this adapter: ${d.valid.join(', ')}. A project adds one with a macro '${d.macro}(arg_dict)'.`,
});

export const invalidStrategy = defineDiagnostic<{ strategy: string; valid: readonly string[] }>({
  code: 'ADP023',
  category: 'Runtime Error',
  message: (d) => `The incremental strategy '${d.strategy}' is not valid for this adapter`,
  hint: (d) => `It has: ${d.valid.join(', ')}.`,
});

export const snapshotTarget = defineDiagnostic<{ relation: string; missing: readonly string[] }>({
  code: 'ADP024',
  message: (d) =>
    `Snapshot target is missing configured columns (missing ${d.missing.map((m) => `"${m}"`).join(', ')}): ${d.relation}`,
  hint: () => 'The relation was not made by this snapshot, or snapshot_meta_column_names has changed since.',
});

export const dropWithoutType = defineDiagnostic<{ relation: string }>({
  code: 'ADP025',
  message: (d) => `Tried to drop relation ${d.relation}, but its type is null.`,
  hint: () => "Get it from the database with adapter.get_relation(…), or give `type='table'` to api.Relation.create.",
});

export const unknownBehavior = defineDiagnostic<{ name: string; near?: string }>({
  code: 'ADP026',
  message: (d) => `The flag ${d.name} has not been registered.`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const badConstraint = defineDiagnostic<{ constraint: string; near?: string }>({
  code: 'ADP027',
  category: 'Validation Error',
  message: (d) => `Could not parse constraint: ${d.constraint}`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : "Its 'type' is one of check, not_null, unique, primary_key, foreign_key, custom.",
});
