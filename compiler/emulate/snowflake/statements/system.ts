import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor } from '../../../sql/lex/cursor.js';
import { doesNotExist, unsupported } from '../engine/errors.js';
import { type StatementResult, statementTypes, textResult } from '../results/result.js';
import type { StatementContext } from './context.js';

type SystemFunction = (args: readonly string[], context: StatementContext) => Promise<string>;

const UNITS: Readonly<Record<string, number>> = {
  MILLISECONDS: 1,
  SECONDS: 1_000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
};

const FUNCTIONS: Readonly<Record<string, SystemFunction>> = {
  async SYSTEM$WAIT([amount = '0', unit = 'SECONDS'], { cancellation }) {
    const factor = UNITS[unit.toUpperCase()];
    if (factor === undefined) throw unsupported(`SYSTEM$WAIT in ${unit}`);
    const stop = new AbortController();
    const forget = cancellation.listen(() => stop.abort());
    await sleep(Number(amount) * factor, undefined, { signal: stop.signal }).catch(() => {});
    forget();
    cancellation.throwIfCancelled();
    return `waited ${amount} ${unit.toLowerCase()}`;
  },
  async SYSTEM$CANCEL_QUERY([queryId = ''], { engine }) {
    const running = engine.cancellations.get(queryId);
    if (!running && !engine.history.find(queryId)) throw doesNotExist('Query', queryId);
    running?.cancel();
    return running ? `query [${queryId}] terminated.` : `query [${queryId}] is not running.`;
  },
};

/** `SELECT SYSTEM$…(…)` or `CALL SYSTEM$…(…)`; undefined for every other statement, in which such a function is not known. */
export async function systemCall(context: StatementContext): Promise<StatementResult | undefined> {
  const { cursor } = context;
  cursor.reset(1);
  const name = cursor.peek()?.value ?? '';
  const run = FUNCTIONS[name];
  if (!run) {
    cursor.reset(0);
    return undefined;
  }
  cursor.next();
  const args = readArguments(cursor);
  if (!cursor.atEnd) throw unsupported(`${name} in a larger query`);
  const text = context.sql.slice(cursor.tokens[1]!.start, cursor.tokens.at(-1)!.end).toUpperCase();
  const answer = context.describeOnly ? '' : await run(args, context);
  return { ...textResult([text], [[answer]]), statementType: statementTypes.select };
}

function readArguments(cursor: Cursor): string[] {
  const args: string[] = [];
  cursor.expect('(');
  while (!cursor.accept(')')) {
    args.push(cursor.next().value);
    if (!cursor.sees(')')) cursor.expect(',');
  }
  return args;
}

/** `CALL`: of the system's procedures only. */
export async function call(context: StatementContext): Promise<StatementResult> {
  const result = await systemCall(context);
  if (!result) throw unsupported('CALL of a procedure');
  return result;
}
