import { QuernError } from '../../base/diagnostics.js';
import { PyDateTime, PyDict, PyFixedTimezone, PyTimedelta, typeNameOf, type Value } from '../../jinja/values/index.js';
import { ResponseValue } from '../../render/values/response.js';
import { TableValue } from '../../render/values/table.js';
import { freshnessShape, notATimestamp } from './diagnostics.js';

/** When a source was last loaded, by the database's clock. Both instants are in UTC. */
export interface Measured {
  readonly maxLoadedAt: PyDateTime;
  readonly snapshottedAt: PyDateTime;
  /** In seconds. */
  readonly age: number;
}

export interface Answer {
  readonly table: TableValue;
  readonly response: Readonly<Record<string, unknown>>;
}

/** What a freshness macro returned: `load_result(…)`, or the table alone. */
export function answerOf(macro: string, returned: Value): Answer {
  const table = returned instanceof TableValue ? returned : member(returned, 'table');
  if (!(table instanceof TableValue))
    throw new QuernError(freshnessShape({ macro, problem: `it returned a ${typeNameOf(returned)}` }));
  const response = returned instanceof TableValue ? null : member(returned, 'response');
  return { table, response: response instanceof ResponseValue ? plain(response) : {} };
}

/** One row of (max_loaded_at, snapshotted_at). */
export function measuredBy(macro: string, { table }: Answer): Measured {
  const [row] = table.data;
  if (table.rowCount !== 1 || row?.length !== 2) {
    const problem = `it answered ${table.rowCount} rows of ${table.columnNames.length} columns`;
    throw new QuernError(freshnessShape({ macro, problem }));
  }
  return measured(row[0]!, row[1]!);
}

/** A source that was never loaded is as old as can be. */
export function measured(loaded: Value, now: Value): Measured {
  const maxLoadedAt = loaded === null ? NEVER : utc(loaded, 'loaded at');
  const snapshottedAt = utc(now, 'the time of the check');
  const age = snapshottedAt.binary('-', maxLoadedAt, false);
  return { maxLoadedAt, snapshottedAt, age: age instanceof PyTimedelta ? age.totalSeconds : 0 };
}

const UTC = new PyFixedTimezone(0);
const NEVER = new PyDateTime(1, 1, 1, 0, 0, 0, 0, UTC);

/** A timestamp without a zone is one in UTC. */
function utc(value: Value, what: string): PyDateTime {
  if (!(value instanceof PyDateTime)) throw new QuernError(notATimestamp({ what, type: typeNameOf(value) }));
  return value.offset === undefined ? value.replaceZone(UTC) : value.inZone(UTC);
}

function member(value: Value, name: string): Value | undefined {
  return value instanceof PyDict ? value.get(name) : undefined;
}

function plain({ response }: ResponseValue): Record<string, unknown> {
  return Object.fromEntries(Object.entries(response).filter(([, value]) => value !== null && value !== undefined));
}
