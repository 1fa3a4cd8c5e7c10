import type { Diagnostic } from '../base/diagnostics.js';
import type { EventListener, QuernEvent } from '../base/events.js';
import type { CliEvent } from '../cli/events.js';
import { identity } from '../cli/render-diagnostic.js';

/** What a project tells while it is loaded and compiled, which the watcher says in its own words. */
const OWN_WORDS: ReadonlySet<QuernEvent['type']> = new Set([
  'project-loaded',
  'run-started',
  'node-started',
  'node-finished',
  'hook-started',
  'hook-finished',
  'run-finished',
]);

/** Takes the events of one round's project: problems are kept, what a build tells is passed on. */
export class Feed {
  readonly diagnostics: Diagnostic[] = [];
  /** `load`: loading and compiling; `build`: everything is for the reader; `mute`: nothing is any more. */
  mode: 'load' | 'build' | 'mute' = 'load';

  constructor(
    private readonly emit: (event: CliEvent) => void,
    private readonly onBuildEvent: (event: QuernEvent) => void = () => {},
  ) {}

  readonly listener: EventListener = (event) => {
    if (this.mode === 'mute') return;
    if (this.mode === 'load' && event.type === 'diagnostic') this.diagnostics.push(event.diagnostic);
    else if (this.mode === 'build' || !OWN_WORDS.has(event.type)) this.emit(event);
    if (this.mode === 'build') this.onBuildEvent(event);
  };
}

/** Diagnostics without repeats. */
export function distinct(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic> {
  return new Map(diagnostics.map((diagnostic) => [identity(diagnostic), diagnostic]));
}
