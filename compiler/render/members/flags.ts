import type { ProjectConfig } from '../../config/types.js';
import { whichOf } from '../../config/which.js';
import { PyObject, toValue, type Value } from '../../jinja/values/index.js';

/** `flags.FULL_REFRESH`, `flags.WHICH`, … ; behaviour flags stand there by their own names in capitals. */
export function flagsValue(config: ProjectConfig): Value {
  return new FlagsValue(config);
}

const OTHERS: Readonly<Record<string, (config: ProjectConfig) => unknown>> = {
  WHICH: (config) => whichOf(config.invocation),
  PROFILES_DIR: (config) => config.invocation.options.profilesDir ?? null,
  PROJECT_DIR: (config) => config.root.root,
  PROFILE: (config) => config.profile.profileName,
  TARGET: (config) => config.profile.targetName,
  THREADS: (config) => config.profile.threads,
  VARS: (config) => config.cliVars,
};

/** Makes what is asked for: most templates that look at flags look at one. */
class FlagsValue extends PyObject {
  readonly typeName = 'Flags';

  constructor(private readonly config: ProjectConfig) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    const { flags } = this.config;
    if (Object.hasOwn(OTHERS, name)) return toValue(OTHERS[name]!(this.config));
    if (name !== name.toUpperCase()) return undefined;
    const lower = name.toLowerCase();
    if (Object.hasOwn(flags.behavior, lower)) return flags.behavior[lower];
    const key = lower.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (key === 'behavior' || !Object.hasOwn(flags, key)) return undefined;
    return toValue((flags as unknown as Readonly<Record<string, unknown>>)[key]);
  }

  override repr(): string {
    return '<Flags object>';
  }
}
