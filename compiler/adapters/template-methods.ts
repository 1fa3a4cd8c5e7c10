import type { CallArguments, Suspendable, Value } from '../jinja/values/index.js';
import type { Credentials, RelationRef, Session } from './types.js';

/** What a method of the `adapter` object can use. */
export interface TemplateHost {
  /** The target's, with defaults. */
  readonly credentials: Credentials;
  /** The node's connection. Rejects where none may be used. */
  session(): Promise<Session>;
  warn(message: string): void;
  /** What templates get as a column, and as a relation. */
  newColumn(name: string, dataType: string): Value;
  newRelation(ref: RelationRef): Value;
}

/** A method that one adapter adds to the `adapter` object of templates. It has `call`, or `suspend` if it must wait. */
export interface TemplateMethod {
  /** Its answer while the project is parsed; without it the method runs then too. */
  readonly atParse?: () => Value;
  readonly call?: (host: TemplateHost, args: CallArguments) => Value;
  readonly suspend?: (host: TemplateHost, args: CallArguments) => Suspendable;
}
