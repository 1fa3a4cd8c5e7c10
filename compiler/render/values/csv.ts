/** A record of a CSV file: its fields, and where they start. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** Offset of each field in the text. */
  readonly offsets: readonly number[];
}

export interface CsvText {
  readonly records: readonly CsvRecord[];
  /** Offset of a quote that is never closed. */
  readonly unclosedQuote?: number;
}

const BOM = '\uFEFF';

/**
 * Reads CSV as Python's csv module does with its defaults: a quote counts at the start of a field only, two inside make one,
 * line breaks inside quotes stay. An empty line is a record without fields.
 */
export function parseCsv(text: string, delimiter = ','): CsvText {
  const records: CsvRecord[] = [];
  let at = text.startsWith(BOM) ? 1 : 0;
  while (at < text.length) {
    const fields: string[] = [];
    const offsets: number[] = [];
    for (;;) {
      const start = at;
      if (text[at] === '"') {
        const quoted = readQuoted(text, at + 1, delimiter);
        if (quoted.end < 0) {
          records.push({ fields: [...fields, quoted.value], offsets: [...offsets, start] });
          return { records, unclosedQuote: start };
        }
        fields.push(quoted.value);
        at = quoted.end;
      } else {
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
        fields.push(text.slice(start, at));
      }
      offsets.push(start);
      if (text[at] !== delimiter) break;
      at++;
    }
    const empty = fields.length === 1 && fields[0] === '' && text[offsets[0]!] !== '"';
    records.push(empty ? { fields: [], offsets: [offsets[0]!] } : { fields, offsets });
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else at++;
  }
  return { records };
}

/** The field after an opening quote; what follows its closing quote up to the delimiter belongs to it. `end` -1: never closed. */
function readQuoted(text: string, from: number, delimiter: string): { value: string; end: number } {
  let value = '';
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: -1 };
    value += text.slice(at, quote);
    if (text[quote + 1] === '"') {
      value += '"';
      at = quote + 2;
      continue;
    }
    let end = quote + 1;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
    return { value: value + text.slice(quote + 1, end), end };
  }
}
