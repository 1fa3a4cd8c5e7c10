import { defineDiagnostic } from '../../base/diagnostics.js';

export const unreadableArtifact = defineDiagnostic({
  code: 'STA001',
  category: 'Runtime Error',
  message: (d: { path: string; reason: string }) => `'${d.path}' can't be read as JSON: ${d.reason}`,
  hint: () => 'Give a folder with artifacts that a run has written whole',
});

export const incompatibleArtifact = defineDiagnostic({
  code: 'STA002',
  category: 'Runtime Error',
  message: (d: { path: string; expected: string; found: string }) =>
    `Expected a schema version of "${d.expected}" in ${d.path}, but found "${d.found}"`,
  hint: (d) => {
    const [newest, found] = [d.expected, d.found].map((address) => Number(/\/v(\d+)\.json$/.exec(address)?.[1]));
    return found! > newest!
      ? 'A newer tool wrote it: compare with artifacts of the version that you run'
      : 'Make the artifacts anew, with quern or a current dbt';
  },
});

export const sameFolder = defineDiagnostic({
  code: 'STA003',
  severity: 'warning',
  category: 'Runtime Error',
  event: 'WarnStateTargetEqual',
  message: (d: { path: string }) =>
    `The state and target directories are the same: '${d.path}'. What this command writes replaces what the next one compares with`,
  hint: () => 'Copy the artifacts of the run to compare with into a folder of their own',
});

export const seedGrew = defineDiagnostic({
  code: 'STA004',
  severity: 'warning',
  category: 'Runtime Error',
  event: 'SeedIncreased',
  message: (d: { seed: string; limit: number }) =>
    `Seed ${d.seed} is larger than ${d.limit} MiB, which it was not before: it counts as changed`,
});

export const seedTooLarge = defineDiagnostic({
  code: 'STA005',
  severity: 'warning',
  category: 'Runtime Error',
  event: 'SeedExceedsLimitSamePath',
  message: (d: { seed: string; limit: number }) =>
    `Seed ${d.seed} is larger than ${d.limit} MiB, so its content is not compared: it counts as unchanged`,
  hint: () => 'Raise --maximum-seed-size-mib in both runs to compare it',
});

export const seedMoved = defineDiagnostic({
  code: 'STA006',
  severity: 'warning',
  category: 'Runtime Error',
  event: 'SeedExceedsLimitAndPathChanged',
  message: (d: { seed: string; limit: number }) =>
    `Seed ${d.seed} is larger than ${d.limit} MiB and at another path than before: it counts as changed`,
});

interface Breaking {
  readonly model: string;
  readonly changes: readonly string[];
}

const listed = (changes: readonly string[]) => changes.map((change) => `\n  - ${change}`).join('');

export const breakingChange = defineDiagnostic({
  code: 'STA007',
  severity: 'warning',
  category: 'Validation Error',
  event: 'UnversionedBreakingChange',
  message: (d: Breaking) => `Breaking change to the contract of model '${d.model}':${listed(d.changes)}`,
  hint: () => 'Make it a new version of the model, so that who reads it can move in their own time',
});

export const versionBreaks = defineDiagnostic({
  code: 'STA008',
  category: 'Validation Error',
  message: (d: Breaking) =>
    `Breaking Change to Contract Error: the contract of version model '${d.model}' can't change:${listed(d.changes)}`,
  hint: () => 'Make a new version of the model with the change, or take the change back',
});

export const notDeferrable = defineDiagnostic({
  code: 'STA009',
  category: 'Runtime Error',
  message: (d: { folder?: { shown: string; exists: boolean } }) =>
    d.folder
      ? `Could not find manifest in --state path: "${d.folder.shown}"`
      : '--state or --defer-state are required for deferral, but neither was provided',
  hint: (d) => {
    if (!d.folder) return 'Give the folder with the manifest.json of the run to defer to: --state DIRECTORY';
    return d.folder.exists
      ? 'Every run leaves a manifest.json in its target folder: copy that of the run to defer to'
      : "There is no such folder; it is taken from the project's folder";
  },
});

export const noPreviousRun = defineDiagnostic({
  code: 'STA010',
  category: 'Runtime Error',
  message: (d: { folder: string }) => `Could not find previous run in '${d.folder}' target directory`,
  hint: () => "'retry' goes on with the latest run of the target folder, or of --state: run something first",
});
