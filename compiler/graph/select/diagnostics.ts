import { defineDiagnostic } from '../../base/diagnostics.js';
import { didYouMean } from '../../base/suggest.js';
import { METHOD_KEYS, METHOD_NAMES } from './expression.js';

export const unknownMethod = defineDiagnostic({
  code: 'SEL001',
  category: 'Usage Error',
  message: (d: { raw: string; method: string }) => `'${d.method}' in the selection '${d.raw}' is no selection method`,
  hint: (d) => didYouMean(d.method, METHOD_NAMES) ?? `Methods are ${METHOD_NAMES.join(', ')}`,
});

export const nothingMatches = defineDiagnostic({
  code: 'SEL002',
  severity: 'warning',
  category: 'Usage Error',
  event: 'NoNodesForSelectionCriteria',
  eventData: (d: { raw: string; near?: string }) => ({ spec_raw: d.raw }),
  message: (d: { raw: string; near?: string }) => `The selection criterion '${d.raw}' does not match any enabled nodes`,
  hint: (d) => (d.near === undefined ? undefined : `Did you mean '${d.near}'?`),
});

export const invalidValue = defineDiagnostic({
  code: 'SEL003',
  category: 'Usage Error',
  message: (d: { raw: string; value: string; allowed: readonly string[] }) =>
    `'${d.value}' can't be selected by in '${d.raw}'`,
  hint: (d) => didYouMean(d.value, d.allowed) ?? `It can be ${d.allowed.join(', ')}`,
});

export const conflictingOperators = defineDiagnostic<{ raw: string }>({
  code: 'SEL004',
  category: 'Usage Error',
  message: (d) => `'@' in front and '+' behind can't go together in the selection '${d.raw}'`,
  hint: () => "'@' already selects all descendants: leave out the trailing '+'",
});

export const unknownSelector = defineDiagnostic({
  code: 'SEL005',
  category: 'Usage Error',
  message: (d: { name: string; names: readonly string[] }) => `There is no selector named '${d.name}'`,
  hint: (d) =>
    didYouMean(d.name, d.names) ??
    (d.names.length > 0 ? `Selectors are ${d.names.join(', ')}` : 'Selectors are defined in selectors.yml'),
});

export const invalidDefinition = defineDiagnostic({
  code: 'SEL006',
  category: 'Validation Error',
  message: (d: { selector: string; problem: string; key?: string; keys?: readonly string[] }) =>
    `The definition of selector '${d.selector}' is wrong: ${d.problem}`,
  hint: (d) => (d.key && d.keys ? (didYouMean(d.key, d.keys) ?? `Keys are ${d.keys.join(', ')}`) : undefined),
});

export const severalDefaults = defineDiagnostic({
  code: 'SEL011',
  category: 'Validation Error',
  message: (d: { names: readonly string[] }) =>
    `Found multiple selectors with \`default: true\`: ${d.names.join(' and ')}`,
  hint: () => 'One selector can be the default',
});

export const ignoredKey = defineDiagnostic({
  code: 'SEL012',
  severity: 'warning',
  category: 'Validation Error',
  message: (d: { selector: string; key: string }) =>
    `In the definition of selector '${d.selector}', the key '${d.key}' has no effect`,
  hint: (d) => didYouMean(d.key, METHOD_KEYS) ?? `Keys are ${METHOD_KEYS.join(', ')}`,
});

interface MissingArtifact {
  readonly raw: string;
  /** In dbt's words. */
  readonly problem: string;
  readonly artifact: string;
  readonly folder?: { readonly shown: string; readonly exists: boolean } | undefined;
}

export const needsPrevious = defineDiagnostic({
  code: 'SEL007',
  category: 'Runtime Error',
  message: (d: MissingArtifact) => {
    if (!d.folder) return `${d.problem}: '${d.raw}' needs --state`;
    return `${d.problem}: ${d.folder.exists ? `there is no ${d.artifact} in '${d.folder.shown}'` : `there is no folder '${d.folder.shown}'`}`;
  },
  hint: (d) => {
    if (!d.folder) return `Give the folder with the ${d.artifact} of the run to compare with: --state DIRECTORY`;
    if (!d.folder.exists) return "--state is taken from the project's folder";
    return d.artifact === 'sources.json' ? "'source freshness' writes it" : 'Every run leaves it in its target folder';
  },
});

export const needsCurrentCheck = defineDiagnostic({
  code: 'SEL010',
  category: 'Runtime Error',
  message: (d: { raw: string }) =>
    `No current state comparison freshness results in sources.json: '${d.raw}' compares with the target folder's`,
  hint: () => "Run 'source freshness' first",
});

export const selectorCycle = defineDiagnostic({
  code: 'SEL008',
  category: 'Validation Error',
  message: (d: { path: readonly string[] }) => `Selectors refer to each other in a circle: ${d.path.join(' → ')}`,
});

export const ignoredBesideExclude = defineDiagnostic({
  code: 'SEL009',
  severity: 'warning',
  category: 'Validation Error',
  message: (d: { selector: string; kind: string }) =>
    `In the ${d.kind} of selector '${d.selector}', an entry with 'exclude' only excludes: the method beside it has no effect`,
  hint: (d) => `Give the method an entry of its own; 'exclude' takes away from the whole ${d.kind}`,
});
