import type { Cell } from '../types.js';

const TOKEN = /[ \t\r\n]*([[\]{},:]|"(?:[^"\\]|\\.)*"|-?\d+(\.\d+)?([eE][-+]?\d+)?|true|false|null)/y;

/** JSON that a server wrote, as a cell: whole numbers of any size are kept, and so is the order of keys. */
export function jsonCell(text: string): Cell {
  TOKEN.lastIndex = 0;
  return value(text, next(text));
}

function next(text: string): RegExpExecArray {
  const token = TOKEN.exec(text);
  if (!token) throw new SyntaxError('no JSON');
  return token;
}

function value(text: string, token: RegExpExecArray): Cell {
  const word = token[1]!;
  if (word === '{') return object(text);
  if (word === '[') return list(text);
  if (word.startsWith('"')) return JSON.parse(word) as string;
  if (word === 'null') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  if (token[2] !== undefined || token[3] !== undefined) return { float: Number(word) };
  const number = Number(word);
  return Number.isSafeInteger(number) ? number : BigInt(word);
}

function list(text: string): Cell {
  const items: Cell[] = [];
  for (let token = next(text); token[1] !== ']'; token = next(text))
    if (token[1] !== ',') items.push(value(text, token));
  return items;
}

/** A key that comes twice has its last value, in the first one's place. */
function object(text: string): Cell {
  const entries = new Map<string, Cell>();
  for (let token = next(text); token[1] !== '}'; token = next(text)) {
    if (token[1] === ',') continue;
    const key = JSON.parse(token[1]!) as string;
    next(text);
    entries.set(key, value(text, next(text)));
  }
  return { struct: [...entries] };
}
