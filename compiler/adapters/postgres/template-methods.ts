import { type CallArguments, iterate, type Suspendable, textOf, type Value } from '../../jinja/values/index.js';
import type { TemplateMethod } from '../template-methods.js';
import { DatabaseError, type QueryResult } from '../types.js';
import { copyLine, pieces } from './copy-text.js';
import { parseIndex } from './index-config.js';

function given(args: CallArguments, position: number, name: string): Value {
  return args.positional[position] ?? args.named.get(name) ?? null;
}

function* linesOf(rows: Value): Iterable<string> {
  for (const row of iterate(rows)) yield copyLine(cells(row));
}

function* cells(row: Value): Iterable<string | null> {
  for (const value of iterate(row)) yield value === null ? null : textOf(value);
}

/** The database's error with the row that it names as a line of the CSV file, where values may go over several lines. */
function inFile(error: unknown, rows: Value): unknown {
  if (!(error instanceof DatabaseError) || !error.details.input) return error;
  const { input, ...details } = error.details;
  let line = 2;
  let row = 0;
  for (const values of iterate(rows)) {
    row++;
    if (row >= input.line) break;
    line++;
    for (const text of cells(values)) line += text === null ? 0 : text.split('\n').length - 1;
  }
  return new DatabaseError(error.message, { ...details, input: { ...input, line } });
}

const methods: Record<string, TemplateMethod> = {
  parse_index: { call: (_, args) => parseIndex(given(args, 0, 'raw_index')) },
  // Rows of a table through `COPY … FROM STDIN`, in the transaction that is open.
  copy_rows: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const [sql, rows] = [textOf(given(args, 0, 'sql')), given(args, 1, 'rows')];
      const result = (yield host.session().then(async (session) => {
        await session.begin();
        return await session
          .execute(sql, { input: { [Symbol.iterator]: () => pieces(linesOf(rows))[Symbol.iterator]() } })
          .catch((error: unknown) => {
            throw inFile(error, rows);
          });
      })) as QueryResult;
      return result.response.rows_affected ?? null;
    },
  },
};

/** What the adapter object has beyond dbt's common methods. */
export const templateMethods: Readonly<Record<string, TemplateMethod>> = methods;
