import { physicalSql } from '../../engine/resolve.js';
import type { StatementResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import type { CreateFlags } from './create.js';
import { created, newObject, placeFor } from './make.js';

export async function createSequence(context: StatementContext, flags: CreateFlags): Promise<StatementResult> {
  const { cursor, engine } = context;
  const place = await placeFor(context, flags, 'SEQUENCE');
  if (place.answer) return place.answer;
  let start = '1';
  let step = '1';
  let comment = '';
  const value = (): string => {
    cursor.acceptOne('WITH', '=', 'BY');
    return cursor.accept('-') ? `-${cursor.next().value}` : cursor.next().value;
  };
  while (!cursor.atEnd) {
    if (cursor.accept('WITH')) continue;
    if (cursor.accept('START')) start = value();
    else if (cursor.accept('INCREMENT')) step = value();
    else if (cursor.accept('COMMENT')) {
      cursor.expect('=');
      comment = cursor.next().value;
    } else if (!cursor.acceptOne('ORDER', 'NOORDER')) cursor.fail();
  }
  const sequence = newObject(context, place, 'SEQUENCE', { comment, properties: { START: start, INCREMENT: step } });
  const minimum = Number(step) < 0 || Number(start) < 1 ? ' MINVALUE -9223372036854775808' : '';
  await run(context, `CREATE OR REPLACE SEQUENCE ${physicalSql(sequence)} START ${start} INCREMENT ${step}${minimum}`);
  engine.catalog.put(sequence);
  await engine.store.save(engine.catalog);
  return created('SEQUENCE', place.name);
}
