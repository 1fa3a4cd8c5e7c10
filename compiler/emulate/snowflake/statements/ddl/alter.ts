import { unsupported } from '../../engine/errors.js';
import type { StatementResult } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import { alterSession } from '../session.js';

export async function alter(context: StatementContext): Promise<StatementResult> {
  const { cursor } = context;
  cursor.expect('ALTER');
  if (cursor.accept('SESSION')) return await alterSession(context);
  throw unsupported(`ALTER ${cursor.peek()?.text.toUpperCase() ?? ''}`);
}
