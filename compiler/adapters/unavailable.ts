import { QuernError } from '../base/diagnostics.js';
import { adapterNotAvailable } from './diagnostics.js';
import type { Adapter } from './types.js';

/** `connect` of an adapter that has no driver yet. */
export function notAvailable(name: string): Adapter['connect'] {
  return async () => {
    throw new QuernError(adapterNotAvailable({ name }));
  };
}
