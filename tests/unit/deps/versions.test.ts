import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  formatRange,
  formatSpecifier,
  installable,
  isCompatible,
  newestIn,
  parseSpecifier,
  reduceVersions,
  type Specifier,
} from '../../../compiler/deps/resolve/versions.js';

type Recorded = readonly [
  wanted: readonly string[],
  available: readonly string[],
  prereleases: boolean,
  range: string | null,
  newest: string | null,
];
/** What dbt 1.12 answers to ranges made by chance. */
const RECORDED = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded/versions.json'), 'utf8')) as Recorded[];

describe('versions', () => {
  it('are reduced and chosen as dbt does it', () => {
    const answers = RECORDED.map(([wanted, available, prereleases]): Recorded => {
      const specifiers = wanted.map((text) => parseSpecifier(text)!);
      const range = reduceVersions(specifiers);
      if (!range) return [wanted, available, prereleases, null, null];
      const candidates = installable(available, prereleases || specifiers.some((s) => s.prerelease));
      return [wanted, available, prereleases, formatRange(range), newestIn(range, candidates) ?? null];
    });
    expect(answers).toEqual(RECORDED);
    expect(RECORDED.filter(([, , , range]) => range === null).length).toBeGreaterThan(20);
    expect(RECORDED.filter(([, , , , newest]) => newest !== null).length).toBeGreaterThan(20);
  });

  it.each([
    ['1.0.0', '=1.0.0'],
    ['>=1.0.0-rc1', '>=1.0.0-rc1'],
    ['1.0.0b1', '=1.0.0-b1'],
    ['<=1.0.0-a.1+build.5', '<=1.0.0-a.1+build.5'],
  ])('%s is one', (text, expected) => {
    expect(formatSpecifier(parseSpecifier(text) as Specifier)).toBe(expected);
  });

  it.each(['1', '1.0', '>= 1.0.0', '>=1.0.0,<2.0.0', '01.0.0', 'v1.0.0', '~1.0.0', ''])('%j is none', (text) => {
    expect(parseSpecifier(text)).toBeUndefined();
  });

  it('suit the dbt that a package asks for', () => {
    expect(isCompatible('1.12.1', [])).toBe(true);
    expect(isCompatible('1.12.1', ['>=1.3.0', '<3.0.0'])).toBe(true);
    expect(isCompatible('1.12.1', ['>=1.3.0', '<1.12.0'])).toBe(false);
    expect(isCompatible('1.12.1', ['nonsense'])).toBe(false);
  });
});
