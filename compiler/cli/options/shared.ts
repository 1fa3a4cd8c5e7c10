import { choice, flag, integer, list, type OptionSpecs, text, toggle } from './spec.js';

const RESOURCE_TYPES = [
  'metric',
  'semantic_model',
  'saved_query',
  'source',
  'analysis',
  'function',
  'model',
  'test',
  'unit_test',
  'exposure',
  'snapshot',
  'seed',
  'default',
  'all',
];

/** Where the project is, and what it is told. */
export const projectOptions = {
  projectDir: text(
    '--project-dir',
    'PATH',
    'Folder of the project file; by default this folder or the nearest above it',
    { env: 'PROJECT_DIR' },
  ),
  profilesDir: text('--profiles-dir', 'PATH', 'Folder of profiles.yml; by default this folder, then ~/.dbt', {
    env: 'PROFILES_DIR',
  }),
  vars: text('--vars', 'YAML', "Variables for the project: '{key: value}'"),
} satisfies OptionSpecs;

export const targetPathOption = {
  targetPath: text('--target-path', 'PATH', 'Folder for artifacts and compiled SQL', { env: 'TARGET_PATH' }),
} satisfies OptionSpecs;

export const threadsOption = {
  threads: integer('--threads', "How many nodes may run at once; by default the profile's number"),
} satisfies OptionSpecs;

export const selectionOptions = {
  select: list(
    '--select -s -m --models --model',
    'SELECTION',
    'Only these nodes: names, paths, tag:x, +parents+, @x, and so on',
  ),
  exclude: list('--exclude', 'SELECTION', 'Not these nodes'),
  selector: text('--selector', 'NAME', 'A selector of selectors.yml'),
} satisfies OptionSpecs;

export const resourceTypeOptions = {
  resourceTypes: list('--resource-type --resource-types', 'TYPE', 'Only resources of this type', {
    choices: RESOURCE_TYPES,
    env: 'RESOURCE_TYPES',
  }),
  excludeResourceTypes: list('--exclude-resource-type --exclude-resource-types', 'TYPE', 'No resources of this type', {
    choices: RESOURCE_TYPES,
    env: 'EXCLUDE_RESOURCE_TYPES',
  }),
} satisfies OptionSpecs;

export const fullRefreshOption = {
  fullRefresh: flag('--full-refresh -f', 'Rebuild incremental models and seeds from nothing', { env: 'FULL_REFRESH' }),
} satisfies OptionSpecs;

export const emptyOption = {
  empty: toggle('--empty', 'Read no rows from parents: checks that everything builds, at little cost', {
    env: 'EMPTY',
  }),
} satisfies OptionSpecs;

export const dryRunOption = {
  dryRun: flag('--dry-run', 'Change nothing: say how many versions of rows would be inserted and closed'),
} satisfies OptionSpecs;

export const storeFailuresOption = {
  storeFailures: flag('--store-failures', 'Keep the rows that fail a test in the warehouse', { env: 'STORE_FAILURES' }),
} satisfies OptionSpecs;

export const sqlparseOption = {
  sqlparse: text('--sqlparse', 'YAML', 'Accepted for compatibility', { hidden: true, env: 'SQLPARSE' }),
} satisfies OptionSpecs;

export const eventTimeOptions = {
  eventTimeStart: text(
    '--event-time-start',
    'DATETIME',
    'Begin of the event time that microbatch models are run for (inclusive)',
    { env: 'EVENT_TIME_START' },
  ),
  eventTimeEnd: text(
    '--event-time-end',
    'DATETIME',
    'End of the event time that microbatch models are run for (exclusive)',
    { env: 'EVENT_TIME_END' },
  ),
  sample: text('--sample', 'PERIOD', "Read only rows of this event time: '3 days' or '{start: ..., end: ...}'", {
    env: 'SAMPLE',
  }),
} satisfies OptionSpecs;

export const introspectOption = {
  introspect: toggle('--introspect', 'Let templates query the warehouse', { env: 'INTROSPECT', standard: true }),
} satisfies OptionSpecs;

export const textOrJsonOption = {
  output: choice('--output', ['json', 'text'], 'Format of the result', { standard: 'text' }),
} satisfies OptionSpecs;

/** Options that every command which works on nodes has. */
export const nodeOptions = {
  ...selectionOptions,
  ...projectOptions,
  ...targetPathOption,
  ...threadsOption,
} satisfies OptionSpecs;
