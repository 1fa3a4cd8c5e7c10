import { defineDiagnostic } from '../diagnostics.js';

/** What can be wrong with a YAML text. `event` names are dbt's. */

export const yamlSyntax = defineDiagnostic<{ cause: string; hint?: string | undefined }>({
  code: 'YML001',
  category: 'Parsing Error',
  message: (d) => `This is not valid YAML: ${d.cause}`,
  hint: (d) => d.hint,
});

export const yamlTab = defineDiagnostic({
  code: 'YML002',
  category: 'Parsing Error',
  message: () => 'YAML does not allow tabs for indentation',
  hint: () => 'Replace the tab by spaces',
});

export const yamlIndentation = defineDiagnostic<{ what: string; indent: number; wanted: number; like: number }>({
  code: 'YML003',
  category: 'Parsing Error',
  message: (d) => `This ${d.what} is indented by ${spaces(d.indent)}, but its siblings by ${spaces(d.wanted)}`,
  hint: (d) => `Indent it by ${spaces(d.wanted)}, as line ${d.like} is`,
});

export const yamlAliasBomb = defineDiagnostic<{ name: string; limit: number }>({
  code: 'YML004',
  category: 'Parsing Error',
  message: (d) =>
    `The aliases of this file stand for more than ${d.limit.toLocaleString('en-US')} values ('${d.name}' is one too many)`,
  hint: () => 'Write the values out, or let aliases refer to fewer of them',
});

export const yamlUnknownAlias = defineDiagnostic<{ name: string; near?: string; recursive: boolean }>({
  code: 'YML005',
  category: 'Parsing Error',
  message: (d) =>
    d.recursive
      ? `The alias '*${d.name}' refers to the value that it stands in`
      : `There is no anchor '&${d.name}' for this alias`,
  hint: (d) => (d.near ? `Did you mean '*${d.near}'?` : d.recursive ? undefined : "Quote a text that begins with '*'"),
});

export const yamlDuplicateKey = defineDiagnostic<{ key: string }>({
  code: 'YML006',
  severity: 'warning',
  category: 'Parsing Error',
  event: 'DuplicateYAMLKeysDeprecation',
  message: (d) => `The key '${d.key}' stands twice in this mapping; the last one counts`,
  hint: () => 'Remove one of them',
});

export const yamlUnquotedJinja = defineDiagnostic({
  code: 'YML007',
  category: 'Parsing Error',
  message: () => 'A value that begins with {{ must be quoted, or YAML takes it for a mapping',
  hint: () => 'Write "{{ … }}"',
});

export const yamlKeyType = defineDiagnostic<{ kind: string }>({
  code: 'YML008',
  category: 'Parsing Error',
  message: (d) => `A ${d.kind} can't be the key of a mapping`,
});

export const yamlTag = defineDiagnostic<{ tag: string }>({
  code: 'YML009',
  category: 'Parsing Error',
  message: (d) => `The tag '${d.tag}' is not known here`,
  hint: () => "Quote a text that begins with '!'",
});

export const yamlScalar = defineDiagnostic<{ reason: string }>({
  code: 'YML010',
  category: 'Parsing Error',
  message: (d) => `This value can't be read: ${d.reason}`,
  hint: () => 'Quote it if text is meant',
});

export const yamlMerge = defineDiagnostic({
  code: 'YML011',
  category: 'Parsing Error',
  message: () => "'<<' merges mappings, and this is none",
  hint: () => 'Give it a mapping, an alias of one, or a list of them',
});

export const yamlDocuments = defineDiagnostic({
  code: 'YML012',
  category: 'Parsing Error',
  message: () => 'Only one YAML document may stand in a file, and a second one begins here',
  hint: () => "Remove the '---', or move what follows to a file of its own",
});

function spaces(count: number): string {
  return count === 1 ? '1 space' : `${count} spaces`;
}
