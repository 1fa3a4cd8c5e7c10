#!/usr/bin/env node
/**
 * Writes a day of the lake: files of a folder for each source and day of arrival, never changed once written. Day 1 holds thirty days; each
 * later day one more. The same arguments give the same bytes.
 *
 *   node generate.mjs --day 1 --out lake [--seed 42] [--scale 1] [--first-day 2026-01-31]
 */
import { parseArgs } from 'node:util';
import { writeDay } from './generate/day.mjs';

const { values } = parseArgs({
  options: {
    day: { type: 'string', default: '1' },
    out: { type: 'string', default: 'lake' },
    seed: { type: 'string', default: '42' },
    scale: { type: 'string', default: '1' },
    'first-day': { type: 'string', default: '2026-01-31' },
  },
});

await writeDay({
  day: Number(values.day),
  out: values.out,
  seed: Number(values.seed),
  scale: Number(values.scale),
  firstDay: values['first-day'],
});
