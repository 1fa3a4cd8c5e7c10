import type { Adapter, Credentials, QuotePolicy } from '../adapters/types.js';
import { type DiagnosticList, defineDiagnostic } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { closest } from '../base/suggest.js';
import { targetValues } from '../config/index.js';
import { profilePlace } from '../config/profile/place.js';
import type { ProfileTarget, ProjectConfig } from '../config/types.js';
import type { TargetInfo } from '../render/services.js';

const credentialProblem = defineDiagnostic<{ message: string }>({
  code: 'PRF010',
  category: 'Configuration Error',
  message: (d) => d.message,
});

const misspeltKey = defineDiagnostic<{ key: string; adapter: string; near: string }>({
  code: 'PRF011',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `'${d.key}' is no setting of a ${d.adapter} target and has no effect`,
  hint: (d) => `Did you mean '${d.near}'?`,
});

export interface Connection {
  readonly target: TargetInfo;
  readonly credentials: Credentials;
  readonly quoting: QuotePolicy;
}

/** What the profile says about the connection, checked by the adapter. */
export function connectionOf(config: ProjectConfig, adapter: Adapter, sink: DiagnosticList): Connection {
  const { profile } = config;
  const { credentials, database, schema, problems } = adapter.resolveCredentials(profile.output);
  for (const problem of problems) {
    const diagnostic = credentialProblem({ message: problem.message }, profilePlace(profile, problem.key));
    sink.report(problem.severity === 'warning' ? { ...diagnostic, severity: 'warning' } : diagnostic);
  }
  reportMisspeltKeys(config, adapter, sink);
  const visible = visibleTarget(profile, adapter);
  return {
    target: { name: profile.targetName, profileName: profile.profileName, database, schema, visible },
    credentials,
    quoting: { ...adapter.dialect.defaultQuoting, ...config.root.quoting },
  };
}

/** `target` as templates see it. */
export function visibleTarget(profile: ProfileTarget, adapter: Adapter): JsonObject {
  const { credentials, database, schema } = adapter.resolveCredentials(profile.output);
  const keys = adapter.publicKeys.filter((key) => key in credentials);
  const shown = Object.fromEntries(keys.map((key) => [key, credentials[key]])) as JsonObject;
  const values: JsonObject = { ...shown, database, schema };
  // Also under the names that the platform has for them: target.project.
  const aliases = Object.entries(adapter.keyAliases ?? {}).filter(([, key]) => key in values);
  return targetValues(profile, {
    ...values,
    ...Object.fromEntries(aliases.map(([name, key]) => [name, values[key]!])),
  });
}

/** Keys that nobody reads are let be, as in dbt, unless one looks like a misspelt setting. */
function reportMisspeltKeys({ profile }: ProjectConfig, adapter: Adapter, sink: DiagnosticList): void {
  const { properties = {} } = adapter.profileSchema as { readonly properties?: Readonly<Record<string, unknown>> };
  const known = Object.keys(properties);
  for (const key of Object.keys(profile.output)) {
    const near = key in properties ? undefined : closest(key, known);
    if (near !== undefined && !(near in profile.output))
      sink.report(misspeltKey({ key, adapter: adapter.name, near }, profilePlace(profile, key, 'key')));
  }
}
