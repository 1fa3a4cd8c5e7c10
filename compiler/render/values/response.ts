import type { AdapterResponse } from '../../adapters/types.js';
import { PyObject, toValue, type Value } from '../../jinja/values/index.js';

const FIELDS = ['_message', 'code', 'rows_affected', 'query_id'];

/** What a statement answers besides rows: dbt's AdapterResponse. */
export class ResponseValue extends PyObject {
  readonly typeName = 'AdapterResponse';

  constructor(readonly response: AdapterResponse) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    if (Object.hasOwn(this.response, name)) return toValue(this.response[name]);
    return FIELDS.includes(name) ? null : undefined;
  }

  override toText(): string {
    return this.response._message;
  }

  override repr(): string {
    const { _message, ...rest } = this.response;
    const extra = Object.entries(rest).map(([key, value]) => `, ${key}=${String(value)}`);
    return `AdapterResponse(_message='${_message}'${extra.join('')})`;
  }
}

/** The value of a response; what is undefined in it is left out. */
export function responseValue(response: AdapterResponse): ResponseValue {
  const known = Object.entries(response).filter(([, value]) => value !== undefined);
  return new ResponseValue(Object.fromEntries(known) as AdapterResponse);
}
