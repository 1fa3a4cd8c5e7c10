/** The `adapter` and `api` objects of templates. */
import type { Adapter, QuotePolicy } from '../../adapters/types.js';
import { HostObject, type PyObject } from '../../jinja/values/index.js';
import { columnTraits } from '../values/column.js';
import { ColumnClass } from '../values/column-class.js';
import { RelationClass } from '../values/relation-class.js';
import { relationTraits } from '../values/relation-state.js';
import { AdapterValue } from './adapter-value.js';
import type { AdapterOptions } from './options.js';

export { ResponseValue } from '../values/response.js';
export { inertAtParse } from './adapter-value.js';
export type { AdapterOptions } from './options.js';

export function createAdapterValue(options: AdapterOptions): PyObject {
  return new AdapterValue(options);
}

/** `api.Relation` and `api.Column`. */
export function createApiValue(adapter: Adapter, quoting: QuotePolicy): HostObject {
  return new HostObject('api', {
    Relation: () => new RelationClass(relationTraits(adapter, quoting), quoting),
    Column: () => new ColumnClass(columnTraits(adapter)),
  });
}
