import { typeError, valueError } from '../../errors.js';
import { bindArguments, generatorFunction, hostFunction } from '../../values/callable.js';
import { HostObject } from '../../values/host.js';
import { stringOf } from '../../values/markup.js';
import { PyTuple } from '../../values/sequences.js';
import type { Value } from '../../values/types.js';
import { Undefined } from '../../values/undefined.js';
import { PyClass } from '../class.js';
import { textArgument, textToConvert } from './arguments.js';
import { FLAGS, flagsOf, RegexFlag } from './flags.js';
import { findAll, findIterator, split, substitute } from './operations.js';
import { PyPattern } from './pattern.js';
import type { Scan } from './scan.js';

/** Compiled patterns that are kept. */
const CACHE_SIZE = 512;
const SPECIAL = /[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g;

/** Python's `re`. Patterns are matched by a machine of our own (matcher.ts), whose answers are Python's and which can't hang. */
export function reModule(): Value {
  const cache = new Map<string, PyPattern>();

  function compile(pattern: Value, flags: Value): PyPattern {
    const bits = flagsOf(flags);
    if (pattern instanceof PyPattern) {
      if (bits !== 0) throw valueError('cannot process flags argument with a compiled pattern');
      return pattern;
    }
    const text = stringOf(pattern);
    if (text === undefined) {
      if (pattern instanceof Undefined && !pattern.lenient) throw pattern.error();
      throw typeError('first argument must be string or compiled pattern');
    }
    const key = `${bits},${text}`;
    const cached = cache.get(key);
    if (cached) return cached;
    const compiled = new PyPattern(text, bits);
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value!);
    cache.set(key, compiled);
    return compiled;
  }

  const scanning = (name: string, run: (scan: Scan, pattern: PyPattern) => Value) => () =>
    hostFunction(name, (args) => {
      const { pattern, string, flags } = bindArguments(name, args, ['pattern', 'string', 'flags'], { flags: 0 });
      const compiled = compile(pattern, flags);
      return run(compiled.scan(textArgument(string)), compiled);
    });

  const substituting = (name: 'sub' | 'subn') => () =>
    generatorFunction(name, function* (args) {
      const names = ['pattern', 'repl', 'string', 'count', 'flags'] as const;
      const { pattern, repl, string, count, flags } = bindArguments(name, args, names, { count: 0, flags: 0 });
      const [text, replaced] = yield* substitute(compile(pattern, flags), repl, string, count);
      return name === 'sub' ? text : new PyTuple([text, replaced]);
    });

  return new HostObject('modules.re', {
    compile: () =>
      hostFunction('compile', (args) => {
        const { pattern, flags } = bindArguments('compile', args, ['pattern', 'flags'], { flags: 0 });
        return compile(pattern, flags);
      }),
    match: scanning('match', (scan) => scan.match()),
    fullmatch: scanning('fullmatch', (scan) => scan.match({ whole: true })),
    search: scanning('search', (scan) => scan.search()),
    findall: scanning('findall', findAll),
    finditer: scanning('finditer', findIterator),
    split: () =>
      hostFunction('split', (args) => {
        const names = ['pattern', 'string', 'maxsplit', 'flags'] as const;
        const { pattern, string, maxsplit, flags } = bindArguments('split', args, names, { maxsplit: 0, flags: 0 });
        return split(compile(pattern, flags), string, maxsplit);
      }),
    sub: substituting('sub'),
    subn: substituting('subn'),
    escape: () =>
      hostFunction('escape', (args) => {
        return textToConvert(bindArguments('escape', args, ['pattern']).pattern).replace(SPECIAL, '\\$&');
      }),
    purge: () =>
      hostFunction('purge', () => {
        cache.clear();
        return null;
      }),
    error: () => new PyClass({ name: 're.error' }),
    Pattern: () => new PyClass({ name: 're.Pattern' }),
    Match: () => new PyClass({ name: 're.Match' }),
    RegexFlag: () => new PyClass({ name: 're.RegexFlag' }),
    ...flagAttributes(),
  });
}

function flagAttributes(): Record<string, Value> {
  const attributes: Record<string, Value> = {};
  for (const [name, short, value] of FLAGS) {
    const flag = new RegexFlag(name, value);
    attributes[name] = flag;
    if (short !== undefined) attributes[short] = flag;
  }
  return attributes;
}
