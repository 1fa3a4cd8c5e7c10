import type { Flags, ProjectConfig } from '../../config/types.js';
import { HostObject, toValue, type Value } from '../../jinja/values/index.js';

/** `flags.FULL_REFRESH`, `flags.WHICH`, … ; behaviour flags stand there by their own names in capitals. */
export function flagsValue(config: ProjectConfig): Value {
  const attributes: Record<string, Value | (() => Value)> = { WHICH: config.invocation.command };
  for (const [key, value] of Object.entries(config.flags) as [keyof Flags, unknown][]) {
    if (key === 'behavior') continue;
    attributes[constantName(key)] = () => toValue(value);
  }
  for (const [key, value] of Object.entries(config.flags.behavior)) attributes[key.toUpperCase()] = value;
  attributes.PROFILES_DIR = () => toValue(config.invocation.options.profilesDir ?? null);
  attributes.PROJECT_DIR = () => config.root.root;
  attributes.PROFILE = () => config.profile.profileName;
  attributes.TARGET = () => config.profile.targetName;
  attributes.THREADS = () => config.profile.threads;
  attributes.VARS = () => toValue(config.cliVars);
  return new HostObject('Flags', attributes);
}

function constantName(key: string): string {
  return key.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();
}
