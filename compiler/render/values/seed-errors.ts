import { defineDiagnostic } from '../../base/diagnostics.js';

/** How many lines a message names. */
const LINES_NAMED = 20;

export const raggedRow = defineDiagnostic<{ count: number; width: number; lines: readonly number[] }>({
  code: 'SED001',
  message: ({ count, width, lines }) => {
    if (lines.length === 1)
      return `The row has ${count} values, but the header has ${width} column${width === 1 ? '' : 's'}`;
    const more = lines.length > LINES_NAMED ? ` and ${lines.length - LINES_NAMED} more` : '';
    return `${lines.length} rows have more values than the header has columns (${width}): lines ${lines.slice(0, LINES_NAMED).join(', ')}${more}`;
  },
  hint: () => 'Put a value that holds the delimiter in double quotes, or name the column in the header.',
});

export const seedWithoutHeader = defineDiagnostic<{ path: string }>({
  code: 'SED002',
  message: (d) => `The seed '${d.path}' is empty`,
  hint: () => 'The first line of a seed names its columns.',
});

export const unclosedQuote = defineDiagnostic({
  code: 'SED003',
  severity: 'warning',
  message: () => 'The quote that begins here is never closed: everything up to the end of the file is one value',
  hint: () => 'Close it, or double it where a quote is meant.',
});

export const seedDelimiter = defineDiagnostic<{ seed: string; delimiter: string }>({
  code: 'SED004',
  message: (d) => `The delimiter of seed '${d.seed}' must be one character, but is '${d.delimiter}'`,
  hint: () => "Leave 'delimiter' out for commas",
});
