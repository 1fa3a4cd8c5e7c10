import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';
import type { Credentials, Session } from '../types.js';

/** Snowflake lets a session in without its warehouse and database where they do not exist or may not be used: statements fail later. */
export async function checkLogin(session: Session, credentials: Credentials): Promise<void> {
  const { rows } = await session.execute('select current_warehouse(), current_database(), current_role()', {
    fetch: true,
  });
  const [warehouse, database, role] = rows[0] ?? [];
  const absent = (kind: string, name: unknown): never => {
    throw new QuernError(
      loginFailed({
        message: `There is no ${kind} '${name}', or the role '${role}' may not use it`,
        advice: `Check '${kind}' and 'role' in the profile, or ask for GRANT USAGE ON ${kind.toUpperCase()} ….`,
      }),
    );
  };
  if (credentials.warehouse && warehouse === null) absent('warehouse', credentials.warehouse);
  if (database === null) absent('database', credentials.database);
}
