import { instantOf, type TimeRange } from '../base/event-time.js';
import type { CompilableNode, ModelNode, NodeConfig } from './types.js';

/** One batch of a microbatch model: what of its event time one run of it replaces. */
export interface Batch extends TimeRange {
  /** As relation names carry it: `20240131`, `20240131T05`. */
  readonly id: string;
  /** As people read it: `2024-01-31`, `2024-01-31T05`. */
  readonly label: string;
  /** Whether it adds to a relation that is there, in place of making it. */
  readonly incremental: boolean;
}

export const BATCH_SIZES = ['hour', 'day', 'month', 'year'] as const;
export type BatchSize = (typeof BATCH_SIZES)[number];

/** Whether a node is run batch by batch of its event time. */
export function isMicrobatch(node: Pick<CompilableNode, 'resourceType' | 'config'>): node is ModelNode {
  const { materialized, incremental_strategy: strategy } = node.config;
  return node.resourceType === 'model' && materialized === 'incremental' && strategy === 'microbatch';
}

/** How a microbatch model is cut into batches. */
export interface BatchConfig {
  readonly size: BatchSize;
  readonly begin: Date;
  readonly lookback: number;
  /** Absent: batches run side by side unless the model reads itself. */
  readonly concurrent?: boolean;
}

/** What the configuration says of batches; of each key that says it wrong, what it must be. */
export function batchConfig(
  config: NodeConfig,
): BatchConfig | { readonly wrong: readonly (readonly [string, string])[] } {
  const wrong: [string, string][] = [];
  if (typeof config.event_time !== 'string' || config.event_time === '')
    wrong.push(['event_time', 'the name of the column with the time of its rows']);
  const size = BATCH_SIZES.find((name) => name === config.batch_size);
  if (!size) wrong.push(['batch_size', `one of ${BATCH_SIZES.join(', ')}`]);
  const begin = config.begin === null || config.begin === undefined ? undefined : instantOf(String(config.begin));
  if (!begin) wrong.push(['begin', "the time of the first batch: '2024-01-31' or '2024-01-31T05:00:00'"]);
  const lookback = config.lookback ?? 1;
  if (!Number.isInteger(lookback) || (lookback as number) < 0) wrong.push(['lookback', 'a number of batches']);
  const concurrent = config.concurrent_batches ?? undefined;
  if (concurrent !== undefined && typeof concurrent !== 'boolean') wrong.push(['concurrent_batches', 'true or false']);
  if (wrong.length > 0) return { wrong };
  return {
    size: size!,
    begin: begin!,
    lookback: lookback as number,
    ...(concurrent === undefined ? {} : { concurrent: concurrent as boolean }),
  };
}
