import type { DiagnosticSink } from '../base/diagnostics.js';
import { QuernError } from '../base/diagnostics.js';
import { instantOf, sampleOf } from '../base/event-time.js';
import { SourceFile, type Span } from '../base/source.js';
import { closest } from '../base/suggest.js';
import { parseYaml } from '../base/yaml/index.js';
import { emptyRange, environmentFlag, flagOption, flagType, halfRange, unknownFlag } from './diagnostics.js';
import { BEHAVIOR_FLAGS, UNUSED_FLAGS } from './flag-names.js';
import type { Flags, Invocation } from './types.js';

/** The types a flag's value can have; `choice` lists its values. */
type Kind = 'boolean' | 'integer' | 'text' | 'time' | 'sample' | 'warnErrorOptions' | readonly string[];

interface FlagDefinition {
  readonly kind: Kind;
  readonly fallback: unknown;
  /** Not settable in a project file. */
  readonly commandOnly?: true;
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'none'] as const;
const FORMATS = ['default', 'text', 'json', 'debug'] as const;
const on = (fallback: boolean): FlagDefinition => ({ kind: 'boolean', fallback });
const onCommand = (fallback: boolean): FlagDefinition => ({ kind: 'boolean', fallback, commandOnly: true });
const path: FlagDefinition = { kind: 'text', fallback: null, commandOnly: true };
const NO_OPTIONS = { error: [], warn: [], silence: [] };

const DEFINITIONS: Readonly<Record<Exclude<keyof Flags, 'behavior'>, FlagDefinition>> = {
  fullRefresh: onCommand(false),
  failFast: on(false),
  warnError: on(false),
  warnErrorOptions: { kind: 'warnErrorOptions', fallback: NO_OPTIONS },
  storeFailures: onCommand(false),
  empty: onCommand(false),
  eventTimeStart: { kind: 'time', fallback: null, commandOnly: true },
  eventTimeEnd: { kind: 'time', fallback: null, commandOnly: true },
  sample: { kind: 'sample', fallback: null, commandOnly: true },
  introspect: onCommand(true),
  partialParse: on(true),
  populateCache: on(true),
  cacheSelectedOnly: on(false),
  writeJson: on(true),
  versionCheck: on(true),
  indirectSelection: { kind: ['eager', 'cautious', 'buildable', 'empty'], fallback: 'eager' },
  useColors: on(true),
  logFormat: { kind: FORMATS, fallback: 'default' },
  logFormatFile: { kind: FORMATS, fallback: 'debug' },
  logLevel: { kind: LEVELS, fallback: 'info' },
  logLevelFile: { kind: LEVELS, fallback: 'debug' },
  logPath: path,
  targetPath: path,
  quiet: on(false),
  print: on(true),
  printerWidth: { kind: 'integer', fallback: 80 },
  maximumSeedSizeMib: { kind: 'integer', fallback: 1 },
  singleThreaded: onCommand(false),
  defer: onCommand(false),
  favorState: onCommand(false),
  state: path,
  deferState: path,
};

/** What a project file says of flags. */
export interface ProjectFlags {
  readonly values: Readonly<Record<string, unknown>>;
  spanOf(flag: string): Span;
}

/** Flags from defaults, the user's settings, the project's `flags:`, the environment and options, each over the one before. */
export function resolveFlags(
  invocation: Invocation,
  env: Invocation['env'],
  project: ProjectFlags,
  sink: DiagnosticSink,
  user: Readonly<Record<string, unknown>> = {},
): Flags {
  const flags: Record<string, unknown> = {};
  const given = new Set<string>();
  for (const [name, definition] of Object.entries(DEFINITIONS)) {
    flags[name] = definition.fallback;
    const key = snakeCase(name);
    for (const value of [
      user[key] === undefined ? undefined : convert(user[key], definition.kind),
      definition.commandOnly ? undefined : projectValue(key, definition.kind, project, sink),
      environmentValue(key, definition.kind, env, sink),
      optionValue(key, invocation.options[name], definition.kind, sink),
    ]) {
      if (value === undefined) continue;
      flags[name] = value;
      given.add(name);
    }
  }
  if (typeof flags.sample === 'string') flags.sample = sampleOf(flags.sample, invocation.startedAt);
  checkEventTime(flags as unknown as Flags, sink);
  if (!given.has('logLevel') && debug(invocation, env, project)) flags.logLevel = 'debug';
  // What is set for the terminal alone holds for the log file too.
  if (given.has('logLevel') && !given.has('logLevelFile')) flags.logLevelFile = flags.logLevel;
  if (given.has('logFormat') && !given.has('logFormatFile')) flags.logFormatFile = flags.logFormat;
  flags.behavior = behavior(env, project, sink);
  reportUnknown(project, sink);
  return flags as unknown as Flags;
}

function checkEventTime({ eventTimeStart: start, eventTimeEnd: end }: Flags, sink: DiagnosticSink): void {
  if ((start === null) !== (end === null)) sink.report(halfRange({ given: start ? 'start' : 'end' }));
  if (start && end && start >= end) sink.report(emptyRange({}));
}

/** `--debug` is a shorthand of `--log-level debug`. */
function debug(invocation: Invocation, env: Invocation['env'], project: ProjectFlags): boolean {
  const option = invocation.options.debug;
  if (typeof option === 'boolean') return option;
  const text = environmentText('debug', env);
  return convert(text ? scalar(text.value) : project.values.debug, 'boolean') === true;
}

/** Older names of variables. */
const OLDER_NAMES: Readonly<Record<string, string>> = {
  defer: 'DBT_DEFER_TO_STATE',
  favor_state: 'DBT_FAVOR_STATE_MODE',
  state: 'DBT_ARTIFACT_STATE_PATH',
};

/** The value of `DBT_X` in any of its spellings: quern's own first, then dbt's new and old. */
export function environmentText(key: string, env: Invocation['env']): { name: string; value: string } | undefined {
  const names = ['QUERN_', 'DBT_ENGINE_', 'DBT_'].map((prefix) => prefix + key.toUpperCase());
  for (const name of OLDER_NAMES[key] ? [...names, OLDER_NAMES[key]] : names) {
    const value = env[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
}

function projectValue(key: string, kind: Kind, project: ProjectFlags, sink: DiagnosticSink): unknown {
  const value = project.values[key];
  if (value === undefined || value === null) return undefined;
  const result = convert(value, kind);
  if (result === undefined) sink.report(flagType({ name: key, wanted: wanted(kind) }, project.spanOf(key)));
  return result;
}

function environmentValue(key: string, kind: Kind, env: Invocation['env'], sink: DiagnosticSink): unknown {
  const found = environmentText(key, env);
  if (!found) return undefined;
  const result = convert(kind === 'boolean' || kind === 'integer' ? scalar(found.value) : found.value, kind);
  if (result === undefined) sink.report(environmentFlag({ ...found, wanted: wanted(kind) }));
  return result;
}

function optionValue(key: string, value: unknown, kind: Kind, sink: DiagnosticSink): unknown {
  if (value === undefined || value === null) return undefined;
  const result = convert(typeof value === 'string' && kind === 'integer' ? scalar(value) : value, kind);
  if (result === undefined)
    sink.report(flagOption({ name: key.replaceAll('_', '-'), value: String(value), wanted: wanted(kind) }));
  return result;
}

/** Text of the environment as a flag's value: click's booleans, and integers. */
function scalar(text: string): unknown {
  const lower = text.trim().toLowerCase();
  if (['1', 'true', 't', 'yes', 'y', 'on'].includes(lower)) return lower === '1' ? 1 : true;
  if (['0', 'false', 'f', 'no', 'n', 'off'].includes(lower)) return lower === '0' ? 0 : false;
  return /^-?\d+$/.test(lower) ? Number(lower) : text;
}

function convert(value: unknown, kind: Kind): unknown {
  if (kind === 'boolean')
    return typeof value === 'boolean' ? value : value === 1 ? true : value === 0 ? false : undefined;
  if (kind === 'integer') return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
  if (kind === 'text') return typeof value === 'string' ? value : undefined;
  if (kind === 'warnErrorOptions') return warnErrorOptions(value);
  if (kind === 'time') return instantOf(String(value));
  if (kind === 'sample') return sampleOf(String(value), new Date(0)) && String(value);
  return typeof value === 'string' && kind.includes(value.toLowerCase()) ? value.toLowerCase() : undefined;
}

function wanted(kind: Kind): string {
  if (kind === 'boolean') return 'true or false';
  if (kind === 'integer') return 'a whole number';
  if (kind === 'text') return 'text';
  if (kind === 'time') return "a date or time like '2024-01-31' or '2024-01-31T05:00:00'";
  if (kind === 'sample')
    return "a time back from now like '3 days' (hours, days, months, years), or {start: ..., end: ...}";
  if (kind === 'warnErrorOptions') return 'a mapping of error, warn and silence to lists of event names';
  return `one of ${kind.join(', ')}`;
}

/** `{error: all, warn: [X], silence: []}`, with the older names include and exclude. */
function warnErrorOptions(value: unknown): Flags['warnErrorOptions'] | undefined {
  const data = typeof value === 'string' ? parsed(value) : value;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return undefined;
  const record = data as Readonly<Record<string, unknown>>;
  const error = record.error ?? record.include ?? [];
  const warn = record.warn ?? record.exclude ?? [];
  const silence = record.silence ?? [];
  const all = error === 'all' || error === '*';
  if ((!all && !isNames(error)) || !isNames(warn) || !isNames(silence)) return undefined;
  return { error: error as readonly string[] | 'all' | '*', warn, silence };
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function parsed(text: string): unknown {
  try {
    return parseYaml(new SourceFile('--warn-error-options', text)).value;
  } catch (error) {
    if (error instanceof QuernError) return undefined;
    throw error;
  }
}

function behavior(
  env: Invocation['env'],
  project: ProjectFlags,
  sink: DiagnosticSink,
): Readonly<Record<string, boolean>> {
  const result: Record<string, boolean> = { ...BEHAVIOR_FLAGS };
  for (const key of Object.keys(BEHAVIOR_FLAGS)) {
    const value = environmentValue(key, 'boolean', env, sink) ?? projectValue(key, 'boolean', project, sink);
    if (typeof value === 'boolean') result[key] = value;
  }
  // Flags of adapters, which only they know.
  for (const [key, value] of Object.entries(project.values)) {
    if (!(key in result) && typeof value === 'boolean' && !isKnown(key)) result[key] = value;
  }
  return result;
}

function isKnown(key: string): boolean {
  return key in BEHAVIOR_FLAGS || UNUSED_FLAGS.includes(key) || camelCase(key) in DEFINITIONS;
}

function reportUnknown(project: ProjectFlags, sink: DiagnosticSink): void {
  const known = [...Object.keys(BEHAVIOR_FLAGS), ...UNUSED_FLAGS, ...Object.keys(DEFINITIONS).map(snakeCase)];
  for (const [key, value] of Object.entries(project.values)) {
    if (isKnown(key)) continue;
    const near = closest(key, known);
    // A flag of an adapter is a boolean with a name of its own.
    if (near === undefined && typeof value === 'boolean') continue;
    sink.report(unknownFlag({ name: key, near }, project.spanOf(key)));
  }
}

export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
}

export function camelCase(key: string): string {
  return key.replace(/[_-]([a-z])/g, (_, c: string) => c.toUpperCase());
}
