import type { SuiteResult } from '../../base/suite-result.js';
import { suiteLines, suitesLine } from '../text/suites.js';
import { type Draft, EMPTY_LINE } from './draft.js';

/** Suites have no event in dbt: notes, whose data are the counts. */
export function suiteRecords(suites: readonly SuiteResult[]): Draft[] {
  const lines = suiteLines(suites).map(({ status, tone, text }, at): Draft => {
    const { name, pass, warn, error, skipped, rate } = suites[at]!;
    const mark = status.toUpperCase();
    const message = `${mark.padEnd(7)} suite ${text}`;
    return {
      name: 'Note',
      message,
      accent: { text: mark, tone },
      data: { msg: message, suite: name, status, pass, warn, error, skipped, rate },
    };
  });
  const message = suitesLine(suites);
  return [EMPTY_LINE, ...lines, { name: 'Note', message, data: { msg: message } }];
}
