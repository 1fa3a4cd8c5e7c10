import type { Adapter, Credentials } from '../../../compiler/adapters/types.js';
import limits from './limits.json' with { type: 'json' };

/** A warehouse that the project-level contract is run on. */
export interface ProjectTarget {
  readonly adapter: Adapter;
  /** A profile output whose schema is empty and nobody else's; `folder` is the project's. */
  output(folder: string): Promise<Credentials>;
  /** Runs for minutes unless it is stopped. */
  readonly longQuery: string;
  /** How many statements with this text run on the server now, where that can be asked. */
  readonly running?: (text: string) => Promise<number>;
  /** Names that quoting has to hold, where the platform takes fewer than others. */
  readonly names?: HostileNames;
  /** The privilege to read a relation, where it is not `select`. */
  readonly privilege?: string;
  /** A type for texts of some length, where it is not `varchar(20)`. */
  readonly textType?: string;
  /** What a model needs in its configuration to be built in batches of a day of `ts`, if that is more than elsewhere. */
  readonly microbatch?: string;
  /** Roles that can be granted to. */
  readonly grantees?: readonly [string, string];
  /** How many may select from a relation, by role. */
  readonly granted?: (relation: string, role: string) => Promise<boolean>;
}

export interface HostileNames {
  readonly relations: readonly string[];
  readonly column: string;
}

/** Why a platform has no part in a case, by the case's title. */
export function limitsOf(target: ProjectTarget): Readonly<Record<string, string>> {
  return (limits as Readonly<Record<string, Readonly<Record<string, string>>>>)[target.adapter.name] ?? {};
}
