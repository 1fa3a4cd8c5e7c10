import { PyObject, type Value } from '../../jinja/values/index.js';
import { type AgateType, DataTypeValue } from './agate-type.js';
import { readMember } from './fields.js';
import { MappedSequenceValue } from './mapped-sequence.js';
import { factsOfValues, type NumberFacts } from './number-facts.js';
import { columnMethod } from './table-column.js';
import { TABLE_MEMBERS } from './table-members.js';
import { structureText } from './table-print.js';

/** Where `print_table()` and its like write; without one they write nothing. */
export type PrintHook = (text: string) => void;

/** Rows that are made at their first use: a seed's, which the database mostly reads from the file itself. */
export interface LazyRows {
  readonly length: number;
  make(): readonly (readonly Value[])[];
  numberFacts(column: number): NumberFacts;
}

/** A table as macros use it: what agate's Table offers to templates. Never changed. */
export class TableValue extends PyObject {
  readonly typeName = 'agate.table.Table';
  #data: readonly (readonly Value[])[] | undefined;
  #rows: MappedSequenceValue | undefined;
  #columns: MappedSequenceValue | undefined;

  constructor(
    readonly columnNames: readonly string[],
    readonly columnTypes: readonly AgateType[],
    private readonly source: readonly (readonly Value[])[] | LazyRows,
    readonly print: PrintHook = () => {},
  ) {
    super();
  }

  /** The rows' values. */
  get data(): readonly (readonly Value[])[] {
    this.#data ??= 'make' in this.source ? this.source.make() : this.source;
    return this.#data;
  }

  get rowCount(): number {
    return this.source.length;
  }

  /** How large the whole numbers of a column are and how many decimals it has. */
  numberFacts(column: number): NumberFacts {
    if ('make' in this.source) return this.source.numberFacts(column);
    return factsOfValues(this.data.map((row) => row[column] ?? null));
  }

  /** No rows, but columns whose types are those that the rows made. */
  withoutRows(): TableValue {
    const numberFacts = (column: number): NumberFacts => this.numberFacts(column);
    return new TableValue(this.columnNames, this.columnTypes, { length: 0, make: () => [], numberFacts }, this.print);
  }

  static empty(): TableValue {
    return new TableValue([], [], []);
  }

  get rows(): MappedSequenceValue {
    const make = (): Value[] => this.data.map((row) => new RowValue(row, this.columnNames));
    this.#rows ??= new MappedSequenceValue({ length: this.rowCount, make }, null);
    return this.#rows;
  }

  get columns(): MappedSequenceValue {
    this.#columns ??= new MappedSequenceValue(
      this.columnNames.map((_, i) => new TableColumnValue(this, i)),
      this.columnNames,
    );
    return this.#columns;
  }

  /** The same rows and columns, or others, printing where this one does. */
  derive(
    columnNames: readonly string[],
    columnTypes: readonly AgateType[],
    data: readonly (readonly Value[])[],
  ): TableValue {
    return new TableValue(columnNames, columnTypes, data, this.print);
  }

  override getAttribute(name: string): Value | undefined {
    return readMember(this, TABLE_MEMBERS, name);
  }

  override iterate(): Iterable<Value> {
    return this.rows.items;
  }

  override length(): number {
    return this.rowCount;
  }

  override truthy(): boolean {
    return this.rowCount > 0;
  }

  override toText(): string {
    return structureText(this);
  }

  override repr(): string {
    return '<agate.table.Table object>';
  }
}

export class RowValue extends MappedSequenceValue {
  override readonly typeName = 'Row';
}

export class TableColumnValue extends MappedSequenceValue {
  override readonly typeName = 'Column';

  constructor(
    readonly table: TableValue,
    readonly index: number,
  ) {
    super({ length: table.rowCount, make: () => table.data.map((row) => row[index] ?? null) }, null);
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'name') return this.table.columnNames[this.index]!;
    if (name === 'index') return this.index;
    if (name === 'data_type') return new DataTypeValue(this.table.columnTypes[this.index]!);
    return columnMethod(this, name) ?? super.getAttribute(name);
  }
}
