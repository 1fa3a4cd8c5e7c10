import { splitStatements } from '../../../compiler/adapters/snowflake/statements.js';
import type { Cell, ColumnRef, QueryResult, Session, Warehouse } from '../../../compiler/adapters/types.js';

/** What a statement is answered with. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Script = readonly (readonly [pattern: RegExp, answer: Answer])[];

/** A warehouse that notes every statement and answers from a script. */
export class FakeWarehouse implements Warehouse {
  readonly statements: string[] = [];

  constructor(
    private readonly script: Script,
    private readonly folder: string,
  ) {}

  async session(): Promise<Session> {
    return new FakeSession(this);
  }

  async close(): Promise<void> {}

  run(text: string): QueryResult {
    let last: Answer = { columns: [], rows: [] };
    for (const { sql } of splitStatements(text)) {
      const clean = tidy(sql).replaceAll(this.folder, '/project');
      this.statements.push(clean);
      last = this.script.find(([pattern]) => pattern.test(clean))?.[1] ?? { columns: [], rows: [] };
    }
    const columns: ColumnRef[] = last.columns.map((name) => ({ name, dataType: 'TEXT' }));
    // How many rows a seed's file has it does not know.
    const counted = /^(insert into .* values \(\?|copy into)/i.test(this.statements.at(-1) ?? '')
      ? {}
      : { rows_affected: 1 };
    return { columns, rows: last.rows, response: { _message: 'SUCCESS 1', code: 'SUCCESS', ...counted } };
  }
}

class FakeSession implements Session {
  inTransaction = false;
  constructor(private readonly warehouse: FakeWarehouse) {}
  async execute(sql: string): Promise<QueryResult> {
    const result = this.warehouse.run(sql);
    for (const statement of splitStatements(sql)) {
      if (/^\s*begin\b/i.test(statement.sql)) this.inTransaction = true;
      if (/^\s*commit\b/i.test(statement.sql)) this.inTransaction = false;
    }
    return result;
  }
  async begin(): Promise<void> {
    this.warehouse.statements.push('-- session.begin()');
  }
  async commit(): Promise<void> {
    if (this.inTransaction) await this.execute('commit');
  }
  async rollback(): Promise<void> {}
  cancel(): void {}
  async close(): Promise<void> {}
}

/** Without the query comment, blank lines and what the indentation of macros leaves. */
function tidy(sql: string): string {
  const lines = sql
    .replace(/\/\* \{.*?\} \*\//gs, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const indents = lines.slice(1).map((line) => /^ */.exec(line)![0].length);
  const least = Math.min(...indents);
  return [lines[0]!.trim(), ...lines.slice(1).map((line) => line.slice(least > 2 ? least - 2 : 0))].join('\n');
}
