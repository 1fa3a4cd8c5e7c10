import { bindArguments, generatorFunction, hostFunction } from '../../values/callable.js';
import { PyTuple } from '../../values/sequences.js';
import type { CallArguments, Value } from '../../values/types.js';
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
        const { string, maxsplit } = bindArguments(name, args, ['string', 'maxsplit'], { maxsplit: 0 });
        return split(pattern, string, maxsplit);
      });
    case 'sub':
    case 'subn':
      return generatorFunction(name, function* (args) {
        const { repl, string, count } = bindArguments(name, args, ['repl', 'string', 'count'], { count: 0 });
        const [text, replaced] = yield* substitute(pattern, repl, string, count);
        return name === 'sub' ? text : new PyTuple([text, replaced]);
      });
    default:
      return undefined;
  }
}

function scanOf(pattern: PyPattern, name: string, args: CallArguments): Scan {
  const bound = bindArguments(name, args, ['string', 'pos', 'endpos'], { pos: 0, endpos: Number.MAX_SAFE_INTEGER });
  return pattern.scan(textArgument(bound.string), countArgument(bound.pos), countArgument(bound.endpos));
}
