import { tokenize } from '../../../../sql/lex/tokens.js';
import { doesNotExist, unsupported } from '../../engine/errors.js';
import { displayObject, sqlString } from '../../engine/names.js';
import { fullName, readName } from '../../engine/resolve.js';
import { cursorOf, type StatementContext } from '../context.js';
import { readValue } from '../ddl/options.js';

/** Options by name in upper case, as they were written. */
export type Options = Readonly<Record<string, string>>;

/** `TYPE = CSV, NULL_IF = ('', 'NULL')` */
export function readOptions(text: string): Options {
  const cursor = cursorOf(text, tokenize(text));
  const options: Record<string, string> = {};
  while (!cursor.atEnd) {
    const name = cursor.next().value;
    cursor.expect('=');
    options[name] = readValue(cursor);
    cursor.accept(',');
  }
  return options;
}

/** The options of a format that is written out, or that is named. */
export function formatOptions(context: StatementContext, written: string | undefined): Options {
  if (written === undefined) return {};
  const options: Options = /=/.test(written) ? readOptions(written) : { FORMAT_NAME: written };
  if (options.FORMAT_NAME === undefined) return options;
  const cursor = cursorOf(options.FORMAT_NAME, tokenize(options.FORMAT_NAME));
  const name = fullName(context.session, readName(cursor));
  const format = context.engine.catalog.find('FILE FORMAT', name, context.session.id);
  if (!format) throw doesNotExist('File format', displayObject(name));
  return { ...format.properties, ...options };
}

/** How DuckDB reads files of a format: the table function without its files, and texts that mean NULL. */
export interface Reader {
  readonly kind: 'CSV' | 'JSON' | 'PARQUET';
  /** Further arguments of the table function. */
  readonly arguments: string;
  readonly nulls: readonly string[];
  readonly trims: boolean;
  readonly checksCount: boolean;
  readonly headerLines: number;
}

const IGNORED =
  /^(TYPE|FORMAT_NAME|COMPRESSION|COMMENT|ENCODING|ERROR_ON_COLUMN_COUNT_MISMATCH|REPLACE_INVALID_CHARACTERS|SKIP_BYTE_ORDER_MARK|MULTI_LINE|BINARY_AS_TEXT|USE_LOGICAL_TYPE|USE_VECTORIZED_SCANNER|ALLOW_DUPLICATE|STRIP_NULL_VALUES|STRIP_OUTER_ARRAY|SNAPPY_COMPRESSION)$/;
const STANDARD: Options = {
  RECORD_DELIMITER: '\n',
  FIELD_DELIMITER: ',',
  SKIP_HEADER: '0',
  PARSE_HEADER: 'FALSE',
  ESCAPE: 'NONE',
  ESCAPE_UNENCLOSED_FIELD: '\\',
  FIELD_OPTIONALLY_ENCLOSED_BY: 'NONE',
  TRIM_SPACE: 'FALSE',
  EMPTY_FIELD_AS_NULL: 'TRUE',
  SKIP_BLANK_LINES: 'FALSE',
  DATE_FORMAT: 'AUTO',
  TIME_FORMAT: 'AUTO',
  TIMESTAMP_FORMAT: 'AUTO',
  BINARY_FORMAT: 'HEX',
};
/** Options of which other values than the standard ones are known. */
const READ =
  /^(FIELD_DELIMITER|SKIP_HEADER|FIELD_OPTIONALLY_ENCLOSED_BY|TRIM_SPACE|EMPTY_FIELD_AS_NULL|NULL_IF|ESCAPE_UNENCLOSED_FIELD|SKIP_BLANK_LINES)$/;
const NO_NULL = '\u0001quern\u0001';

/** The reader of a format; throws for an option whose meaning it does not keep. */
export function reader(options: Options): Reader {
  const type = (options.TYPE ?? 'CSV').toUpperCase();
  if (type === 'JSON' || type === 'PARQUET')
    return { kind: type, arguments: '', nulls: [], trims: false, checksCount: false, headerLines: 0 };
  if (type !== 'CSV') throw unsupported(`files of type ${type}`);
  for (const [name, value] of Object.entries(options)) {
    if (IGNORED.test(name) || READ.test(name)) continue;
    if (STANDARD[name]?.toUpperCase() !== value.toUpperCase())
      throw unsupported(`the file format option ${name} = ${value}`);
  }
  const given = (name: string): string => options[name] ?? STANDARD[name]!;
  const isOn = (name: string): boolean => given(name).toUpperCase() === 'TRUE';
  const quote = given('FIELD_OPTIONALLY_ENCLOSED_BY');
  const quotes = quote.toUpperCase() === 'NONE' ? '' : quote;
  const headerLines = Number(given('SKIP_HEADER'));
  return {
    kind: 'CSV',
    arguments: [
      'header = false',
      'all_varchar = true',
      'auto_detect = false',
      `skip = ${headerLines}`,
      `delim = ${sqlString(given('FIELD_DELIMITER'))}`,
      `quote = ${sqlString(quotes)}`,
      `escape = ${sqlString(quotes)}`,
      `nullstr = ${sqlString(isOn('EMPTY_FIELD_AS_NULL') ? '' : NO_NULL)}`,
      'allow_quoted_nulls = false',
    ].join(', '),
    nulls: options.NULL_IF === undefined ? ['\\N'] : texts(options.NULL_IF),
    trims: isOn('TRIM_SPACE'),
    checksCount: (options.ERROR_ON_COLUMN_COUNT_MISMATCH ?? 'TRUE').toUpperCase() === 'TRUE',
    headerLines,
  };
}

/** `'', 'NULL'` */
function texts(list: string): string[] {
  return tokenize(list)
    .filter(({ kind }) => kind === 'string')
    .map(({ value }) => value);
}
