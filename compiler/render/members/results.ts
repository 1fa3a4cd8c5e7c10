import { QuernError } from '../../base/diagnostics.js';
import { bindArguments, hostFunction, PyDict, type Value } from '../../jinja/values/index.js';
import { raisedByTemplate } from '../errors.js';
import { responseValue } from '../values/response.js';
import { TableValue } from '../values/table.js';

/** A statement's stored result. */
export interface StatementResult {
  readonly response: Value;
  readonly table: Value;
}

/** What `store_result` kept during one node's evaluation, by statement name. A result is handed out once, except `main`. */
export class StatementResults {
  readonly #stored = new Map<string, StatementResult | null>();

  store(name: string, result: StatementResult): void {
    this.#stored.set(name, result);
  }

  /** For the executor: the result without using it up. */
  peek(name: string): StatementResult | undefined {
    return this.#stored.get(name) ?? undefined;
  }

  load(name: string): Value {
    const found = this.#stored.get(name);
    if (found === undefined) return null;
    if (found === null) {
      const message = `The 'statement' result named '${name}' has already been loaded into a variable`;
      throw new QuernError(raisedByTemplate({ message }));
    }
    if (name !== 'main') this.#stored.set(name, null);
    return PyDict.from({ response: found.response, data: matrix(found.table), table: found.table });
  }
}

export function loadResult(results: StatementResults): Value {
  return hostFunction('load_result', (args) => results.load(String(bindArguments('load_result', args, ['name']).name)));
}

export function storeResult(results: StatementResults): Value {
  return hostFunction('store_result', (args) => {
    const bound = bindArguments('store_result', args, ['name', 'response', 'agate_table'], { agate_table: null });
    results.store(String(bound.name), { response: bound.response!, table: bound.agate_table ?? TableValue.empty() });
    return '';
  });
}

export function storeRawResult(results: StatementResults): Value {
  return hostFunction('store_raw_result', (args) => {
    const bound = bindArguments('store_raw_result', args, ['name', 'message', 'code', 'rows_affected', 'agate_table'], {
      message: null,
      code: null,
      rows_affected: null,
      agate_table: null,
    });
    const response = responseValue({
      _message: bound.message === null ? '' : String(bound.message),
      code: bound.code === null ? undefined : String(bound.code),
      rows_affected: bound.rows_affected === null ? undefined : Number(bound.rows_affected),
    });
    results.store(String(bound.name), { response, table: bound.agate_table ?? TableValue.empty() });
    return '';
  });
}

/** The rows of a table as lists, as `load_result('x').data` has them. */
function matrix(table: Value): Value {
  return table instanceof TableValue ? table.data.map((row) => [...row]) : [];
}
