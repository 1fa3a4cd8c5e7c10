import { invalidQuery } from '../engine/api-error.js';
import type { Field } from '../engine/catalog.js';
import { parseType, splitTop } from '../engine/types.js';
import { parseOptions } from './options.js';

/** The columns of `CREATE TABLE (…)`; keys are not enforced, and no columns. */
export function columnsOf(text: string): Field[] {
  return splitTop(text)
    .filter((line) => !/^\s*(primary\s+key|foreign\s+key|constraint)\b/i.test(line))
    .map((line) => {
      const [, quoted, plain, type] = /^\s*(?:`([^`]+)`|(\w+))\s+([\s\S]+)$/.exec(line) ?? [];
      const name = quoted ?? plain;
      if (name === undefined) throw invalidQuery(`Syntax error: Unexpected column definition ${line.trim()}`);
      const field = parseType(name, type!);
      const options = /\bOPTIONS\s*\(([\s\S]*)\)\s*$/i.exec(type!)?.[1];
      const description = options === undefined ? undefined : parseOptions(options).description;
      return description === undefined ? field : { ...field, description: String(description) };
    });
}
