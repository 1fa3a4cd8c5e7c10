import { randomUUID } from 'node:crypto';
import { splitStatements } from '../../../sql/lex/statements.js';
import { LexError, type Token, tokenize } from '../../../sql/lex/tokens.js';
import { Cancellation } from '../engine/duck.js';
import type { Engine } from '../engine/engine.js';
import { SnowflakeError, syntaxError } from '../engine/errors.js';
import type { HistoryEntry } from '../engine/history.js';
import type { EmulatedSession } from '../engine/session.js';
import { countResult, type StatementResult, statementTypes } from '../results/result.js';
import { cursorOf, type StatementContext } from '../statements/context.js';
import { execute } from '../statements/dispatch.js';
import { boundRows, isTransfer } from '../statements/stage/put.js';
import { type Binding, type Bindings, bind, bindRows } from './bindings.js';

export interface QueryRequest {
  readonly sqlText: string;
  readonly bindings?: Readonly<Record<string, Binding>>;
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Where the driver has put the binds of many rows. */
  readonly bindStage?: string;
  readonly asyncExec?: boolean;
  readonly describeOnly?: boolean;
}

export type Outcome =
  | { readonly result: StatementResult; readonly children?: readonly Execution[] }
  | { readonly error: SnowflakeError };

/** One request's statement, or the several of it. */
export interface Execution {
  readonly queryId: string;
  readonly requestId: string;
  readonly session: EmulatedSession;
  readonly cancellation: Cancellation;
  readonly entry: HistoryEntry;
  readonly done: Promise<Outcome>;
  outcome: Outcome | undefined;
}

/** Starts what a request asks for. It never rejects: its outcome holds the error. */
export function startExecution(
  engine: Engine,
  session: EmulatedSession,
  requestId: string,
  request: QueryRequest,
): Execution {
  const cancellation = new Cancellation();
  return begin(engine, session, requestId, request.sqlText, request, cancellation, async (self) => {
    if (isTransfer(request.sqlText)) return { result: await execute(contextOf(engine, self, request.sqlText, [])) };
    const tokens = lex(request.sqlText);
    const statements = splitStatements(tokens);
    const wanted = Number(
      request.parameters?.MULTI_STATEMENT_COUNT ?? session.parameters.get('MULTI_STATEMENT_COUNT') ?? 1,
    );
    if (wanted !== 0 && statements.length !== wanted && statements.length > 0) {
      throw new SnowflakeError(
        '000008',
        '0A000',
        `Actual statement count ${statements.length} did not match the desired statement count ${wanted}.`,
      );
    }
    const bindings = request.bindStage
      ? stagedBindings(contextOf(engine, self, request.sqlText, tokens), request.bindStage)
      : (request.bindings ?? {});
    if (statements.length <= 1) {
      return {
        result: await runStatement(
          engine,
          self,
          request.sqlText,
          statements[0] ?? [],
          bindings,
          0,
          request.describeOnly ?? false,
        ),
      };
    }
    return await runSeveral(engine, self, requestId, request, statements, bindings);
  });
}

function lex(sql: string): Token[] {
  try {
    return tokenize(sql);
  } catch (error) {
    if (error instanceof LexError) throw syntaxError(sql, error.position, '<EOF>');
    throw error;
  }
}

function begin(
  engine: Engine,
  session: EmulatedSession,
  requestId: string,
  text: string,
  request: QueryRequest,
  cancellation: Cancellation,
  run: (self: Execution) => Promise<Outcome>,
  queued = true,
): Execution {
  const queryId = randomUUID();
  const entry = engine.history.add({
    queryId,
    requestId,
    text,
    sessionId: session.id,
    tag: String(request.parameters?.QUERY_TAG ?? session.parameters.get('QUERY_TAG') ?? ''),
    user: session.user,
    role: session.role,
    warehouse: session.warehouse ?? '',
    database: session.database ?? '',
    schema: session.schema ?? '',
    start: Date.now(),
    end: undefined,
    status: 'QUEUED',
    executed: false,
    rows: 0,
    errorCode: '',
    errorMessage: '',
  });
  const execution: { -readonly [K in keyof Execution]: Execution[K] } = {
    queryId,
    requestId,
    session,
    cancellation,
    entry,
    outcome: undefined,
    done: undefined as never,
  };
  const work = async (): Promise<Outcome> => {
    entry.status = 'RUNNING';
    const outcome = await run(execution).catch(failed);
    engine.cancellations.delete(queryId);
    finish(entry, outcome);
    if ('result' in outcome) session.results.set(queryId, outcome.result);
    execution.outcome = outcome;
    return outcome;
  };
  engine.cancellations.set(queryId, cancellation);
  execution.done = queued ? session.enqueue(work) : work();
  return execution;
}

function failed(error: unknown): Outcome {
  if (error instanceof SnowflakeError) return { error };
  return {
    error: new SnowflakeError(
      '000603',
      'XX000',
      `Internal error of the emulator: ${error instanceof Error ? error.message : error}`,
    ),
  };
}

function finish(entry: HistoryEntry, outcome: Outcome): void {
  entry.end = Date.now();
  if ('error' in outcome) {
    entry.status = 'FAILED_WITH_ERROR';
    entry.errorCode = outcome.error.code;
    entry.errorMessage = outcome.error.message;
  } else {
    entry.status = 'SUCCESS';
    entry.executed = true;
    entry.rows = outcome.result.rows.length;
  }
}

async function runStatement(
  engine: Engine,
  self: Execution,
  sql: string,
  tokens: readonly Token[],
  bindings: Bindings,
  taken: number,
  describeOnly: boolean,
): Promise<StatementResult> {
  const rows = bindRows(bindings);
  if (rows !== undefined) return await runRows(engine, self, sql, tokens, bindings, rows);
  const bound = tokens.some((t) => t.kind === 'parameter') ? bind(sql, tokens, bindings, taken) : sql;
  return await runText(engine, self, withVariables(self.session, bound), describeOnly);
}

/** `$name` is what SET has put there. */
function withVariables(session: EmulatedSession, sql: string): string {
  if (!sql.includes('$') || session.variables.size === 0) return sql;
  let out = '';
  let at = 0;
  for (const { kind, value, start, end } of lex(sql)) {
    const variable = kind === 'symbol' && /^\$[A-Z_]/.test(value) ? session.variables.get(value.slice(1)) : undefined;
    if (variable === undefined) continue;
    out += sql.slice(at, start) + variable;
    at = end;
  }
  return out + sql.slice(at);
}

async function runText(engine: Engine, self: Execution, sql: string, describeOnly: boolean): Promise<StatementResult> {
  const tokens = splitStatements(lex(sql))[0] ?? [];
  const text = tokens.length > 0 ? sql.slice(0, tokens.at(-1)!.end) : '';
  return await execute({ ...contextOf(engine, self, text, tokens), describeOnly });
}

function contextOf(engine: Engine, self: Execution, sql: string, tokens: readonly Token[]): StatementContext {
  const { session, cancellation } = self;
  return { engine, session, sql, cursor: cursorOf(sql, tokens), cancellation, describeOnly: false };
}

/** Staged binds come without types: each is a text, which fits the column that it goes to. */
function stagedBindings(context: StatementContext, bindStage: string): Bindings {
  const rows = boundRows(context, bindStage);
  return Object.fromEntries(
    (rows[0] ?? []).map((_, i) => [String(i + 1), { type: 'TEXT', value: rows.map((row) => row[i] ?? null) }]),
  );
}

const ROWS_A_STATEMENT = 500;

/** An array bind: INSERT … VALUES with as many tuples as fit one statement; all other statements run once a row. */
async function runRows(
  engine: Engine,
  self: Execution,
  sql: string,
  tokens: readonly Token[],
  bindings: Bindings,
  rows: number,
): Promise<StatementResult> {
  const values = tokens.findIndex((t) => t.kind === 'word' && t.value === 'VALUES');
  const isInsert = tokens[0]?.value === 'INSERT' && values > 0 && tokens[values + 1]?.text === '(';
  const head = isInsert ? sql.slice(0, tokens[values]!.end) : '';
  const tuple = isInsert ? sql.slice(tokens[values]!.end) : sql;
  const shifted = isInsert ? lex(tuple) : tokens;
  const total = { count: 0, last: undefined as StatementResult | undefined };
  const step = isInsert ? ROWS_A_STATEMENT : 1;
  for (let from = 0; from < rows; from += step) {
    const parts: string[] = [];
    for (let row = from; row < Math.min(rows, from + step); row++) parts.push(bind(tuple, shifted, bindings, 0, row));
    total.last = await runText(engine, self, head + parts.join(','), false);
    total.count += Number(total.last.rows[0]?.[0] ?? 0);
  }
  const name = total.last?.columns[0]?.name ?? 'number of rows inserted';
  return countResult({ [name]: total.count }, total.last?.statementType ?? statementTypes.insert);
}

async function runSeveral(
  engine: Engine,
  self: Execution,
  requestId: string,
  request: QueryRequest,
  statements: readonly Token[][],
  bindings: Bindings,
): Promise<Outcome> {
  const children: Execution[] = [];
  let taken = 0;
  for (const tokens of statements) {
    const start = tokens[0]!.start;
    const text = request.sqlText.slice(start, tokens.at(-1)!.end);
    const own = tokens.map((t) => ({ ...t, start: t.start - start, end: t.end - start }));
    const before = taken;
    taken += own.filter((t) => t.text === '?' && t.kind === 'parameter').length;
    const child = begin(
      engine,
      self.session,
      requestId,
      text,
      request,
      self.cancellation,
      async (execution) => ({ result: await runStatement(engine, execution, text, own, bindings, before, false) }),
      false,
    );
    children.push(child);
    const outcome = await child.done;
    if ('error' in outcome) return outcome;
  }
  return {
    result: {
      columns: [{ name: 'multiple statement execution', type: { name: 'TEXT', length: 16_777_216 } }],
      rows: [['Multiple statements executed successfully.']],
      statementType: statementTypes.multi,
    },
    children,
  };
}
