import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { SourceFile } from '../../base/source.js';
import type { Value } from '../../jinja/values/index.js';
import type { AgateType } from './agate-type.js';
import { type CsvRecord, parseCsv } from './csv.js';
import type { NumberFacts } from './number-facts.js';
import { raggedRow, seedWithoutHeader, unclosedQuote } from './seed-errors.js';
import { inferType, isNullText, numberText, readCell } from './seed-types.js';
import { type LazyRows, type PrintHook, TableValue } from './table.js';

export interface SeedOptions {
  /** Default `,`. */
  readonly delimiter?: string;
  /** Columns that stay text, whatever is in them: those with a type in the config `column_types`. */
  readonly textColumns?: Iterable<string>;
  readonly print?: PrintHook;
}

/**
 * The table of a seed's CSV, columns typed as dbt types them. Problems are reported at their line and column; the table
 * then holds what could be read.
 */
export function readSeed(file: SourceFile, options: SeedOptions, diagnostics: DiagnosticSink): TableValue {
  const { records, unclosedQuote: quote } = parseCsv(file.text, options.delimiter);
  if (quote !== undefined) diagnostics.report(unclosedQuote({}, { file, start: quote, end: quote + 1 }));
  const header = records[0];
  if (!header) {
    diagnostics.report(seedWithoutHeader({ path: file.path }, { file, start: 0, end: 0 }));
    return TableValue.empty();
  }
  const body = records.slice(1);
  // A header that is an empty line names as many columns as the next record has.
  const names = columnNames(header.fields.length > 0 ? header.fields : (body[0]?.fields ?? []).map(() => ''));
  checkWidths(file, names.length, body, diagnostics);
  const text = new Set(options.textColumns ?? []);
  const types = names.map(
    (name, i): AgateType => (text.has(name) ? 'Text' : inferType(body.map((record) => record.fields[i]))),
  );
  return new TableValue(names, types, new SeedRows(body, types), options.print);
}

class SeedRows implements LazyRows {
  readonly length: number;

  constructor(
    private readonly records: readonly CsvRecord[],
    private readonly types: readonly AgateType[],
  ) {
    this.length = records.length;
  }

  make(): readonly (readonly Value[])[] {
    return this.records.map(({ fields }) => this.types.map((type, i) => readCell(fields[i] ?? '', type)));
  }

  /** From the text, without making a value of every cell. */
  numberFacts(at: number): NumberFacts {
    let decimals = 0;
    let largest = 0;
    for (const cell of column(this.records, at)) {
      const number = isNullText(cell) ? undefined : numberText(cell);
      if (number === undefined || !Number.isFinite(Number(number))) continue;
      largest = Math.max(largest, Math.abs(Number(number)));
      decimals = Math.max(decimals, decimalsOf(number));
    }
    return { decimals, largest };
  }
}

function decimalsOf(number: string): number {
  if (!/[.eE]/.test(number)) return 0;
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  const point = mantissa.indexOf('.');
  const digits = mantissa.replace('.', '');
  const significant = digits.replace(/0+$/, '');
  if (!/[1-9]/.test(significant)) return 0;
  const scale = (point < 0 ? 0 : mantissa.length - point - 1) - (digits.length - significant.length) - Number(exponent);
  return Math.max(0, scale);
}

function* column(records: readonly CsvRecord[], at: number): Iterable<string> {
  for (const record of records) yield record.fields[at] ?? '';
}

/** Empty names become letters by position, repeated ones get a number, as agate does. */
function columnNames(header: readonly string[]): string[] {
  const out: string[] = [];
  for (const [i, given] of header.entries()) {
    const base = given === '' ? letters(i) : given;
    let name = base;
    for (let n = 2; out.includes(name); n++) name = `${base}_${n}`;
    out.push(name);
  }
  return out;
}

/** 0 → a, 25 → z, 26 → aa. */
function letters(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return letter.repeat(Math.floor(index / 26) + 1);
}

/** Rows that are too long are one problem of the file, however many they are. Short ones end in nulls, as in dbt. */
function checkWidths(
  file: SourceFile,
  width: number,
  records: readonly CsvRecord[],
  diagnostics: DiagnosticSink,
): void {
  const wrong = records.filter((record) => record.fields.length > width);
  if (wrong.length === 0) return;
  const spans = wrong.map(({ fields, offsets }) => {
    const start = offsets[width]!;
    return { file, start, end: start + Math.max(1, fields[width]!.length) };
  });
  const lines = spans.map((span) => file.locate(span.start).line);
  diagnostics.report(raggedRow({ count: wrong[0]!.fields.length, width, lines }, spans[0]));
}
