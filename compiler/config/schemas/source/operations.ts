import {
  choice,
  described,
  flag,
  integer,
  labelled,
  list,
  mapping,
  object,
  ref,
  scalar,
  text,
  texts,
} from './definitions.js';
import type { SchemaNode, SchemaSource } from './nodes.js';

const monitor = {
  ...described,
  meta: labelled.meta,
  tags: labelled.tags,
  enabled: flag('Whether it is run (default: true)'),
  type: choice(['row_count', 'duration', 'freshness', 'schema_change', 'anomaly'], 'What is watched'),
  severity: choice(['error', 'warn'], 'What a finding is (default: error)'),
  model: text('The model, seed or snapshot that is watched'),
  models: texts('Several of them'),
  source: text('The table of a source that is watched: source.table'),
  sources: texts('Several of them'),
  select: texts('What is watched, as --select has it: tag:bronze'),
  where: text('SQL condition on the rows that count'),
  min: scalar('The least that is well: a number, or a time such as 10 seconds'),
  max: scalar('The most that is well: a number, or a time such as 30 minutes'),
  max_change: scalar('How far it may differ from earlier runs, up or down: 20 %, or 0.2'),
  max_increase: scalar('How far it may be above earlier runs'),
  max_decrease: scalar('How far it may be below earlier runs'),
  compare_with: choice(
    ['previous', 'median'],
    'The run before, or the middle of those of the window (default: previous)',
  ),
  window: integer('How many earlier runs are looked at'),
  min_history: integer('From how many earlier runs on it says something'),
  max_age: text('Freshness: how old the newest row may be: 24 hours'),
  warn_after: text('Freshness: the age from which on it warns'),
  error_after: text('Freshness: the age from which on it fails'),
  loaded_at: text('Freshness: the column or expression with the time of loading'),
  allow: texts('Schema change: what is no finding: added, removed, type'),
  ignore_columns: texts('Schema change: columns that may come and go'),
  metric: text('Anomaly: an SQL expression over the rows: sum(amount)'),
  method: choice(
    ['zscore', 'mad'],
    'Anomaly: distance from the mean in standard deviations, or from the median in median deviations (default: mad)',
  ),
  sensitivity: scalar('Anomaly: how many deviations are too many (default: 3)'),
  seasonality: choice(['none', 'weekday'], 'Anomaly: compare with the same days of the week only'),
  direction: choice(['both', 'up', 'down'], 'Anomaly: on which side it is one (default: both)'),
};

const smtp = {
  host: text('Name of the server'),
  port: scalar('Port (default: 587, or 465 with tls)'),
  tls: choice(['starttls', 'tls', 'none'], 'How the connection is secured (default: starttls)'),
  user: text('Login'),
  password: text('Password: "{{ env_var(\'DBT_ENV_SECRET_SMTP\') }}"'),
};

const notification = {
  ...described,
  enabled: flag('Whether it is used (default: true)'),
  type: choice(['webhook', 'slack', 'email', 'command'], 'What kind of channel it is'),
  when: texts('What it is told of: failure, warning, summary (default: failure, warning)'),
  url: text('Webhook, Slack: the address'),
  method: choice(['post', 'put'], 'Webhook: the method (default: post)'),
  headers: mapping('Webhook: further headers'),
  channel: text('Slack: the channel, where the address does not say it'),
  mention: text('Slack: who is called on failure: @here, <@U123>'),
  smtp: object('E-mail: the server', smtp),
  from: text('E-mail: the sender'),
  to: texts('E-mail: the receivers'),
  command: texts('Command: the program and its arguments; the message is its input'),
  timeout: scalar('How long an attempt may take (default: 10 seconds)'),
  retries: integer('How many more attempts are made (default: 2)'),
  retry_delay: scalar('How long it waits before the next attempt (default: 2 seconds)'),
};

const layer = { name: text('Name'), select: texts('What belongs to it: tag:bronze'), exclude: texts('What does not') };

const nightly = {
  select: texts('What the night builds (default: everything)'),
  exclude: texts('What it leaves out'),
  layers: {
    kind: 'list',
    items: { kind: 'textOrMapping', properties: layer },
    description: 'Layers that are built one after the other: selections, or {name, select}',
  } as SchemaNode,
  tests: choice(
    ['last', 'each_layer'],
    'Test when everything is built, or each layer before the next one (default: last)',
  ),
  stale_sources: choice(
    ['stop', 'fail', 'warn', 'ignore'],
    'What a source that is too old does: stop the night before it builds, or let it build and fail, warn (default: fail)',
  ),
  monitors: flag('Run the monitors (default: true)'),
  retries: integer('How often what failed for a passing reason is tried again (default: 2)'),
  retry_delay: scalar('How long it waits before that (default: 30 seconds)'),
  resume_within: scalar('How long an unfinished night is gone on with (default: 12 hours)'),
};

const monitoring = {
  history: choice(['warehouse', 'file'], 'Where the history of metrics is kept (default: warehouse)'),
  path: text('The file (default: monitoring/metrics.jsonl)'),
  keep: scalar('How long history is kept (default: 400 days)'),
};

const elsewhere = (node: SchemaNode): SchemaNode => ({ ...node, elsewhere: true });

/** What is watched, who is told, and how the night goes. The readers of monitors and notifications know which keys go with which type. */
const operationsDefinitions: Readonly<Record<string, SchemaNode>> = {
  monitor: elsewhere(object('What is watched from run to run', monitor, ['name', 'type'])),
  notification: elsewhere(object('Who is told of a run, and how', notification, ['name', 'type'])),
  nightly: object('How quern nightly goes', nightly),
  monitoring: object('How monitors keep their history', monitoring),
};

/** The same for other files: who reads operations checks them there, so that nobody else pays for it. */
export const operationsElsewhere: Readonly<Record<string, SchemaNode>> = Object.fromEntries(
  Object.entries(operationsDefinitions).map(([name, node]) => [name, elsewhere(node)]),
);

export const operationsKeys: Readonly<Record<string, SchemaNode>> = {
  monitoring: ref('monitoring', 'How monitors keep their history'),
  notifications: list(ref('notification'), 'Who is told of runs'),
  nightly: ref('nightly', 'How quern nightly goes'),
};

export const operationsSchema: SchemaSource = {
  title: 'Operations of a project',
  root: object('What is watched, who is told, and how the night goes', {
    version: scalar('2'),
    monitors: list(ref('monitor'), 'What is watched from run to run'),
    ...operationsKeys,
  }),
  definitions: operationsDefinitions,
};
