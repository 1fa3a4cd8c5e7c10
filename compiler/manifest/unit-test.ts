/** Unit tests: a model's query over rows that the test gives, against rows that it expects. */
import type { JsonObject } from '../base/json.js';
import type { DependsOn, NodeConfig, ResourceBase } from './types.js';

export type FixtureFormat = 'dict' | 'csv' | 'sql';

/** Rows of an input or of the answer: a query where the format is `sql`, else mappings by column. */
export interface Fixture {
  readonly rows: readonly JsonObject[] | string;
  readonly format: FixtureFormat;
  /** The name of the file that the rows are from. */
  readonly fixture: string | null;
}

export interface UnitTestInput extends Fixture {
  /** What it stands for, as written: `ref('orders')`, `source('raw', 'orders')`, `this`. */
  readonly input: string;
}

export interface UnitTestOverrides {
  readonly macros: JsonObject;
  readonly vars: JsonObject;
  readonly env_vars: JsonObject;
}

export interface UnitTestNode extends ResourceBase {
  readonly resourceType: 'unit_test';
  readonly description: string;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  /** The model's name, as written; the model itself is the first of `dependsOn`. */
  readonly model: string;
  readonly given: readonly UnitTestInput[];
  readonly expect: Fixture;
  readonly overrides: UnitTestOverrides | null;
  /** Which versions of the model the definition is about. */
  readonly versions: UnitTestVersions | null;
  /** The version of the model that this one tests. */
  readonly version: string | number | null;
  readonly config: NodeConfig;
  readonly dependsOn: DependsOn;
  readonly checksum: string;
  /** That of the model; null for a test whose model is disabled. */
  readonly schema: string | null;
  readonly createdAt: number;
}

export interface UnitTestVersions {
  readonly include: readonly (string | number)[] | null;
  readonly exclude: readonly (string | number)[] | null;
}

/** The test's name with the version that it tests: `counts_orders_v2`. */
export function versionedName({ name, version }: Pick<UnitTestNode, 'name' | 'version'>): string {
  return version === null ? name : `${name}_v${version}`;
}
