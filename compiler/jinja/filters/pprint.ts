/** Python's pprint.pformat: dicts sorted, one item a line where it does not fit into 80 columns. */

import { compare } from '../values/comparisons.js';
import { reprOf } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { PyTuple } from '../values/sequences.js';
import { PySet } from '../values/set.js';
import { PyObject, type Value } from '../values/types.js';

const WIDTH = 80;

export function prettyText(value: Value): string {
  // What is nested too often for repr is refused there.
  reprOf(value);
  return format(value, 0, 0);
}

/** As repr, but dicts sorted by key. */
function flat(value: Value): string {
  if (value instanceof PyDict)
    return `{${sortedEntries(value)
      .map(([k, v]) => `${flat(k)}: ${flat(v)}`)
      .join(', ')}}`;
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (value instanceof PyTuple) return `(${value.items.map(flat).join(', ')}${value.items.length === 1 ? ',' : ''})`;
  return reprOf(value);
}

function sortedEntries(dict: PyDict): [Value, Value][] {
  return [...dict.entries()].sort(([a], [b]) => {
    try {
      return compare('<', a, b) ? -1 : compare('<', b, a) ? 1 : 0;
    } catch {
      // Of different types: Python goes by the type's name, then by identity.
      return 0;
    }
  });
}

/** `indent`: the column that the value starts in; `allowance`: what follows it on its last line. */
function format(value: Value, indent: number, allowance: number): string {
  const line = flat(value);
  if (line.length <= WIDTH - indent - allowance) return line;
  if (value instanceof PyDict && value.size > 0) {
    const entries = sortedEntries(value);
    const parts = entries.map(([key, item], i) => {
      const name = flat(key);
      const after = i === entries.length - 1 ? allowance + 1 : 1;
      return `${name}: ${format(item, indent + 1 + name.length + 2, after)}`;
    });
    return `{${parts.join(`,\n${' '.repeat(indent + 1)}`)}}`;
  }
  if (Array.isArray(value) && value.length > 0) return list(value, '[', ']', indent, allowance);
  if (value instanceof PyTuple && value.items.length > 0)
    return list(value.items, '(', value.items.length === 1 ? ',)' : ')', indent, allowance);
  if (value instanceof PySet && value.size > 0) return list([...value.values()], '{', '}', indent, allowance);
  if (typeof value === 'string') return longText(value, indent, allowance);
  return value instanceof PyObject ? value.repr() : line;
}

function list(items: readonly Value[], open: string, close: string, indent: number, allowance: number): string {
  const parts = items.map((item, i) => format(item, indent + 1, i === items.length - 1 ? allowance + close.length : 1));
  return open + parts.join(`,\n${' '.repeat(indent + 1)}`) + close;
}

function longText(text: string, indent: number, allowance: number): string {
  const chunks: string[] = [];
  const lines = text.split(/(?<=\n)/);
  for (const [i, line] of lines.entries()) {
    const whole = reprOf(line);
    let room = WIDTH - indent - (i === lines.length - 1 ? allowance : 0);
    if (whole.length <= room) {
      chunks.push(whole);
      continue;
    }
    const words = line.match(/\S*\s*/g)!.filter(Boolean);
    let current = '';
    for (const [j, word] of words.entries()) {
      if (j === words.length - 1 && i === lines.length - 1) room -= allowance;
      if (reprOf(current + word).length > room && current !== '') {
        chunks.push(reprOf(current));
        current = word;
      } else current += word;
    }
    if (current !== '') chunks.push(reprOf(current));
  }
  if (chunks.length === 1) return chunks[0]!;
  return indent === 0 ? `(${chunks.join('\n ')})` : chunks.join(`\n${' '.repeat(indent)}`);
}
