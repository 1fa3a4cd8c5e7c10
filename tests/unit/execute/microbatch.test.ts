import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../compiler/base/event-time.js';
import { batchesOf } from '../../../compiler/execute/microbatch/batches.js';
import { batchConfig } from '../../../compiler/manifest/batch.js';

const day = (text: string) => new Date(`${text}Z`);
const settings = {
  size: 'day',
  begin: day('2024-01-01T10:00:00'),
  lookback: 1,
  now: day('2024-01-03T12:00:00'),
  incremental: false,
} as const;
const labels = (more: Partial<Parameters<typeof batchesOf>[0]>) =>
  batchesOf({ ...settings, ...more }).map((batch) => batch.label);

describe('batches of event time', () => {
  it('begin where the model says, and the last one is the current one', () => {
    expect(labels({})).toEqual(['2024-01-01', '2024-01-02', '2024-01-03']);
  });

  it('are the current one and those of the lookback once there is a table', () => {
    expect(labels({ incremental: true })).toEqual(['2024-01-02', '2024-01-03']);
    expect(labels({ incremental: true, lookback: 0 })).toEqual(['2024-01-03']);
  });

  it('end with the last whole batch at the very begin of one', () => {
    expect(labels({ incremental: true, now: day('2024-01-03T00:00:00') })).toEqual(['2024-01-01', '2024-01-02']);
  });

  it('are those that the command line names', () => {
    const range = { start: day('2023-12-30T05:00:00'), end: day('2024-01-01T00:00:00') };
    expect(labels({ range, incremental: true })).toEqual(['2023-12-30', '2023-12-31']);
  });

  it.each([
    ['hour', '2024-02-28T23:10:00', '2024-02-29T01:00:00', ['2024-02-28T23', '2024-02-29T00']],
    ['month', '2023-11-30T00:00:00', '2024-02-01T00:00:01', ['2023-11', '2023-12', '2024-01', '2024-02']],
    ['year', '2023-11-30T00:00:00', '2024-02-01T00:00:00', ['2023', '2024']],
  ] as const)('may be a %s long', (size, start, end, expected) => {
    expect(labels({ size, range: { start: day(start), end: day(end) } })).toEqual(expected);
  });

  it('follow each other without a gap, named for relations', () => {
    const batches = batchesOf({ ...settings, size: 'hour', begin: day('2024-01-03T10:30:00') });
    expect(batches.map((b) => [b.id, b.start.toISOString(), b.end.toISOString(), b.incremental])).toEqual([
      ['20240103T10', '2024-01-03T10:00:00.000Z', '2024-01-03T11:00:00.000Z', false],
      ['20240103T11', '2024-01-03T11:00:00.000Z', '2024-01-03T12:00:00.000Z', true],
    ]);
  });
});

describe('settings of batches', () => {
  it('say each what is wrong', () => {
    const wrong = batchConfig({
      materialized: 'incremental',
      batch_size: 'week',
      begin: 'soon',
      lookback: 1.5,
    } as never);
    expect('wrong' in wrong && wrong.wrong.map(([key]) => key)).toEqual([
      'event_time',
      'batch_size',
      'begin',
      'lookback',
    ]);
  });

  it('take a begin in UTC or another zone', () => {
    const begin = (text: string) =>
      (
        batchConfig({ event_time: 't', batch_size: 'day', begin: text } as never) as { begin: Date }
      ).begin.toISOString();
    expect(begin('2024-01-01')).toBe('2024-01-01T00:00:00.000Z');
    expect(begin('2024-01-01 05:30:00')).toBe('2024-01-01T05:30:00.000Z');
    expect(begin('2024-01-01T05:30:00+02:00')).toBe('2024-01-01T03:30:00.000Z');
  });
});

describe('--sample', () => {
  const now = day('2024-03-31T10:00:00');
  it.each([
    ['3 days', '2024-03-28T10:00:00.000Z'],
    ['1 hour', '2024-03-31T09:00:00.000Z'],
    ['1 month', '2024-02-29T10:00:00.000Z'],
    ['1 year', '2023-03-31T10:00:00.000Z'],
  ])('%s back from now', (text, start) => {
    expect(sampleOf(text, now)).toEqual({ start: new Date(start), end: now });
  });

  it('is a range, too', () => {
    expect(sampleOf("{start: 2024-01-01, end: '2024-01-02 05:00:00'}", now)).toEqual({
      start: day('2024-01-01T00:00:00'),
      end: day('2024-01-02T05:00:00'),
    });
  });

  it.each(['3 weeks', 'three days', '{start: 2024-01-02, end: 2024-01-01}', '{start: 2024-01-02}', ''])(
    'is not %s',
    (text) => {
      expect(sampleOf(text, now)).toBeUndefined();
    },
  );
});
