import { defineDiagnostic } from '../base/diagnostics.js';

/** How a message calls a resource: `Model 'orders'`. */
export interface Named {
  readonly kind: string;
  readonly name: string;
}

const label = (d: Named) => `${d.kind} '${d.name}'`;

export const functionNotFound = defineDiagnostic<{
  from: Named;
  name: string;
  disabled: boolean;
  near: string | undefined;
}>({
  code: 'FUN002',
  message: (d) =>
    `${d.from.kind} '${d.from.name}' depends on a function named '${d.name}' which ${d.disabled ? 'is disabled' : 'was not found'}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const refNotFound = defineDiagnostic<{ from: Named; name: string; near?: string; inPackage: string | null }>({
  code: 'REF001',
  message: (d) =>
    `${label(d.from)} refers to '${d.name}'${d.inPackage === null ? '' : ` in package '${d.inPackage}'`}, which does not exist`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const refDisabled = defineDiagnostic<{ from: Named; name: string }>({
  code: 'REF002',
  message: (d) => `${label(d.from)} refers to '${d.name}', which is disabled`,
  hint: (d) => `Enable '${d.name}' (config enabled: true), or take the reference out.`,
});

export const refVersionNotFound = defineDiagnostic<{
  from: Named;
  name: string;
  version: string;
  versions: readonly string[];
}>({
  code: 'REF003',
  message: (d) => `${label(d.from)} refers to version ${d.version} of '${d.name}', which does not exist`,
  hint: (d) =>
    d.versions.length > 0
      ? `It has ${d.versions.map((v) => `v${v}`).join(', ')}.`
      : `'${d.name}' has no versions: leave the version out.`,
});

/** A data test that refers to what is not there is left out of runs, with a warning, as in dbt. */
export const testRefNotFound = defineDiagnostic<{ from: Named; name: string; disabled: boolean; near?: string }>({
  code: 'REF007',
  severity: 'warning',
  event: 'NodeNotFoundOrDisabled',
  message: (d) =>
    `${label(d.from)} refers to '${d.name}', which ${d.disabled ? 'is disabled' : 'does not exist'}: the test does not run`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const packageUsesRoot = defineDiagnostic<{ from: Named; packageName: string; target: string }>({
  code: 'REF008',
  severity: 'warning',
  event: 'PackageNodeDependsOnRootProjectNode',
  message: (d) => `${label(d.from)} of package '${d.packageName}' depends on '${d.target}' of the root project`,
  hint: () =>
    "Set the flag 'require_ref_searches_node_package_before_root' to have a package's own resources found first.",
});

const reference = (d: { from: Named; target: string; date: string }, deprecated: string) =>
  `${label(d.from)} refers to '${d.target}', which ${deprecated} on ${d.date}`;

export const deprecatedReference = defineDiagnostic<{ from: Named; target: string; date: string }>({
  code: 'REF009',
  severity: 'warning',
  event: 'DeprecatedReference',
  message: (d) => reference(d, 'was deprecated'),
});

export const upcomingDeprecation = defineDiagnostic<{ from: Named; target: string; date: string }>({
  code: 'REF011',
  severity: 'warning',
  event: 'UpcomingReferenceDeprecation',
  message: (d) => reference(d, 'will be deprecated'),
});

export const deprecatedModel = defineDiagnostic<{ name: string; date: string }>({
  code: 'REF010',
  severity: 'warning',
  event: 'DeprecatedModel',
  eventData: (d) => ({ model_name: d.name, model_version: '', deprecation_date: d.date }),
  message: (d) => `Model '${d.name}' has passed its deprecation date of ${d.date}`,
});

export const sourceNotFound = defineDiagnostic<{ from: Named; source: string; table: string; near?: string }>({
  code: 'SRC001',
  message: (d) => `${label(d.from)} reads the source '${d.source}.${d.table}', which does not exist`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : "Declare it under 'sources:' in a properties file."),
});

export const sourceDisabled = defineDiagnostic<{ from: Named; source: string; table: string }>({
  code: 'SRC002',
  message: (d) => `${label(d.from)} reads the source '${d.source}.${d.table}', which is disabled`,
});

export const privateReference = defineDiagnostic<{ from: Named; target: string; group: string | null }>({
  code: 'ACC001',
  category: 'Parsing Error',
  message: (d) =>
    `${label(d.from)} may not refer to '${d.target}', which is private to ${d.group === null ? 'its group, but has none' : `the '${d.group}' group`}`,
  hint: (d) => (d.group === null ? undefined : `Put it into the group '${d.group}', or make '${d.target}' protected.`),
});

export const protectedReference = defineDiagnostic<{ from: Named; target: string; packageName: string }>({
  code: 'ACC002',
  category: 'Parsing Error',
  message: (d) => `${label(d.from)} may not refer to '${d.target}', which is protected to package '${d.packageName}'`,
});

export const unknownGroup = defineDiagnostic<{ from: Named; group: string; near?: string }>({
  code: 'GRP001',
  category: 'Parsing Error',
  message: (d) => `${label(d.from)} belongs to the group '${d.group}', which does not exist`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : "Declare it under 'groups:' in a properties file."),
});

export const duplicateName = defineDiagnostic<{ kind: string; name: string; first: string; second: string }>({
  code: 'DUP001',
  message: (d) => `There are two ${d.kind} named '${d.name}': ${d.first} and ${d.second}`,
  hint: () => 'Rename or remove one of them: ref() finds resources by name.',
});

export const duplicateRelation = defineDiagnostic<{ first: string; second: string; relation: string }>({
  code: 'DUP002',
  message: (d) => `'${d.first}' and '${d.second}' would both be built as ${d.relation}`,
  hint: () => "Give one of them another 'alias' or 'schema'.",
});

export const duplicateDefinition = defineDiagnostic<{ kind: string; name: string; packageName: string }>({
  code: 'DUP003',
  message: (d) => `There are two ${d.kind} '${d.name}' in package '${d.packageName}'`,
  hint: () => 'Rename or remove one of them.',
});

export const patchWithoutNode = defineDiagnostic<{ section: string; name: string; near?: string }>({
  code: 'PAT001',
  severity: 'warning',
  event: 'NoNodeForYamlKey',
  message: (d) =>
    `'${d.name}' under '${d.section}' describes nothing: there is no such ${SINGULAR[d.section] ?? 'resource'}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const suiteWithoutModel = defineDiagnostic<{ suite: string; model: string; near?: string }>({
  code: 'SUI001',
  message: (d) => `Suite '${d.suite}' is about '${d.model}', which does not exist`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : "Name a model, seed or snapshot, or a table of a source: source('raw', 'orders')",
});

export const patchInWrongSection = defineDiagnostic<{ section: string; name: string; kind: string; right: string }>({
  code: 'PAT002',
  severity: 'warning',
  event: 'WrongResourceSchemaFile',
  message: (d) => `'${d.name}' is a ${d.kind}, but is described under '${d.section}'`,
  hint: (d) => `Move the entry to '${d.right}:'.`,
});

const SINGULAR: Readonly<Record<string, string>> = {
  models: 'model',
  seeds: 'seed',
  snapshots: 'snapshot',
  analyses: 'analysis',
  data_tests: 'singular test',
};

export const batchSetting = defineDiagnostic<{ name: string; key: string; wanted: string; given: unknown }>({
  code: 'MIC001',
  category: 'Parsing Error',
  message: (d) =>
    d.given === null
      ? `Microbatch model '${d.name}' must provide a '${d.key}' config: ${d.wanted}`
      : `Microbatch model '${d.name}' must provide a '${d.key}' config that is ${d.wanted}, but got: ${String(d.given)}`,
});

export const noFilteredInput = defineDiagnostic<{ name: string }>({
  code: 'MIC002',
  severity: 'warning',
  event: 'MicrobatchModelNoEventTimeInputs',
  message: (d) =>
    `Microbatch model '${d.name}' reads nothing that has an 'event_time': each of its batches reads all rows of its inputs`,
  hint: () => "Set 'event_time' in the config of the models or sources that it reads.",
});

const spaced = {
  message: (d: { kind: string; name: string }) => `The name of ${d.kind} '${d.name}' has a space`,
  hint: () => 'Selections are split at spaces, so that nothing can select it: use _ instead',
};

export const spaceInName = defineDiagnostic<{ kind: string; name: string }>({
  code: 'NAM001',
  category: 'Validation Error',
  ...spaced,
});

export const spaceInNameWarning = defineDiagnostic<{ kind: string; name: string }>({
  code: 'NAM002',
  severity: 'warning',
  category: 'Validation Error',
  event: 'ResourceNamesWithSpacesDeprecation',
  ...spaced,
});
