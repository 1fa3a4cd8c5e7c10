import { describe, expect, it } from 'vitest';
import { judge } from '../../../compiler/monitor/judge.js';
import type { AnomalyMonitor, BoundedMonitor, Measure, Past, SchemaMonitor } from '../../../compiler/monitor/types.js';

const common = { name: 'm', description: '', tags: [], subjects: [] } as const;
const NOW = new Date('2026-03-02T02:00:00Z'); // a Monday
const DAY = 86_400_000;

/** Earlier values, newest first, a day apart. */
function past(...values: readonly (number | null)[]): Past[] {
  return values.map((value, index) => ({
    runId: `r${index}`,
    at: new Date(NOW.getTime() - (index + 1) * DAY),
    value,
    text: null,
  }));
}
const number = (value: number | null): Measure => ({ kind: 'number', value });
const rows = (more: Partial<BoundedMonitor> = {}): BoundedMonitor => ({
  ...common,
  type: 'row_count',
  severity: 'error',
  bounds: { maxIncrease: 0.2, maxDecrease: 0.2 },
  comparison: { with: 'previous', window: 7, minHistory: 1 },
  ...more,
});

describe('a number compared with the run before', () => {
  it.each([
    [1200, [1000], 'pass'],
    [1201, [1000], 'fail'],
    [800, [1000], 'pass'],
    [799, [1000], 'fail'],
    [1000, [1000, 1], 'pass'],
    [0, [0], 'pass'],
    [1, [0], 'fail'],
    [1, [], 'learning'],
    // A run that measured nothing is none to compare with.
    [1000, [null, 1000], 'pass'],
  ] as const)('%d after %j: %s', (value, values, status) => {
    expect(judge(rows(), number(value), NOW, past(...values)).status).toBe(status);
  });

  it('warns where it is asked to, and says by how much', () => {
    expect(judge(rows({ severity: 'warn' }), number(1500), NOW, past(1000))).toMatchObject({
      status: 'warn',
      message: '1,500, 50 % above the previous 1,000 (at most 20 %)',
    });
  });

  it('knows the direction', () => {
    const onlyLess = rows({ bounds: { maxDecrease: 0.1 } });
    expect(judge(onlyLess, number(5000), NOW, past(1000)).status).toBe('pass');
    expect(judge(onlyLess, number(850), NOW, past(1000)).status).toBe('fail');
  });

  it('compares with the median of a window', () => {
    const monitor = rows({ comparison: { with: 'median', window: 3, minHistory: 3 } });
    expect(judge(monitor, number(100), NOW, past(500, 100)).status).toBe('learning');
    expect(judge(monitor, number(100), NOW, past(500, 100, 101, 9)).status).toBe('pass');
    expect(judge(monitor, number(500), NOW, past(500, 100, 101)).status).toBe('fail');
  });

  it('has fixed bounds that need no history', () => {
    const monitor = rows({ bounds: { min: 10, max: 20 } });
    expect([9, 10, 20, 21].map((value) => judge(monitor, number(value), NOW, []).status)).toEqual([
      'fail',
      'pass',
      'pass',
      'fail',
    ]);
    const slow = rows({ type: 'duration', bounds: { max: 1800 } });
    expect(judge(slow, number(1800), NOW, []).status).toBe('pass');
    expect(judge(slow, number(1801), NOW, [])).toMatchObject({
      status: 'fail',
      message: '30 minutes 1 second, more than 30 minutes',
    });
  });
});

describe('an anomaly', () => {
  const monitor = (more: Partial<AnomalyMonitor> = {}): AnomalyMonitor => ({
    ...common,
    type: 'anomaly',
    severity: 'error',
    metric: 'sum(x)',
    bounds: {},
    method: 'mad',
    sensitivity: 3,
    seasonality: 'none',
    direction: 'both',
    window: 30,
    minHistory: 5,
    ...more,
  });
  const steady = [100, 102, 98, 101, 99, 103, 97];

  it('is what is too far from the middle', () => {
    const statusOf = (value: number, more: Partial<AnomalyMonitor> = {}) =>
      judge(monitor(more), number(value), NOW, past(...steady)).status;
    expect([100, 106, 130, 70].map((value) => statusOf(value))).toEqual(['pass', 'pass', 'fail', 'fail']);
    expect(statusOf(70, { direction: 'up' })).toBe('pass');
    expect(statusOf(130, { direction: 'down' })).toBe('pass');
    expect(statusOf(130, { severity: 'warn' })).toBe('warn');
    expect(statusOf(107, { sensitivity: 10 })).toBe('pass');
    expect(statusOf(130, { method: 'zscore' })).toBe('fail');
    expect(statusOf(100, { bounds: { max: 99 } })).toBe('fail');
  });

  it('is measured by medians, which one earlier outlier does not move', () => {
    const spoilt = past(...steady, 100_000);
    expect(judge(monitor(), number(130), NOW, spoilt).status).toBe('fail');
    expect(judge(monitor({ method: 'zscore' }), number(130), NOW, spoilt).status).toBe('pass');
  });

  it('is any real change of what never changed, and no rounding', () => {
    const constant = past(50, 50, 50, 50, 50);
    expect(judge(monitor(), number(50.1), NOW, constant).status).toBe('pass');
    expect(judge(monitor(), number(51), NOW, constant).status).toBe('fail');
  });

  it('is compared with the same days of the week', () => {
    // Mondays have 10, other days 100; today is a Monday.
    const weeks = past(
      ...Array.from({ length: 56 }, (_, index) => ((index + 1) % 7 === 0 ? 10 + (index % 2) : 100 + (index % 3))),
    );
    const weekday = monitor({ seasonality: 'weekday', minHistory: 4, window: 8 });
    expect(judge(weekday, number(10), NOW, weeks).status).toBe('pass');
    expect(judge(weekday, number(100), NOW, weeks).status).toBe('fail');
    expect(judge(monitor(), number(100), NOW, weeks).status).toBe('pass');
  });

  it('needs history, and a value', () => {
    expect(judge(monitor(), number(1), NOW, past(1, 1)).status).toBe('learning');
    expect(judge(monitor(), number(null), NOW, []).status).toBe('learning');
    expect(judge(monitor(), number(null), NOW, past(...steady)).status).toBe('fail');
  });
});

describe('columns', () => {
  const monitor: SchemaMonitor = {
    ...common,
    type: 'schema_change',
    severity: 'error',
    allow: [],
    ignoreColumns: ['NOISE'],
  };
  const before: Past[] = [
    { runId: 'r', at: NOW, value: null, text: '{"id":"INTEGER","gone":"DATE","noise":"INTEGER"}' },
  ];
  const now: Measure = {
    kind: 'columns',
    columns: [
      { name: 'ID', type: 'BIGINT' },
      { name: 'fresh', type: 'DATE' },
    ],
  };

  it('may neither come nor go nor change', () => {
    expect(judge(monitor, now, NOW, before)).toMatchObject({
      status: 'fail',
      message: 'column ID is BIGINT, was INTEGER; column fresh (DATE) is new; column gone (DATE) is gone',
    });
    expect(judge({ ...monitor, allow: ['added', 'removed', 'type'] }, now, NOW, before).status).toBe('pass');
    expect(judge({ ...monitor, allow: ['added'] }, now, NOW, before).message).not.toContain('fresh');
    expect(judge(monitor, now, NOW, []).status).toBe('learning');
  });
});

it('knows ages', () => {
  const monitor = { ...common, type: 'freshness', severity: 'error', warnAfter: 3600, errorAfter: 86_400 } as const;
  const age = (value: number | null): Measure => ({ kind: 'age', value });
  const statuses = [0, 3600, 3601, 86_401, null].map((value) => judge(monitor, age(value), NOW, []).status);
  expect(statuses).toEqual(['pass', 'pass', 'warn', 'fail', 'fail']);
});
