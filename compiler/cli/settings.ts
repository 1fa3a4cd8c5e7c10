import { resolve } from 'node:path';
import { typedPasswords } from '../config/secrets.js';
import type { Flags, ProjectConfig } from '../config/types.js';
import type { Level } from './records/record.js';

type LogFormat = Flags['logFormat'];

/** How a call shows what it does, and what of it goes into the log file. */
export interface OutputSettings {
  readonly format: LogFormat;
  readonly level: Level | 'none';
  readonly fileFormat: LogFormat;
  readonly fileLevel: Level | 'none';
  /** Undefined: as the stream and the environment suggest. */
  readonly colors: boolean | undefined;
  readonly fileColors: boolean;
  readonly quiet: boolean;
  readonly print: boolean;
  readonly printerWidth: number;
  readonly hints: boolean;
  readonly showsResources: boolean;
  readonly warningLimit: number;
  /** Null: no log file. */
  readonly logFolder: string | null;
  readonly logFileMaxBytes: number;
  /** What the log file must not tell. */
  readonly secrets: readonly string[];
}

type Options = Readonly<Record<string, unknown>>;

const DEFAULT_LOG_BYTES = 10 * 1024 * 1024;
const WARNING_LIMIT = 5;

/**
 * Settings before the project is read: from options and environment. There is no log file yet unless its folder is given,
 * as nothing is written into a folder that may hold no project.
 */
export function earlySettings(options: Options, cwd: string): OutputSettings {
  const get = <T>(key: string, standard: T): T => (options[key] === undefined ? standard : (options[key] as T));
  const debug = get('debug', false);
  const quiet = get('quiet', false);
  const logPath = get<string | null>('logPath', null);
  const format = get<LogFormat>('logFormat', 'default');
  return {
    format,
    level: quiet ? 'error' : debug ? 'debug' : get<Level | 'none'>('logLevel', 'info'),
    fileFormat: get<LogFormat>('logFormatFile', format === 'json' ? 'json' : 'debug'),
    fileLevel: get<Level | 'none'>('logLevelFile', 'debug'),
    colors: get<boolean | undefined>('useColors', undefined),
    fileColors: get('useColorsFile', false),
    quiet,
    print: get('print', true),
    printerWidth: get('printerWidth', 80),
    hints: get('hintsEnabled', true),
    showsResources: get('showResourceReport', false),
    warningLimit: get('showAllDeprecations', false) ? Number.POSITIVE_INFINITY : WARNING_LIMIT,
    logFolder: logPath === null ? null : resolve(cwd, logPath),
    logFileMaxBytes: get('logFileMaxBytes', DEFAULT_LOG_BYTES),
    secrets: [],
  };
}

/** The settings once the project's own flags are known; options and environment stay stronger, as they are in `flags`. */
export function projectSettings(early: OutputSettings, options: Options, config: ProjectConfig): OutputSettings {
  const { flags } = config;
  const quiet = early.quiet || flags.quiet;
  return {
    ...early,
    format: flags.logFormat,
    level: quiet ? 'error' : early.level === 'debug' ? 'debug' : flags.logLevel,
    fileFormat: options.logFormatFile === undefined && flags.logFormat === 'json' ? 'json' : flags.logFormatFile,
    fileLevel: flags.logLevelFile,
    colors: early.colors ?? (flags.useColors ? undefined : false),
    quiet,
    print: flags.print,
    printerWidth: flags.printerWidth,
    logFolder: early.logFolder ?? config.root.logPath,
    secrets: typedPasswords(config),
  };
}
