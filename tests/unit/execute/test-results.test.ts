import { describe, expect, it } from 'vitest';
import { judge } from '../../../compiler/execute/runners/test.js';

const result = (failures: number, shouldWarn: boolean, shouldError: boolean) => ({ failures, shouldWarn, shouldError });

describe('judge', () => {
  it.each([
    [{}, result(0, false, false), false, 'pass', null, 0],
    [{}, result(1, true, true), false, 'fail', 'Got 1 result, configured to fail if != 0', 1],
    [
      { error_if: '>10', warn_if: '>2' },
      result(12, true, true),
      false,
      'fail',
      'Got 12 results, configured to fail if >10',
      12,
    ],
    [
      { error_if: '>10', warn_if: '>2' },
      result(3, true, false),
      false,
      'warn',
      'Got 3 results, configured to warn if >2',
      3,
    ],
    [{ error_if: '>10', warn_if: '>2' }, result(1, false, false), false, 'pass', null, 0],
    [{ severity: 'WARN' }, result(3, true, true), false, 'warn', 'Got 3 results, configured to warn if != 0', 3],
    [{ severity: 'warn' }, result(3, true, true), true, 'fail', 'Got 3 results, configured to fail if != 0', 3],
  ] as const)('%j %j', (config, answer, warningIsError, status, message, failures) => {
    expect(judge(config, answer, warningIsError)).toEqual({ status, message, failures });
  });
});
