import pg from 'pg';
import { from } from 'pg-copy-streams';

/** What is used of the driver. */
export interface Driver {
  readonly Client: typeof pg.Client;
  readonly Connection: typeof pg.Connection;
  readonly copyFrom: typeof from;
}

export const driver: Driver = { Client: pg.Client, Connection: pg.Connection, copyFrom: from };
