import type { TimeRange } from '../base/event-time.js';
/** Invocation and project configuration: the first two values of the data's way. */

import type { JsonObject } from '../base/json.js';
import type { SourceFile, Span } from '../base/source.js';
import type { YamlPath } from '../base/yaml/index.js';

/** Settings of a run, merged from defaults, project `flags:`, environment (`DBT_ENGINE_X`, `DBT_X`, `QUERN_X`) and options. */
export interface Flags {
  readonly fullRefresh: boolean;
  readonly failFast: boolean;
  readonly warnError: boolean;
  readonly warnErrorOptions: {
    readonly error: readonly string[] | 'all' | '*';
    readonly warn: readonly string[];
    readonly silence: readonly string[];
  };
  readonly storeFailures: boolean;
  readonly empty: boolean;
  /** Both or none. */
  readonly eventTimeStart: Date | null;
  readonly eventTimeEnd: Date | null;
  readonly sample: TimeRange | null;
  readonly introspect: boolean;
  readonly partialParse: boolean;
  readonly populateCache: boolean;
  readonly cacheSelectedOnly: boolean;
  readonly writeJson: boolean;
  readonly versionCheck: boolean;
  readonly indirectSelection: 'eager' | 'cautious' | 'buildable' | 'empty';
  readonly useColors: boolean;
  readonly logFormat: 'default' | 'text' | 'json' | 'debug';
  readonly logFormatFile: 'default' | 'text' | 'json' | 'debug';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'none';
  readonly logLevelFile: 'debug' | 'info' | 'warn' | 'error' | 'none';
  readonly logPath: string | null;
  readonly targetPath: string | null;
  readonly quiet: boolean;
  readonly print: boolean;
  readonly printerWidth: number;
  readonly maximumSeedSizeMib: number;
  readonly singleThreaded: boolean;
  readonly defer: boolean;
  readonly favorState: boolean;
  readonly state: string | null;
  readonly deferState: string | null;
  /** Behaviour flags by dbt's names (`require_generic_test_arguments_property`, …), defaults filled in. */
  readonly behavior: Readonly<Record<string, boolean>>;
}

/** One call of quern, whoever made it. Plain data; nothing below reads process.env or process.argv. */
export interface Invocation {
  /** `run`, `docs generate`, … */
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Options as given on the command line, by camel-cased name (`projectDir`, `select`, `vars` as YAML text, …). */
  readonly options: Readonly<Record<string, unknown>>;
  /** The words after the program's name. */
  readonly words?: readonly string[];
  /** What the command's own options are where nobody gave them; for reports. */
  readonly standards?: Readonly<Record<string, unknown>>;
  readonly invocationId: string;
  readonly startedAt: Date;
}

export interface DispatchRule {
  readonly macroNamespace: string;
  readonly searchOrder: readonly string[];
}

export type ConfigTreeName =
  | 'models'
  | 'seeds'
  | 'snapshots'
  | 'analyses'
  | 'sources'
  | 'data_tests'
  | 'unit_tests'
  | 'exposures'
  | 'metrics'
  | 'semantic-models'
  | 'saved-queries'
  | 'functions';

/** One project file: the root project's or a package's. Jinja in it is rendered, except hooks and config strings that dbt renders later. */
export interface PackageConfig {
  readonly name: string;
  readonly version: string | null;
  /** Absolute. */
  readonly root: string;
  readonly file: SourceFile;
  readonly isRoot: boolean;
  readonly paths: {
    readonly models: readonly string[];
    readonly seeds: readonly string[];
    readonly macros: readonly string[];
    readonly tests: readonly string[];
    readonly analyses: readonly string[];
    readonly snapshots: readonly string[];
    readonly docs: readonly string[];
    readonly functions: readonly string[];
    /** What documentation shows besides. */
    readonly assets: readonly string[];
  };
  /** Absolute. */
  readonly targetPath: string;
  readonly logPath: string;
  readonly packagesInstallPath: string;
  readonly cleanTargets: readonly string[];
  readonly quoting: { readonly database?: boolean; readonly schema?: boolean; readonly identifier?: boolean };
  /** Trees as in the project file, keys with their `+`; rendered values. */
  readonly configTrees: Readonly<Partial<Record<ConfigTreeName, JsonObject>>>;
  /** The same trees before rendering. */
  readonly unrenderedConfigTrees: Readonly<Partial<Record<ConfigTreeName, JsonObject>>>;
  /** Unrendered SQL. */
  readonly onRunStart: readonly string[];
  readonly onRunEnd: readonly string[];
  readonly dispatch: readonly DispatchRule[];
  /** `vars:` of this project file, package sections included. */
  readonly vars: JsonObject;
  readonly queryComment: {
    readonly comment: string | null;
    readonly append: boolean;
    /** Beside the text also a label of the job, where the warehouse has them. */
    readonly jobLabel?: boolean;
  } | null;
  readonly requireDbtVersion: readonly string[];
  readonly restrictAccess: boolean;
  /** Names of packages it depends on, where known. */
  readonly dependencies: readonly string[];
}

export interface ProfileTarget {
  readonly profileName: string;
  readonly targetName: string;
  readonly adapterType: string;
  /** The rendered output of the profile as written. */
  readonly output: JsonObject;
  readonly threads: number;
  readonly file: SourceFile;
}

export interface ProjectConfig {
  readonly invocation: Invocation;
  readonly flags: Flags;
  readonly root: PackageConfig;
  /** Installed and local packages, the root not included, in load order. */
  readonly packages: readonly PackageConfig[];
  readonly profile: ProfileTarget;
  readonly cliVars: JsonObject;
  /** Environment as templates see it: process environment over `.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Selectors of selectors.yml by name (their YAML value) and which is the default. */
  readonly selectors: Readonly<Record<string, JsonObject>>;
  readonly selectorSpan?: (name: string, path: YamlPath, what?: 'key' | 'value') => Span | undefined;
  /**
   * The value of `var(name)` for a template of `packageName`: `--vars`, then root project's section for the package, root's
   * globals, then the package's own. Undefined: not set. Names for did-you-mean come from `varNames`.
   */
  lookupVar(name: string, packageName: string): { readonly value: unknown } | undefined;
  varNames(packageName: string): readonly string[];
}
