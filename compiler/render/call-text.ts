import { type CallArguments, type PyCallable, textOf } from '../jinja/values/index.js';

/** Calls a macro that answers a name: its text, or null for None. Nothing may suspend. */
export function callText(callable: PyCallable, args: CallArguments): string | null {
  const value = callable.call(args);
  return value === null ? null : textOf(value);
}
