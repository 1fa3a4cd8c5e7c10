import type { SuiteResult } from '../../base/suite-result.js';
import type { Tone } from './style.js';
import { count } from './words.js';

export interface SuiteLine {
  readonly status: SuiteResult['status'];
  readonly tone: Tone;
  readonly text: string;
}

const TONES: Readonly<Record<SuiteResult['status'], Tone>> = {
  pass: 'good',
  warn: 'warn',
  error: 'bad',
  skipped: 'dim',
};

/** A line for each suite: `orders_quality   9 of 10 passed, 1 warned   90.0 %`. */
export function suiteLines(suites: readonly SuiteResult[]): SuiteLine[] {
  const width = Math.max(...suites.map(({ name }) => name.length));
  return suites.map((suite) => {
    const { status, name, rate, minPassRate } = suite;
    const shown = rate === null ? '     -' : percent(rate).padStart(7);
    const minimum = minPassRate === null ? '' : ` (at least ${percent(minPassRate)})`;
    return { status, tone: TONES[status], text: `${name.padEnd(width)}  ${shown}  ${counts(suite)}${minimum}` };
  });
}

/** `15 suites: 13 pass, 2 warn; 143 of 148 expectations passed (96.6 %)` */
export function suitesLine(suites: readonly SuiteResult[]): string {
  const of = (status: SuiteResult['status']) => suites.filter((suite) => suite.status === status).length;
  const statuses = (['pass', 'warn', 'error', 'skipped'] as const).flatMap((s) => (of(s) > 0 ? [`${of(s)} ${s}`] : []));
  const pass = suites.reduce((n, suite) => n + suite.pass, 0);
  const ran = suites.reduce((n, suite) => n + suite.pass + suite.warn + suite.error, 0);
  const rate = ran === 0 ? '' : ` (${percent(pass / ran)})`;
  return `${count(suites.length, 'suite')}: ${statuses.join(', ')}; ${pass} of ${count(ran, 'expectation')} passed${rate}`;
}

function counts({ pass, warn, error, skipped, expectations, results }: SuiteResult): string {
  const parts = [
    `${pass} of ${pass + warn + error} passed`,
    warn > 0 ? `${warn} warned` : '',
    error > 0 ? `${error} failed` : '',
    skipped > 0 ? `${skipped} skipped` : '',
    results.length < expectations ? `${expectations - results.length} not selected` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** What is not whole does not look so. */
function percent(share: number): string {
  return `${(share < 1 ? Math.min(share * 100, 99.9) : 100).toFixed(1)} %`;
}
