import { createHash } from 'node:crypto';
import type { ProjectConfig } from '../config/types.js';
import { DBT_VERSION } from '../config/version.js';
import { metadataEnvironment } from '../render/members/base.js';

/** The `metadata` object of an artifact. Schema addresses are dbt's, since the artifacts are. */
export function artifactMetadata(
  kind: 'manifest/v12' | 'run-results/v6' | 'catalog/v1' | 'sources/v3',
  config: ProjectConfig,
  now: Date,
): Record<string, unknown> {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${kind}.json`,
    dbt_version: DBT_VERSION,
    generated_at: pythonInstant(now),
    invocation_id: config.invocation.invocationId,
    invocation_started_at: pythonInstant(config.invocation.startedAt),
    env: metadataEnvironment(config.env),
  };
}

/** What the manifest says beyond that. */
export function manifestMetadata(
  config: ProjectConfig,
  adapterType: string,
  quoting: Readonly<Record<string, unknown>>,
  now: Date,
): Record<string, unknown> {
  return {
    ...artifactMetadata('manifest/v12', config, now),
    project_name: config.root.name,
    project_id: createHash('md5').update(config.root.name).digest('hex'),
    user_id: null,
    send_anonymous_usage_stats: false,
    adapter_type: adapterType,
    quoting: { ...quoting, column: null },
    run_started_at: pythonInstant(config.invocation.startedAt).replace('Z', '+00:00'),
  };
}

/** ISO 8601 with microseconds and `Z`, as dbt writes instants. */
export function pythonInstant(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
