/** The unmodified driver against the emulator. */
import { once } from '../../../../compiler/base/once.js';

export interface Rows {
  readonly rows: readonly Record<string, unknown>[];
  readonly queryId: string;
  readonly updated: number | undefined;
  /** The driver's own statement, for what few tests need. */
  // biome-ignore lint/suspicious/noExplicitAny: the driver's types are not installed with it
  readonly statement: any;
}

export interface Client {
  query(sql: string, options?: Record<string, unknown>): Promise<Rows>;
  /** The rows' values without their names. */
  values(sql: string, options?: Record<string, unknown>): Promise<unknown[][]>;
  error(sql: string, options?: Record<string, unknown>): Promise<{ code: string; sqlState: string; message: string }>;
  close(): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly connection: any;
}

const driver = once(async () => {
  process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = 'true';
  process.env.SF_TELEMETRY_DISABLE_CONNECTION_SHAPE = '1';
  process.env.SNOWFLAKE_DISABLE_MINICORE = 'true';
  const { default: sdk } = await import('snowflake-sdk');
  sdk.configure({ logLevel: 'OFF', disableOCSPChecks: true, useEnvProxy: false } as never);
  return sdk;
});

export async function connect(url: string, options: Record<string, unknown> = {}): Promise<Client> {
  const sdk = await driver();
  const connection = sdk.createConnection({
    accessUrl: url,
    account: 'emulated',
    username: 'ada',
    password: 'secret',
    database: 'DB',
    schema: 'PUBLIC',
    warehouse: 'WH',
    role: 'DEV',
    ...options,
  } as never);
  await new Promise((resolve, reject) => connection.connect((error, c) => (error ? reject(error) : resolve(c))));
  const query = (sqlText: string, more: Record<string, unknown> = {}): Promise<Rows> =>
    new Promise((resolve, reject) => {
      connection.execute({
        sqlText,
        ...more,
        // biome-ignore lint/suspicious/noExplicitAny: as above
        complete: (error: unknown, statement: any, rows: unknown[] | undefined) =>
          error
            ? reject(error)
            : resolve({
                rows: (rows ?? []) as Record<string, unknown>[],
                queryId: statement.getQueryId(),
                // A statement that is only submitted has no counts yet.
                updated: more.asyncExec ? undefined : statement.getNumUpdatedRows?.(),
                statement,
              }),
      } as never);
    });
  return {
    query,
    values: async (sql, more) => (await query(sql, more)).rows.map((row) => Object.values(row)),
    error: async (sql, more) => {
      try {
        await query(sql, more);
      } catch (error) {
        return error as { code: string; sqlState: string; message: string };
      }
      throw new Error(`No error: ${sql}`);
    },
    close: () => new Promise((resolve) => connection.destroy(() => resolve())),
    connection,
  };
}
