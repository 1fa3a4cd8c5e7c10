import type { JsonObject } from '../../base/json.js';
import type { ProfileTarget } from '../types.js';

const SECRET_KEY = /pass|secret|token|private_key|keyfile_json|credential|^pwd$/i;

/** `target` as templates see it: what may be shown of the connection, and what every target has. */
export function targetValues(profile: ProfileTarget, visible: JsonObject = withoutSecrets(profile.output)): JsonObject {
  return {
    ...visible,
    type: profile.adapterType,
    threads: profile.threads,
    name: profile.targetName,
    target_name: profile.targetName,
    profile_name: profile.profileName,
  };
}

/** An output whose adapter is not asked: without keys that look like secrets, and without what is nested. */
function withoutSecrets(output: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(output).filter(
      ([key, value]) => !SECRET_KEY.test(key) && (value === null || typeof value !== 'object'),
    ),
  );
}
