import type { DuckSession } from './duck.js';

/** Functions of Snowflake that DuckDB lacks, as macros that translated statements call. */
export async function installFunctions(session: DuckSession): Promise<void> {
  for (const definition of DEFINITIONS) await session.run(definition);
}

const DEFINITIONS: readonly string[] = [];
