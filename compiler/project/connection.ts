import type { Adapter, Credentials, QuotePolicy } from '../adapters/types.js';
import { type DiagnosticList, defineDiagnostic } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { spanAt } from '../base/source.js';
import { targetValues } from '../config/index.js';
import type { ProjectConfig } from '../config/types.js';
import type { TargetInfo } from '../render/services.js';

const credentialProblem = defineDiagnostic<{ message: string }>({
  code: 'PRF010',
  category: 'Configuration Error',
  message: (d) => d.message,
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
    const line = profile.file.text.split('\n').findIndex((text) => text.trimStart().startsWith(`${problem.key}:`)) + 1;
    const span = line === 0 ? undefined : spanAt(profile.file, line, 1, profile.file.lineText(line).length);
    const diagnostic = credentialProblem({ message: problem.message }, span);
    sink.report(problem.severity === 'warning' ? { ...diagnostic, severity: 'warning' } : diagnostic);
  }
  const keys = adapter.publicKeys.filter((key) => key in credentials);
  const shown = Object.fromEntries(keys.map((key) => [key, credentials[key]])) as JsonObject;
  const visible = targetValues(profile, { ...shown, database, schema });
  return {
    target: { name: profile.targetName, profileName: profile.profileName, database, schema, visible },
    credentials,
    quoting: { ...adapter.dialect.defaultQuoting, ...config.root.quoting },
  };
}
