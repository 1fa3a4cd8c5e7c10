import { snowflakeMacros } from '../../../sql/translate/index.js';
import type { DuckSession } from './duck.js';

/** Functions of Snowflake that DuckDB lacks, as macros that translated statements call. */
export async function installFunctions(session: DuckSession): Promise<void> {
  for (const macro of snowflakeMacros) await session.run(macro);
}
