import { QuernError } from '../../base/diagnostics.js';
import type { CallArguments, Value } from '../../jinja/values/index.js';
import { typeNameOf } from '../../jinja/values/index.js';
import type { RefCall, SourceCall } from '../../manifest/types.js';
import { refArguments } from '../errors.js';

function text(value: Value | undefined, what: string): string {
  if (typeof value === 'string') return value;
  const message = `${what} must be a string, not ${value === undefined ? 'missing' : typeNameOf(value)}`;
  throw new QuernError(refArguments({ message }));
}

/** The arguments of `ref([package,] name, version=)`. Other keywords are refused. */
export function refCall(args: CallArguments): RefCall {
  const { positional, named } = args;
  if (positional.length < 1 || positional.length > 2) {
    throw new QuernError(refArguments({ message: `ref() takes at most two arguments (${positional.length} given)` }));
  }
  let version: string | number | null = null;
  for (const [key, value] of named) {
    if (key !== 'v' && key !== 'version') {
      throw new QuernError(
        refArguments({ message: `ref() got an unexpected keyword argument '${key}'; it knows 'version' (or 'v')` }),
      );
    }
    version =
      typeof value === 'number' || typeof value === 'string'
        ? value
        : value === null
          ? null
          : text(value, 'The version of ref()');
  }
  const name = text(positional[positional.length - 1], 'The name argument to ref()');
  const packageName = positional.length === 2 ? text(positional[0], 'The package argument to ref()') : null;
  return { name, package: packageName, version };
}

/** The arguments of `source(name, table)`. */
export function sourceCall(args: CallArguments): SourceCall {
  const { positional } = args;
  if (positional.length !== 2 || args.named.size > 0) {
    throw new QuernError(
      refArguments({ message: `source() takes exactly two arguments (${positional.length + args.named.size} given)` }),
    );
  }
  return {
    source: text(positional[0], 'The source name (first) argument to source()'),
    table: text(positional[1], 'The table name (second) argument to source()'),
  };
}

/** `metric([package,] name)` and `function([package,] name)`. */
export function nameCall(kind: string, args: CallArguments): string[] {
  const { positional } = args;
  if (positional.length < 1 || positional.length > 2) {
    throw new QuernError(
      refArguments({ message: `${kind}() takes at most two arguments (${positional.length} given)` }),
    );
  }
  return positional.map((value) => text(value, `The name argument to ${kind}()`));
}

/** How a ref was written, for messages. */
export function refText(call: RefCall): string {
  const parts = [...(call.package === null ? [] : [`'${call.package}'`]), `'${call.name}'`];
  if (call.version !== null) parts.push(`v=${typeof call.version === 'string' ? `'${call.version}'` : call.version}`);
  return `ref(${parts.join(', ')})`;
}
