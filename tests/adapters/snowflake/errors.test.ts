import { describe, expect, it } from 'vitest';
import { bindsOf, refusedInput } from '../../../compiler/adapters/snowflake/bindings.js';
import { databaseError, remedyOf, type SdkError } from '../../../compiler/adapters/snowflake/errors.js';

const refused = (code: string, message: string): SdkError => ({
  name: 'OperationFailedError',
  code,
  message,
  sqlState: '42000',
});
const whole = (sql: string) => ({ sql, offset: 0 });

describe('an error of a statement', () => {
  it('has its place in the whole text', () => {
    const text = "select 'é';\nselect\n  nope from t";
    const statement = { sql: 'select\n  nope from t', offset: 12 };
    const error = databaseError(
      refused('904', "SQL compilation error: error line 2 at position 2\ninvalid identifier 'NOPE'"),
      text,
      statement,
    );
    expect(error.details).toMatchObject({
      position: text.indexOf('nope'),
      code: '000904',
      sqlState: '42000',
      missing: { kind: 'column', name: 'NOPE' },
    });
    expect(error.details.sql).toBe(text);
  });

  it('names what is missing', () => {
    const missing = (code: string, message: string) => databaseError(refused(code, message), 'x', whole('x')).details;
    expect(
      missing('002003', `SQL compilation error:\nObject 'DB.PUBLIC."My table"' does not exist or not authorized.`),
    ).toMatchObject({
      missing: { kind: 'relation', name: 'My table' },
      missingRelation: true,
    });
    expect(
      missing('002043', 'SQL compilation error:\nObject does not exist, or operation cannot be performed.'),
    ).toMatchObject({ missingRelation: true });
    expect(missing('002140', 'SQL compilation error:\nUnknown function NOPE.')).toMatchObject({
      missing: { kind: 'function', name: 'NOPE' },
    });
    expect(
      missing('000904', 'SQL compilation error: error line 1 at position 7\ninvalid identifier \'T."a b"\'').missing,
    ).toEqual({ kind: 'column', name: 'a b' });
  });

  it('takes the innermost place, and none beyond the text', () => {
    const at = (message: string) =>
      databaseError(refused('1003', message), 'select 1', whole('select 1')).details.position;
    expect(at('syntax error line 1 at position 7 unexpected')).toBe(7);
    expect(at('error line 9 at position 1')).toBeUndefined();
    expect(at('in a function: error line 1 at position 3, error line 1 at position 5')).toBe(5);
  });
});

describe('what is done about a failed request', () => {
  it.each<[string, SdkError, string]>([
    ['an answer of the server', refused('000904', 'invalid identifier'), 'none'],
    ['a cancelled statement', refused('000604', 'SQL execution canceled'), 'none'],
    ['no connection', { name: 'NetworkError', code: 401001, cause: { code: 'ECONNREFUSED' } }, 'ask-again'],
    ['a connection that broke', { name: 'NetworkError', code: 401001, cause: { code: 'ECONNRESET' } }, 'ask-again'],
    [
      'an untrusted certificate',
      { name: 'NetworkError', code: 401001, cause: { code: 'SELF_SIGNED_CERT_IN_CHAIN' } },
      'none',
    ],
    ['an overloaded server', { name: 'RequestFailedError', code: 402001, response: { statusCode: 503 } }, 'ask-again'],
    [
      'a request that is not allowed',
      { name: 'RequestFailedError', code: 402001, response: { statusCode: 403 } },
      'none',
    ],
    ['an answer that is none', { name: 'OperationFailedError' }, 'ask-again'],
    ['a connection that the driver has given up', { name: 'ClientError', code: 407002 }, 'revive'],
    ['a session that is gone', refused('390111', 'Session no longer exists'), 'new-session'],
    ['a login that has expired', refused('390114', 'Authentication token has expired'), 'new-session'],
  ])('%s', (_, error, remedy) => expect(remedyOf(error)).toBe(remedy));
});

describe('values of a statement', () => {
  it('are one row, with their types', () => {
    expect(bindsOf('select ?, ?, ?, ?', [1, true, null, { decimal: '1.50' }])).toEqual([1, true, null, '1.50']);
  });

  it('are rows where there are more of them than places', () => {
    const rows = bindsOf('insert into t (a, b) values (?, ?)', [1, 'x', null, { date: '2024-01-31' }]);
    expect(rows).toEqual([
      ['1', 'x'],
      [null, '2024-01-31'],
    ]);
  });

  it('are found in their file when the database refuses one', () => {
    const sql = 'insert into t (a, "b c") values (?, ?)';
    const values = [1, 'two\nlines', 2, 'x', 3, "it's"];
    expect(refusedInput(sql, values, "Numeric value 'x' is not recognized")).toEqual({ line: 4, column: 'b c' });
    expect(refusedInput(sql, values, "String 'it''s' is too long and would be truncated")).toEqual({
      line: 5,
      column: 'b c',
    });
    expect(refusedInput(sql, values, "Numeric value 'y' is not recognized")).toBeUndefined();
  });
});
