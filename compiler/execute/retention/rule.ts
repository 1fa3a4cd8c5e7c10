import { QuernError } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import type { CompilableNode, SourceNode } from '../../manifest/types.js';
import { badDays } from './diagnostics.js';

export interface RetentionRule {
  readonly days: number;
  /** The date or time by which rows or files grow old. */
  readonly column: string | null;
  /** Whether a full refresh may be made although rows of the inputs were purged. */
  readonly allowsPurgedInputs: boolean;
}

type Settings = Readonly<Record<string, unknown>>;

/** What stands in a resource's `config` and `meta`, config over meta. */
export function settingsOf(resource: CompilableNode | SourceNode): Settings {
  const config = resource.config as unknown as Settings;
  return {
    ...(config.meta as Settings | undefined),
    ...('meta' in resource ? (resource.meta as Settings) : {}),
    ...config,
  };
}

/** Whether `retention_days` is said, whatever it is. */
export function isRetained(resource: CompilableNode | SourceNode): boolean {
  const { retention_days: days } = settingsOf(resource);
  return days !== undefined && days !== null;
}

/** Throws for a number of days that is none. */
export function ruleOf(resource: CompilableNode | SourceNode, place?: Span): RetentionRule | undefined {
  const { retention_days: written, retention_column: column, allow_purged_inputs: allows } = settingsOf(resource);
  if (written === undefined || written === null) return undefined;
  const days = Number(typeof written === 'string' ? written.trim() || Number.NaN : written);
  if (!Number.isInteger(days) || days < 1)
    throw new QuernError(badDays({ name: resource.name, written: String(written) }, place));
  return {
    days,
    column: typeof column === 'string' && column.trim() !== '' ? column.trim() : null,
    allowsPurgedInputs: allows === true,
  };
}

/** The first day that is kept. */
export function cutoffOf(asOf: string, days: number): string {
  const time = Date.parse(`${asOf}T00:00:00Z`) - days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}
