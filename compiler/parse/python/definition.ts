import type { Token } from './tokens.js';

/** What dbt asks of a Python model: one `def model(dbt, session)` that returns one thing. Answers what is wrong and where. */
export function definitionProblems(tokens: readonly Token[]): { readonly message: string; readonly at: number }[] {
  const lines = logicalLines(tokens);
  const found = lines.flatMap((line, index) => (isModel(line) ? [index] : []));
  if (found.length !== 1) {
    const at = lines[found[1] ?? 0]?.[0]?.start ?? 0;
    return [{ message: `dbt allows exactly one model defined per python file, found ${found.length}`, at }];
  }
  const index = found[0]!;
  const line = lines[index]!;
  const at = line[0]!.start;
  const problems: { message: string; at: number }[] = [];
  const names = parameters(line);
  if (names.length > 0 && names[0] !== 'dbt')
    problems.push({ message: "'dbt' not provided for model as the first argument", at });
  if (names.length !== 2)
    problems.push({ message: 'model function should have two args, `dbt` and a session to current warehouse', at });
  const last = lastStatement(lines, index);
  if (last && !returnsOne(last))
    problems.push({
      message: 'In current version, model function should return only one dataframe object',
      at: last[0]!.start,
    });
  return problems;
}

function logicalLines(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'newline') lines.push([]);
    else lines.at(-1)!.push(token);
  }
  return lines.filter((line) => line.length > 0);
}

/** Of the file itself: a function within another one is its own business. */
function isModel(line: readonly Token[]): boolean {
  return line[0]!.indent === 0 && line[0]!.text === 'def' && line[1]?.text === 'model' && line[2]?.text === '(';
}

function parameters(line: readonly Token[]): string[] {
  const names: string[] = [];
  let depth = 0;
  for (let at = 2; at < line.length; at++) {
    const { text, kind } = line[at]!;
    if ('([{'.includes(text)) depth++;
    else if (')]}'.includes(text)) depth--;
    if (depth === 0) break;
    const before = line[at - 1]!.text;
    if (depth === 1 && kind === 'name' && (before === '(' || before === ',')) names.push(text);
  }
  return names;
}

/** The last line of the function's own block; undefined if the body stands in the line of `def`. */
function lastStatement(lines: readonly Token[][], definition: number): Token[] | undefined {
  const width = lines[definition + 1]?.[0]?.indent ?? 0;
  if (width === 0) return undefined;
  let last: Token[] | undefined;
  for (const line of lines.slice(definition + 1)) {
    const indent = line[0]!.indent ?? 0;
    if (indent === 0) break;
    if (indent === width) last = line;
  }
  return last;
}

function returnsOne(line: readonly Token[]): boolean {
  let start = 0;
  let depth = 0;
  line.forEach((token, at) => {
    if (token.text === ';' && at + 1 < line.length) start = at + 1;
  });
  if (line[start]!.text !== 'return') return false;
  for (const { text, kind } of line.slice(start + 1)) {
    if (kind !== 'operator') continue;
    if ('([{'.includes(text)) depth++;
    else if (')]}'.includes(text)) depth--;
    else if (text === ',' && depth === 0) return false;
  }
  return true;
}
