import type { CallArguments, Suspendable, Value } from '../../jinja/values/index.js';
import type { AdapterHost } from './host.js';

/** A method of the `adapter` object. `atParse`: its answer while parsing, without which it runs then too. */
export type AdapterMethod =
  | { readonly atParse?: () => Value; readonly call: (host: AdapterHost, args: CallArguments) => Value }
  | { readonly atParse: () => Value; readonly suspend: (host: AdapterHost, args: CallArguments) => Suspendable };

export type MethodGroup = Readonly<Record<string, AdapterMethod>>;
