/** Snowflake, as far as a project's builds need it, on DuckDB: the REST protocol that Snowflake's drivers speak, on a local port. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from './engine/engine.js';
import type { HistoryEntry } from './engine/history.js';
import type { Fault } from './http/faults.js';
import { type ServerOptions, SnowflakeHttpServer } from './http/server.js';

export type { HistoryEntry } from './engine/history.js';
export { type Fault, transientFaults } from './http/faults.js';
export type { EmulatedUser } from './http/login.js';

export interface EmulatorOptions extends ServerOptions {
  /** The DuckDB file; default: in memory. */
  readonly path?: string;
}

export interface SnowflakeEmulator {
  readonly url: string;
  /** Every statement that came, in order. */
  readonly log: readonly HistoryEntry[];
  /** How many statements came, whether the log still holds them or not. */
  readonly received: number;
  /** Statements that are being run. */
  running(): readonly string[];
  /** Arms these faults and no others. */
  setFaults(faults: readonly Fault[]): void;
  /** Ends every session, as an administrator or a day without use does. */
  endSessions(): void;
  /** How many calls there were, and how many of them faults have struck. */
  readonly calls: number;
  readonly struck: number;
  close(): Promise<void>;
}

export async function startSnowflakeServer(options: EmulatorOptions = {}): Promise<SnowflakeEmulator> {
  const stages = mkdtempSync(join(tmpdir(), 'quern-stages-'));
  const engine = await Engine.open(options.path ?? ':memory:', stages);
  const server = new SnowflakeHttpServer(engine, options);
  const stop = async (): Promise<void> => {
    await server.close();
    engine.close();
    rmSync(stages, { recursive: true, force: true });
  };
  const url = await server.listen().catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    url,
    log: engine.history.entries,
    endSessions: () => {
      for (const session of [...engine.sessions.values()]) engine.endSession(session);
    },
    get calls() {
      return server.faults.calls;
    },
    get struck() {
      return server.faults.struck;
    },
    get received() {
      return engine.history.received;
    },
    running: () => server.running.map(({ entry }) => entry.text),
    setFaults: (faults) => server.faults.set(faults),
    close: stop,
  };
}
