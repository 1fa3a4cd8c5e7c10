import { SourceFile } from '../../../compiler/base/source.js';
import { type Context, macroOf, scanBlocks } from '../../../compiler/jinja/index.js';
import type { Value } from '../../../compiler/jinja/values/index.js';

export const fileWith = (path: string, text: string) => new SourceFile(path, text);

/** A context of a file's macros and other values. */
export function macrosOf(file: SourceFile, others: Readonly<Record<string, Value>>): Context {
  const macros = new Map(scanBlocks(file).map((block) => [block.macroName, macroOf(block)]));
  const bound = new Map<string, Value>();
  const context: Context = {
    lookup(name) {
      const macro = macros.get(name);
      if (!macro) return Object.hasOwn(others, name) ? others[name] : undefined;
      if (!bound.has(name)) bound.set(name, macro.bind(context));
      return bound.get(name);
    },
  };
  return context;
}

/** Stands for an adapter's error, which must come out as it went in. */
export class DatabaseProblem extends Error {}
