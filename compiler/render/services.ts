import type { Adapter, QuotePolicy } from '../adapters/types.js';
import type { EventListener } from '../base/events.js';
import type { JsonObject } from '../base/json.js';
import type { ProjectConfig } from '../config/types.js';
import type { MacroIndex } from './macro-index.js';

/** What every template evaluation of one invocation shares. Readonly; made once by the facade. */
export interface RenderServices {
  readonly config: ProjectConfig;
  readonly adapter: Adapter;
  /** The project's quoting over the dialect's default. */
  readonly quoting: QuotePolicy;
  readonly target: TargetInfo;
  readonly macros: MacroIndex;
  readonly events: EventListener;
  /** Unique ids of what this command selected; empty while parsing. */
  readonly selectedResources: readonly string[];
}

export interface TargetInfo {
  readonly name: string;
  readonly profileName: string;
  readonly database: string;
  readonly schema: string;
  /** `target.*` as templates see it, secrets left out. */
  readonly visible: JsonObject;
}
