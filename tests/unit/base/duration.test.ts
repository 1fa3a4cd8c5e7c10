import { expect, it } from 'vitest';
import { secondsOf, spanWords } from '../../../compiler/base/duration.js';

it.each([
  [90, 90],
  ['90', 90],
  ['30 minutes', 1800],
  ['1.5h', 5400],
  ['1 hour 30 minutes', 5400],
  ['1h30m', 5400],
  ['500 ms', 0.5],
  ['2 Days', 172_800],
  ['soon', undefined],
  ['3 fortnights', undefined],
  ['30 minutes or so', undefined],
  [-1, undefined],
  ['', undefined],
  [true, undefined],
])('%j means %j seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

it.each([
  [0, '0 seconds'],
  [0.1234, '0.12 seconds'],
  [1, '1 second'],
  [59.4, '59.4 seconds'],
  [61, '1 minute 1 second'],
  [3599.9, '60 minutes'],
  [7200, '2 hours'],
  [90_000, '1 day 1 hour'],
])('%d seconds are %j', (seconds, words) => {
  expect(spanWords(seconds)).toBe(words);
});
