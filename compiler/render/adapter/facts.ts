import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { HostObject, PyObject, toValue, type Value } from '../../jinja/values/index.js';
import { unknownBehavior } from './errors.js';
import type { AdapterHost } from './host.js';

/** `adapter.behavior.<flag>`: true or false; a flag that does not exist is an error. */
export class BehaviorValue extends PyObject {
  readonly typeName = 'Behavior';

  constructor(private readonly flags: Readonly<Record<string, boolean>>) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    if (Object.hasOwn(this.flags, name)) return new FlagValue(this.flags[name]!);
    throw new QuernError(unknownBehavior({ name, near: closest(name, Object.keys(this.flags)) }));
  }
}

class FlagValue extends PyObject {
  readonly typeName = 'BehaviorFlagRendered';

  constructor(private readonly setting: boolean) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    return name === 'setting' || name === 'no_warn' ? this.setting : undefined;
  }

  override truthy(): boolean {
    return this.setting;
  }

  override equals(other: Value): boolean {
    return other === this.setting || (other instanceof FlagValue && other.setting === this.setting);
  }

  override toText(): string {
    return this.setting ? 'True' : 'False';
  }
}

/** `adapter.config`: what templates may know of the project. Nothing secret. */
export function configValue(host: AdapterHost): Value {
  const { config, adapter } = host.options;
  return new HostObject('RuntimeConfig', {
    project_name: config.root.name,
    version: config.root.version,
    project_root: config.root.root,
    profile_name: config.profile.profileName,
    target_name: config.profile.targetName,
    threads: config.profile.threads,
    quoting: () => toValue(host.options.quoting),
    credentials: () => {
      const { credentials, database, schema } = host.target;
      const shown = Object.fromEntries(adapter.publicKeys.map((key) => [key, toValue(credentials[key] ?? null)]));
      return new HostObject('Credentials', { ...shown, type: adapter.name, database, schema });
    },
  });
}
