/** What a warehouse of this repository says of itself; tests and `npm run warehouses` are written against it. */
export type Target = 'duckdb' | 'postgres' | 'snowflake' | 'bigquery';

export interface Delivery {
  /** Days count from 1. A day's delivery does not hold those of the days before. */
  readonly day: number;
  /** Where the day's files go. */
  readonly files: string;
  /** Size; 1 is what the warehouse's README states. */
  readonly scale: number;
  readonly seed: number;
  readonly target: Target;
  /** Where the source systems are tables of the server: runs statements there, each by itself. */
  execute(sql: string): Promise<void>;
  /** The environment of the project's calls: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE, DUCKDB_PATH, … */
  readonly env: Readonly<Record<string, string>>;
}

export interface Warehouse {
  readonly name: string;
  /** The project's folder, from the repository's root. */
  readonly folder: string;
  /** Where it runs on a machine without accounts; its own first. */
  readonly targets: readonly [Target, ...Target[]];
  /** Names of targets in the project where they are not those. */
  readonly targetNames?: Partial<Readonly<Record<Target, string>>>;
  /** Files and folders of the project, from `folder`, that a copy needs; by default everything but what git ignores. */
  readonly parts?: readonly string[];
  /** Brings a day's data to where the sources are. */
  deliver(delivery: Delivery): Promise<void>;
  /** The time on the morning after a day's delivery, for a stand-in that has a clock: `2025-03-02T06:00:00Z`. */
  clock?(day: number): string;
  /** The calls of a day, in order: `[['build']]`. */
  readonly calls: readonly (readonly string[])[];
  /** Columns that differ between two builds of the same rows (times of loading, ids of runs). */
  readonly volatile?: readonly string[];
}

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
