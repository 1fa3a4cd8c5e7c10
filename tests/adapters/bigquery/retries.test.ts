import { describe, expect, it } from 'vitest';
import { offsetOf } from '../../../compiler/adapters/bigquery/errors.js';
import { isRetryableJob, isTransient, RestError, restError } from '../../../compiler/adapters/bigquery/rest-error.js';
import { isSameInterval } from '../../../compiler/adapters/bigquery/staleness.js';

describe('a call', () => {
  it.each([
    [true, { status: 503, reason: 'backendError' }],
    [true, { status: 429 }],
    [true, { status: 403, reason: 'rateLimitExceeded' }],
    [true, { code: 'ECONNRESET' }],
    [true, { code: 'ECONNREFUSED' }],
    [true, {}],
    [false, { status: 403, reason: 'accessDenied' }],
    [false, { status: 403, reason: 'quotaExceeded' }],
    [false, { status: 400, reason: 'invalidQuery' }],
    [false, { status: 404, reason: 'notFound' }],
    [false, { status: 409, reason: 'duplicate' }],
    [false, { code: 'ENOTFOUND' }],
    [false, { code: 'CERT_HAS_EXPIRED' }],
    [false, { status: 400, code: 'EAUTH' }],
  ])('may succeed a moment later: %s, %j', (expected, details) => {
    expect(isTransient(new RestError('x', details))).toBe(expected);
  });

  it.each([
    [
      { code: 503, errors: [{ reason: 'backendError', message: 'later' }], response: {} },
      { status: 503, reason: 'backendError' },
    ],
    [{ code: 'ECONNRESET', message: 'socket hang up' }, { code: 'ECONNRESET' }],
    [{ message: 'request failed, reason: connect ECONNREFUSED 127.0.0.1:9' }, { code: 'ECONNREFUSED' }],
    [
      { message: 'invalid_grant', response: { status: 400 } },
      { status: 400, code: 'EAUTH' },
    ],
  ])('that failed is read from what the client throws: %j', (thrown, details) => {
    expect(restError(thrown).details).toEqual(details);
  });
});

it.each([
  [true, 'backendError', 'CREATE_TABLE_AS_SELECT'],
  [true, 'rateLimitExceeded', 'MERGE'],
  [true, 'jobBackendError', undefined],
  [false, 'backendError', 'SCRIPT'],
  [false, 'invalidQuery', 'SELECT'],
  [false, 'stopped', 'SELECT'],
  [false, 'timeout', 'SELECT'],
])('a failed job is sent again: %s for %s of %s', (expected, reason, statementType) => {
  expect(isRetryableJob({ reason }, statementType)).toBe(expected);
});

it.each([
  ['select 1,\n  nope', 2, 3, 'nope'],
  ['select\n\tnope', 2, 9, 'nope'],
  ["select '😀', nope", 1, 13, 'nope'],
])('a place in %j', (sql, line, column, word) => {
  expect(sql.slice(offsetOf(sql, line, column))).toBe(word);
});

it.each([
  [true, 'INTERVAL 4 HOUR', '0-0 0 4:0:0'],
  [true, 'interval "0-0 0 4:0:0" year to second', '0-0 0 4:0:0'],
  [true, 'INTERVAL 240 MINUTE', '0-0 0 4:0:0'],
  [false, 'INTERVAL 5 HOUR', '0-0 0 4:0:0'],
  [false, 'INTERVAL 1 DAY', '0-0 0 4:0:0'],
  [true, 'whatever', '0-0 0 4:0:0'],
])('%s: %s is %s', (expected, a, b) => {
  expect(isSameInterval(a, b)).toBe(expected);
});
