import { tokenize } from '../../../sql/lex/tokens.js';
import { compilationError, invalidIdentifier, SnowflakeError } from '../engine/errors.js';
import { logicalText } from '../engine/names.js';

interface Rule {
  readonly pattern: RegExp;
  make(match: RegExpExecArray, sql: string): SnowflakeError;
}

const data = (code: string, message: string, sqlState = '22018'): SnowflakeError =>
  new SnowflakeError(code, sqlState, message);

/** What DuckDB says, and what Snowflake says there. */
const RULES: readonly Rule[] = [
  { pattern: /Division by zero/i, make: () => data('100051', 'Division by zero', '22012') },
  {
    pattern: /Table "([^"]+)" does not have a column (?:named|with name) "([^"]+)"/,
    make: ([, table, column], sql) => unknownColumn(column!, sql, table),
  },
  {
    pattern:
      /Referenced column "([^"]+)" (?:was )?not found|Referenced update column "?([^ "]+)"? not found|does not have a column (?:named|with name) "([^"]+)"/,
    make: (match, sql) => unknownColumn((match[1] ?? match[2] ?? match[3])!, sql),
  },
  { pattern: /Referenced table "([^"]+)" not found/, make: (match, sql) => unknownColumn(match[1]!, sql) },
  {
    pattern: /Ambiguous reference to column name "([^"]+)"/,
    make: (match) => compilationError(`ambiguous column name '${match[1]}'`, '002060', '42601'),
  },
  {
    pattern: /(?:Scalar|Table|Aggregate) Function with name "?([^ "]+)"? does not exist/i,
    make: (match) => compilationError(`Unknown function ${match[1]!.toUpperCase()}.`, '002141', '42601'),
  },
  {
    pattern: /column "([^"]+)" must appear in the GROUP BY clause/,
    make: (match) => compilationError(`[${match[1]}] is not a valid group by expression`, '000979', '42601'),
  },
  {
    pattern: /Could not convert string ['"](.*)['"] to (?:U?INT|BIGINT|HUGEINT|DECIMAL|DOUBLE|TINYINT|SMALLINT)/i,
    make: (match) => data('100038', `Numeric value '${match[1]}' is not recognized`),
  },
  {
    pattern: /Could not convert string ['"](.*)['"] to DECIMAL/i,
    make: (match) => data('100038', `Numeric value '${match[1]}' is not recognized`),
  },
  {
    pattern: /Could not convert string ['"](.*)['"] to BOOL/i,
    make: (match) => data('100037', `Boolean value '${match[1]}' is not recognized`),
  },
  {
    pattern: /(?:invalid date field format|date field value out of range): "(.*?)"/i,
    make: (match) => data('100040', `Date '${match[1]}' is not recognized`, '22007'),
  },
  {
    pattern: /(?:invalid timestamp field format|timestamp field value out of range): "(.*?)"/i,
    make: (match) => data('100035', `Timestamp '${match[1]}' is not recognized`, '22007'),
  },
  {
    pattern: /NOT NULL constraint failed: (?:.*\.)?([^.\n]+)$/m,
    make: (match) => data('100072', `NULL result in a non-nullable column: ${match[1]}`, '22000'),
  },
  {
    pattern: /MERGE INTO cannot affect the same row more than once|can only (?:update|delete) each row once/i,
    make: () => data('100090', 'Duplicate row detected during DML action', '42P18'),
  },
  {
    pattern: /Out of Range Error|out of range/i,
    make: (match) => data('100046', `Number out of representable range: ${firstLine(match.input)}`, '22003'),
  },
  {
    pattern: /More than one row returned by a subquery/i,
    make: () => data('100090', 'Single-row subquery returns more than one row.', '22000'),
  },
];

/** DuckDB's error in Snowflake's words. */
export function snowflakeErrorOf(error: unknown, sql: string): unknown {
  if (error instanceof SnowflakeError || !(error instanceof Error)) return error;
  const message = logicalText(error.message);
  for (const { pattern, make } of RULES) {
    const match = pattern.exec(message);
    if (match) return make(match, sql);
  }
  if (/^Conversion Error/.test(message)) return data('100038', firstLine(message.replace(/^Conversion Error:\s*/, '')));
  if (/^(Binder|Catalog|Parser) Error/.test(message))
    return compilationError(firstLine(message.replace(/^\w+ Error:\s*/, '')));
  return new SnowflakeError('100183', '22000', firstLine(message));
}

/** `owner`: the table that it is looked for in, if it is written with one. */
function unknownColumn(name: string, sql: string, owner?: string): SnowflakeError {
  const tokens = tokenize(sql);
  const isName = (index: number, wanted: string): boolean =>
    /^(word|quoted)$/.test(tokens[index]?.kind ?? '') && tokens[index]!.value === wanted;
  const qualifier = (index: number): number => (tokens[index - 1]?.text === '.' ? index - 2 : -1);
  const places = tokens.map((_, i) => i).filter((i) => isName(i, name));
  const at = places.find((i) => owner !== undefined && isName(qualifier(i), owner)) ?? places[0];
  if (at === undefined) return invalidIdentifier(sql, undefined, name);
  const before = qualifier(at);
  return before < 0
    ? invalidIdentifier(sql, tokens[at]!.start, name)
    : invalidIdentifier(sql, tokens[before]!.start, `${tokens[before]!.value}.${name}`);
}

function firstLine(text: string): string {
  return text.split('\n')[0]!;
}
