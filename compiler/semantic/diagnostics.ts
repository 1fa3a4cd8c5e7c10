import { defineDiagnostic } from '../base/diagnostics.js';

const meant = (d: { readonly near?: string }) => (d.near ? `Did you mean '${d.near}'?` : undefined);

export const semanticShape = defineDiagnostic<{ of: string; message: string; near?: string }>({
  code: 'SEM001',
  category: 'Parsing Error',
  message: (d) => `${d.of}: ${d.message}`,
  hint: meant,
});

/** A name that does not mean anything, or something disabled. */
export const semanticReference = defineDiagnostic<{
  of: string;
  kind: string;
  name: string;
  disabled?: boolean;
  near?: string;
}>({
  code: 'SEM002',
  category: 'Parsing Error',
  message: (d) => `${d.of} refers to the ${d.kind} '${d.name}', which ${d.disabled ? 'is disabled' : 'does not exist'}`,
  hint: meant,
});

export const metricCycle = defineDiagnostic<{ names: readonly string[] }>({
  code: 'SEM003',
  category: 'Parsing Error',
  message: (d) => `Metrics are made of each other: ${d.names.join(' → ')}`,
});

export const semanticDuplicate = defineDiagnostic<{ of: string }>({
  code: 'SEM005',
  message: (d) => `${d.of} is defined twice`,
  hint: () => 'Rename one of the two; measures with create_metric: true are metrics, too.',
});

/** dbt makes none either, and does not tell. */
export const versionedSemantics = defineDiagnostic<{ model: string }>({
  code: 'SEM006',
  severity: 'warning',
  category: 'Parsing Error',
  message: (d) => `Model '${d.model}' has versions: the semantic model and the metrics in its entry do not count`,
  hint: (d) => `Write them under semantic_models: and metrics:, with model: ref('${d.model}').`,
});

export const withoutRelation = defineDiagnostic<{ of: string; model: string }>({
  code: 'SEM007',
  category: 'Parsing Error',
  message: (d) => `${d.of} is of model '${d.model}', which is ephemeral: there is no table to query`,
  hint: () => 'Make the model a table or a view.',
});

export const metricLacks = defineDiagnostic<{ of: string; what: string }>({
  code: 'SEM004',
  category: 'Parsing Error',
  message: (d) => `${d.of} needs ${d.what}`,
});

/** What a validation of the semantic layer found. */
export const semanticError = defineDiagnostic<{ message: string; near?: string }>({
  code: 'SEM010',
  category: 'Parsing Error',
  message: (d) => d.message,
  hint: meant,
});

export const semanticWarning = defineDiagnostic<{ message: string; hint?: string }>({
  code: 'SEM011',
  severity: 'warning',
  event: 'SemanticValidationFailure',
  message: (d) => d.message,
  hint: (d) => d.hint,
});

export const dimensionWithoutGranularity = defineDiagnostic<{ model: string; dimension: string }>({
  code: 'SEM012',
  severity: 'warning',
  event: 'TimeDimensionsRequireGranularityDeprecation',
  message: (d) => `In semantic model '${d.model}', time dimension '${d.dimension}' must have a time granularity set`,
  hint: () => 'Add type_params: {time_granularity: day}; for a column of a model, write dimension: {type: time}.',
});

export const cumulativeParamsDeprecated = defineDiagnostic<{ names: readonly string[] }>({
  code: 'SEM013',
  severity: 'warning',
  event: 'MFCumulativeTypeParamsDeprecation',
  message: (d) => `'window' and 'grain_to_date' stand directly under 'type_params' (${d.names.join(', ')})`,
  hint: () => "Put them under 'cumulative_type_params'.",
});

export const timeSpineWithoutYaml = defineDiagnostic({
  code: 'SEM014',
  severity: 'warning',
  event: 'MFTimespineWithoutYamlConfigurationDeprecation',
  message: () => "The time spine 'metricflow_time_spine' is known by its name only",
  hint: () => 'Describe it in a properties file: time_spine: {standard_granularity_column: date_day}.',
});

export const timeSpineMissing = defineDiagnostic({
  code: 'SEM020',
  category: 'Parsing Error',
  message: () => 'The semantic layer needs a time spine of days or something finer, and the project has none',
  hint: () =>
    'Give a model of days a time_spine with its standard_granularity_column, whose column has granularity: day.',
});

export const timeSpineColumn = defineDiagnostic<{ model: string; message: string; near?: string }>({
  code: 'SEM021',
  category: 'Parsing Error',
  message: (d) => `Time spine of model '${d.model}': ${d.message}`,
  hint: meant,
});

export const spaceInName = defineDiagnostic<{ name: string }>({
  code: 'SEM022',
  severity: 'warning',
  event: 'ResourceNamesWithSpacesDeprecation',
  message: (d) => `The name of semantic model '${d.name}' has spaces`,
});

const list = (names: readonly string[] | undefined) =>
  names && names.length > 0 && `There are: ${names.slice(0, 30).join(', ')}`;

export const queryText = defineDiagnostic<{ text: string; message: string }>({
  code: 'SEM030',
  message: (d) => `Query: '${d.text}': ${d.message}`,
  hint: () => "Write metric_time__month, customer__region, or TimeDimension('metric_time', 'month').",
});

export const queryName = defineDiagnostic<{ kind: string; name: string; near?: string; known: readonly string[] }>({
  code: 'SEM031',
  message: (d) => `There is no ${d.kind} '${d.name}'`,
  hint: (d) => meant(d) ?? (list(d.known) || `The project has no ${d.kind}.`),
});

export const queryItem = defineDiagnostic<{ item: string; message: string; near?: string; known?: readonly string[] }>({
  code: 'SEM032',
  message: (d) => `Query: '${d.item}' cannot be used: ${d.message}`,
  hint: (d) => meant(d) ?? (list(d.known) || undefined),
});

export const queryUnsupported = defineDiagnostic<{ metric: string; message: string }>({
  code: 'SEM033',
  message: (d) => `Metric '${d.metric}' cannot be queried: ${d.message}`,
});
