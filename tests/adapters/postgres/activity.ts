import type { Session } from '../../../compiler/adapters/types.js';

const DEADLINE_MILLISECONDS = 30_000;

/** How many statements with `text` in them run on the server, the asking one left out. */
export function runningQuery(text: string): string {
  const pattern = `'%${text.replaceAll("'", "''")}%'`;
  return `select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query like ${pattern}`;
}

export async function countRunning(session: Session, text: string): Promise<number> {
  return Number((await session.execute(runningQuery(text), { fetch: true })).rows[0]![0]);
}

/** Waits until such a statement has started. */
export async function untilRunning(session: Session, text: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MILLISECONDS;
  while ((await countRunning(session, text)) === 0) {
    if (Date.now() > deadline) throw new Error(`nothing with '${text}' has started`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
