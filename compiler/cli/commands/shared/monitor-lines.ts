import type { MonitorResult, MonitorStatus } from '../../../monitor/types.js';

/** One result for people: `FAIL  sales_volume of bronze_sales: 5,000, 31 % above …`. */
export function monitorLine({ monitor, subject, status, message }: MonitorResult): string {
  return `${status.toUpperCase().padEnd(8)} ${monitor.name} of ${subject.name}: ${message}`;
}

const ORDER: readonly MonitorStatus[] = ['pass', 'warn', 'fail', 'error', 'learning', 'skipped'];

/** `Monitors: 4 pass, 1 warn, 2 learning`. */
export function monitorCounts(counts: Readonly<Partial<Record<MonitorStatus, number>>>): string {
  return `Monitors: ${ORDER.flatMap((status) => (counts[status] ? `${counts[status]} ${status}` : [])).join(', ')}`;
}
