import type { DuckDBValue } from '@duckdb/node-api';
import { invalidQuery } from '../engine/api-error.js';
import type { Catalog, Field, Path } from '../engine/catalog.js';
import type { Engine, EngineConnection } from '../engine/engine.js';
import { duckdbType, parseType } from '../engine/types.js';
import { runDdl } from './ddl.js';
import { engineError } from './engine-error.js';
import { checkPartitionFilter, expirePartitions, readings } from './partitions.js';
import { Reader } from './reader.js';
import { type Replacement, replacementOf } from './replace-rows.js';
import { checkSyntax } from './syntax.js';
import { splitStatements } from './tokens.js';
import { type Translated, translate } from './translate.js';

export interface Outcome {
  readonly statementType: string;
  readonly fields?: readonly Field[];
  readonly rows?: readonly (readonly DuckDBValue[])[];
  readonly dmlRows?: number;
  readonly destination?: Path;
  readonly bytes?: number;
}

export interface ScriptOptions {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly project: string;
  readonly dataset?: string;
  readonly dryRun: boolean;
  readonly maximumBytesBilled?: number | undefined;
  readonly parameters?: readonly {
    readonly parameterType: { readonly type: string };
    readonly parameterValue: { readonly value: string | null };
  }[];
}

const METADATA = /INFORMATION_SCHEMA|__TABLES__/i;
const ATTEMPTS = 20;
const DML = /^(INSERT|UPDATE|DELETE|MERGE)$/;

/** Runs the text of a query job: one statement, or several as a script. */
export class Script {
  readonly #variables = new Map<string, Field>();
  #isInTransaction = false;

  constructor(
    private readonly options: ScriptOptions,
    private readonly connection: EngineConnection,
  ) {}

  async run(sql: string): Promise<Outcome> {
    const statements = splitStatements(sql);
    if (statements.length === 0) throw invalidQuery('Syntax error: Unexpected end of statement at [1:1]');
    if (statements.length === 1) return await this.#statement(sql, statements[0]!.sql);
    if (this.options.dryRun) return { statementType: 'SCRIPT', bytes: 0 };
    let last: Outcome = { statementType: 'SCRIPT' };
    let bytes = 0;
    for (const statement of statements) {
      const outcome = await this.#statement(sql, statement.sql);
      bytes += outcome.bytes ?? 0;
      if (outcome.rows || outcome.dmlRows !== undefined || outcome.destination) last = outcome;
    }
    const { dmlRows: _, ...rest } = last;
    return { ...rest, statementType: 'SCRIPT', bytes };
  }

  /** Places in errors are counted in the whole text. */
  async #statement(whole: string, sql: string): Promise<Outcome> {
    try {
      return await this.#one(sql);
    } catch (error) {
      throw engineError(error, whole);
    }
  }

  async #one(sql: string): Promise<Outcome> {
    const { catalog, engine, project, dryRun } = this.options;
    const reader = new Reader(sql, this.#defaults);
    await checkSyntax(sql);
    await engine.project(project);
    if (await this.#scripting(reader)) return { statementType: 'SCRIPT' };
    let bytes = 0;
    const query = async (text: string, isStored = false): Promise<string> => {
      const translated = await this.#translate(text);
      if (!isStored) await this.#admit(text, translated);
      bytes += await this.#bytes(translated);
      return translated.sql;
    };
    if (dryRun) return await this.#plan(sql, reader);
    const defined = await runDdl(reader, { catalog, connection: this.connection, query });
    if (defined) return { bytes, ...defined };
    const translated = await this.#translate(sql);
    await this.#admit(sql, translated);
    bytes = await this.#bytes(translated);
    const replacement = replacementOf(new Reader(sql, this.#defaults));
    if (replacement && translated.tables.filter((path) => path.join('.') === replacement.target.join('.')).length === 1)
      return { statementType: 'MERGE', dmlRows: await this.#replace(replacement), bytes };
    const word = reader.next!.text.toUpperCase();
    const bound = this.#bind(translated.sql);
    if (DML.test(word)) {
      const { rows } = await this.connection.rows(bound);
      const [path] = translated.tables;
      const table = path && catalog.find(path);
      if (table) table.modified = Math.max(Date.now(), table.modified + 1);
      return { statementType: word, dmlRows: Number(rows[0]?.[0] ?? 0), bytes };
    }
    const { fields, rows } = await this.#read(sql, bound);
    return { statementType: 'SELECT', fields, rows, bytes };
  }

  /** What metadata tell of is read table by table, and another job may drop one of these meanwhile: then they are asked for again. */
  async #read(sql: string, bound: string): ReturnType<EngineConnection['rows']> {
    const isRaced = (error: unknown): boolean =>
      METADATA.test(sql) && error instanceof Error && /Table with name .* does not exist/.test(error.message);
    let text = bound;
    for (let left = ATTEMPTS; ; left--) {
      try {
        return await this.connection.rows(text);
      } catch (error) {
        if (left === 0 || !isRaced(error)) throw error;
        text = this.#bind((await this.#translate(sql)).sql);
      }
    }
  }

  /** What is deleted and inserted is one change. Its source is none of what is deleted. */
  async #replace({ target, remove, insert }: Replacement): Promise<number> {
    const isOwn = !this.#isInTransaction;
    let rows = 0;
    if (isOwn) await this.connection.run('BEGIN');
    try {
      for (const sql of [remove, insert]) {
        if (sql === undefined) continue;
        const done = await this.connection.rows(this.#bind((await this.#translate(sql)).sql));
        rows += Number(done.rows[0]?.[0] ?? 0);
      }
      if (isOwn) await this.connection.run('COMMIT');
    } catch (error) {
      if (isOwn) await this.connection.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
    const table = this.options.catalog.find(target);
    if (table) table.modified = Math.max(Date.now(), table.modified + 1);
    return rows;
  }

  get #defaults(): { readonly project: string; readonly dataset?: string } {
    const { project, dataset } = this.options;
    return { project, ...(dataset === undefined ? {} : { dataset }) };
  }

  async #translate(sql: string): Promise<Translated> {
    const { catalog } = this.options;
    return await translate(sql, { ...this.#defaults, catalog, variables: new Set(this.#variables.keys()) });
  }

  async #plan(sql: string, reader: Reader): Promise<Outcome> {
    const word = reader.next!.text.toUpperCase();
    if (word !== 'SELECT' && word !== 'WITH' && word !== '(')
      return { statementType: DML.test(word) ? word : 'DDL', bytes: 0 };
    const translated = await this.#translate(sql);
    await this.#admit(sql, translated);
    const fields = await this.connection.fields(this.#bind(translated.sql));
    return { statementType: 'SELECT', fields, rows: [], bytes: await this.#bytes(translated) };
  }

  /** Eight bytes a value; refuses what costs more than it may. */
  async #bytes({ tables }: Translated): Promise<number> {
    let bytes = 0;
    for (const path of tables) {
      const table = this.options.catalog.find(path);
      if (table?.type === 'TABLE') bytes += 8 * table.fields.length * (await this.connection.count(path));
    }
    const limit = this.options.maximumBytesBilled;
    if (limit !== undefined && bytes > limit)
      throw Object.assign(
        invalidQuery(`Query exceeded limit for bytes billed: ${limit}. ${bytes} or higher required.`),
        { reason: 'bytesBilledLimitExceeded' },
      );
    return bytes;
  }

  /** Expires partitions of what is read, and refuses what lacks a filter that it must have. */
  async #admit(sql: string, { tables }: Translated): Promise<void> {
    const { catalog, engine } = this.options;
    const isWritten = /^\s*insert\b/i.test(sql);
    const tablesOf = async (query: string): Promise<readonly Path[]> => (await this.#translate(query)).tables;
    for (const reading of await readings(sql, isWritten ? tables.slice(1) : tables, catalog, tablesOf)) {
      await checkPartitionFilter(reading);
      await expirePartitions(reading.table, engine.now(), this.connection);
    }
  }

  #bind(sql: string): string {
    const { parameters = [] } = this.options;
    let n = 0;
    return parameters.length === 0
      ? sql
      : sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (match) => {
          if (match !== '?') return match;
          const { parameterType, parameterValue } = parameters[n++]!;
          const { value } = parameterValue;
          const text = value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
          return `CAST(${text} AS ${duckdbType({ name: '', type: parameterType.type })})`;
        });
  }

  async #scripting(reader: Reader): Promise<boolean> {
    if (reader.take('DECLARE')) {
      const names = [reader.name()];
      while (reader.take(',')) names.push(reader.name());
      const type = reader.until('DEFAULT');
      const initial = reader.take('DEFAULT') ? reader.rest() : 'null';
      for (const name of names) {
        this.#variables.set(name, parseType(name, type === '' ? 'STRING' : type));
        await this.#set([name], initial);
      }
      return true;
    }
    if (reader.take('SET')) {
      const isTuple = reader.next?.text === '(';
      const names = isTuple
        ? reader
            .brackets()
            .split(',')
            .map((name) => name.trim())
        : [reader.name()];
      reader.expect('=');
      await this.#set(names, reader.rest());
      return true;
    }
    const isBegin = reader.take('BEGIN', 'TRANSACTION') || reader.take('BEGIN');
    if (isBegin) await this.connection.run('BEGIN');
    else if (reader.take('COMMIT')) await this.connection.run('COMMIT');
    else if (reader.take('ROLLBACK')) await this.connection.run('ROLLBACK');
    else return false;
    this.#isInTransaction = isBegin;
    return true;
  }

  /** `(select as struct a, b)` has a value for each name. */
  async #set(names: readonly string[], expression: string): Promise<void> {
    const struct = /^\(\s*select\s+as\s+struct\b([\s\S]*)\)$/i.exec(expression.trim());
    const text = struct ? `select ${struct[1]}` : `select ${expression}`;
    const { sql } = await this.#translate(text);
    for (const [i, name] of names.entries()) {
      if (!this.#variables.has(name)) throw invalidQuery(`Undeclared variable: ${name}`);
      const type = duckdbType(this.#variables.get(name)!);
      const columns = names.map((_, n) => `c${n}`).join(', ');
      await this.connection.run(
        `SET VARIABLE "${name}" = (SELECT CAST(c${i} AS ${type}) FROM (${sql}) AS v(${columns}))`,
      );
    }
  }
}
