import { defineDiagnostic } from '../../base/diagnostics.js';

const list = (names: readonly string[]) => names.map((name) => ` - ${name}`).join('\n');

export const noProfileChosen = defineDiagnostic<{ file: string }>({
  code: 'PRF001',
  category: 'Configuration Error',
  message: () => 'No profile was specified for this project',
  hint: (d) => `Add 'profile: name' to ${d.file}, or give --profile`,
});

export const noProfilesFile = defineDiagnostic<{ profile: string; folders: readonly string[] }>({
  code: 'PRF002',
  category: 'Configuration Error',
  message: (d) =>
    `Could not find profile named '${d.profile}': dbt looked for a profiles.yml file in ${d.folders.join(', ')}`,
  hint: () => 'Write a profiles.yml there, or say where it is with --profiles-dir or DBT_PROFILES_DIR',
});

export const profileNotFound = defineDiagnostic<{
  profile: string;
  file: string;
  known: readonly string[];
  near?: string;
}>({
  code: 'PRF003',
  category: 'Configuration Error',
  message: (d) => `Could not find profile named '${d.profile}' in ${d.file}`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : d.known.length > 0
        ? `It holds: ${d.known.join(', ')}`
        : 'It holds no profiles',
});

export const profileEmpty = defineDiagnostic<{ profile: string; what: string }>({
  code: 'PRF004',
  category: 'Configuration Error',
  message: (d) => `The profile '${d.profile}' has no ${d.what}`,
  hint: () => 'Write {target: dev, outputs: {dev: {type: …}}}',
});

export const targetNotFound = defineDiagnostic<{
  profile: string;
  target: string;
  known: readonly string[];
  near?: string;
}>({
  code: 'PRF005',
  category: 'Configuration Error',
  message: (d) =>
    `The profile '${d.profile}' does not have a target named '${d.target}'. The valid target names for this profile are:\n${list(d.known)}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const targetForm = defineDiagnostic<{ profile: string; target: string; problem: string }>({
  code: 'PRF006',
  category: 'Configuration Error',
  message: (d) => `The target '${d.target}' of profile '${d.profile}' ${d.problem}`,
});

export const adapterUnknown = defineDiagnostic<{ name: string; known: readonly string[]; near?: string }>({
  code: 'PRF007',
  category: 'Configuration Error',
  message: (d) => `Could not find adapter type ${d.name}!`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : `There are: ${d.known.join(', ')}`),
});

export const profilesFileEmpty = defineDiagnostic<{ file: string; empty: boolean }>({
  code: 'PRF008',
  category: 'Configuration Error',
  message: (d) => (d.empty ? `The profiles.yml file at ${d.file} is empty` : `${d.file} must be a mapping of profiles`),
  hint: () => 'Write my_profile: {target: dev, outputs: {dev: {type: …}}}',
});

export const threadsOption = defineDiagnostic<{ value: string }>({
  code: 'PRF009',
  category: 'Usage Error',
  message: (d) => `The number of threads must be 1 or more, not ${d.value}`,
});
