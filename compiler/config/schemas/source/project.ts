import { BEHAVIOR_FLAGS } from '../../flag-names.js';
import { any, flag, list, mapping, object, open, ref, scalar, sharedDefinitions, text, texts } from './definitions.js';
import { name, type SchemaNode, type SchemaSource } from './nodes.js';
import { operationsElsewhere, operationsKeys } from './operations.js';

const tree = (what: string): SchemaNode => mapping(`Configs of ${what} by package and folder; keys with + are configs`);

const flags: Record<string, SchemaNode> = Object.fromEntries(
  Object.entries(BEHAVIOR_FLAGS).map(([key, value]) => [key, flag(`Default: ${value}`)]),
);

const project = {
  name: name('Name of the project: letters, digits and _'),
  'config-version': scalar('2'),
  version: scalar('Version of the project'),
  profile: text('Profile of profiles.yml to connect with'),
  'project-root': text('Ignored'),
  'model-paths': texts('Folders with models (default: models)'),
  'seed-paths': texts('Folders with seeds (default: seeds)'),
  'macro-paths': texts('Folders with macros (default: macros)'),
  'test-paths': texts('Folders with data tests (default: tests)'),
  'analysis-paths': texts('Folders with analyses (default: analyses)'),
  'snapshot-paths': texts('Folders with snapshots (default: snapshots)'),
  'docs-paths': texts('Folders with docs blocks (default: all of these)'),
  'asset-paths': texts('Folders that documentation copies'),
  'function-paths': texts('Folders with functions (default: functions)'),
  'osi-paths': texts('Folders with OSI documents'),
  'source-paths': texts('The older name of model-paths'),
  'data-paths': texts('The older name of seed-paths'),
  'target-path': text('Folder for what is made (default: target)'),
  'log-path': text('Folder for logs (default: logs)'),
  'packages-install-path': text('Folder for installed packages (default: dbt_packages)'),
  'clean-targets': texts('Folders that clean removes'),
  quoting: ref('quoting'),
  'on-run-start': texts('SQL to run before everything'),
  'on-run-end': texts('SQL to run after everything'),
  'require-dbt-version': texts('Versions of dbt that the project works with'),
  dispatch: list(
    object('Where macros of a package are looked for', {
      macro_namespace: text('Package'),
      search_order: texts('Packages, in order'),
    }),
  ),
  vars: mapping('Variables, also by package'),
  'query-comment': {
    kind: 'textOrMapping',
    description: 'Comment at the head of queries',
    properties: {
      comment: text('Its text'),
      append: flag('At the end instead'),
      'job-label': flag('As labels of jobs'),
    },
  } as SchemaNode,
  'restrict-access': flag('Let other packages refer to public models only'),
  'dbt-cloud': mapping('Ignored'),
  flags: open('Flags of every run in this project', flags),
  packages: list(any(), 'Packages'),
  sync: any(),
  models: tree('models'),
  seeds: tree('seeds'),
  snapshots: tree('snapshots'),
  analyses: tree('analyses'),
  sources: tree('sources'),
  tests: tree('data tests (older name)'),
  data_tests: tree('data tests'),
  unit_tests: tree('unit tests'),
  metrics: tree('metrics'),
  'semantic-models': tree('semantic models'),
  'saved-queries': tree('saved queries'),
  exposures: tree('exposures'),
  functions: tree('functions'),
};

const target = open('A connection', {
  type: text('Adapter'),
  schema: text('Schema to build in'),
  threads: { kind: 'scalar', description: 'Nodes at a time' },
});

export const projectSchema: SchemaSource = {
  title: 'Project file',
  root: object(
    'A project',
    {
      ...project,
      target: text('The target to use by default (project.yml)'),
      targets: {
        kind: 'mapping',
        values: target,
        description: 'Connections by name (project.yml); no profiles.yml is needed then',
      },
      outputs: { kind: 'mapping', values: target, description: 'The same as targets' },
      ...operationsKeys,
    },
    ['name'],
  ),
  definitions: { quoting: sharedDefinitions.quoting!, ...operationsElsewhere },
};

export const profilesSchema: SchemaSource = {
  title: 'Profiles',
  root: {
    kind: 'mapping',
    description: 'Profiles by name',
    open: true,
    properties: { config: mapping('Ignored: flags stand in the project file') },
    values: open('A profile', {
      target: text('The target to use by default'),
      outputs: { kind: 'mapping', values: target, description: 'Connections by name' },
    }),
  },
  definitions: {},
};
