import type { ProjectConfig } from '../config/types.js';
import type { TagMemo } from '../jinja/index.js';
import type { MacroIndex } from '../render/macro-index.js';
import type { ParseRenderer } from '../render/parse-context.js';
import type { ConfigResolver } from './config/resolve.js';
import type { Descriptions } from './docs.js';
import type { HookTemplates } from './hooks.js';
import type { InertMacros } from './macros/inert.js';
import type { CountingSink, ParseMemo } from './memo.js';
import type { NodeNames } from './names.js';
import type { PropertyIndex } from './properties/property-index.js';
import type { PropertyRenderer } from './properties/render.js';
import type { ParseServices } from './services.js';

/** What the parsers of all kinds of resources share during one parse. */
export interface ParseEnvironment {
  readonly config: ProjectConfig;
  readonly services: ParseServices;
  readonly sink: CountingSink;
  readonly memo: ParseMemo;
  readonly configs: ConfigResolver;
  readonly properties: PropertyIndex;
  readonly yaml: PropertyRenderer;
  readonly descriptions: Descriptions;
  readonly macros: MacroIndex;
  readonly inert: InertMacros;
  readonly renderer: ParseRenderer;
  readonly names: NodeNames;
  readonly hooks: HookTemplates;
  readonly tags: TagMemo;
  /** Told the name of a node that could not be parsed. */
  readonly failed: Set<string>;
}
