import { generatorFunction, hostFunction } from '../../values/callable.js';
import { PyTuple } from '../../values/sequences.js';
import type { CallArguments, Value } from '../../values/types.js';
import { bindNative } from '../arguments.js';
import { countArgument, textArgument } from './arguments.js';
import { findAll, findIterator, split, substitute } from './operations.js';
import type { PyPattern } from './pattern.js';
import type { Scan } from './scan.js';

/** What `pattern.name` is, if it is a method. */
export function patternMethod(pattern: PyPattern, name: string): Value | undefined {
  const scanning = (run: (scan: Scan) => Value) => hostFunction(name, (args) => run(scanOf(pattern, name, args)));
  switch (name) {
    case 'search':
      return scanning((scan) => scan.search());
    case 'match':
      return scanning((scan) => scan.match());
    case 'fullmatch':
      return scanning((scan) => scan.match({ whole: true }));
    case 'findall':
      return scanning((scan) => findAll(scan, pattern));
    case 'finditer':
      return scanning(findIterator);
    case 'split':
      return hostFunction(name, (args) => {
        const [text, maxsplit = 0] = bindNative('split()', args, ['string', 'maxsplit'], 1);
        return split(pattern, text!, maxsplit);
      });
    case 'sub':
    case 'subn':
      return generatorFunction(name, function* (args) {
        const [replacement, string, count = 0] = bindNative(`${name}()`, args, ['repl', 'string', 'count'], 2);
        const [text, replaced] = yield* substitute(pattern, replacement!, string!, count);
        return name === 'sub' ? text : new PyTuple([text, replaced]);
      });
    default:
      return undefined;
  }
}

function scanOf(pattern: PyPattern, name: string, args: CallArguments): Scan {
  const [text, from = 0, to = Number.MAX_SAFE_INTEGER] = bindNative(`${name}()`, args, ['string', 'pos', 'endpos'], 1);
  return pattern.scan(textArgument(text!), countArgument(from), countArgument(to));
}
