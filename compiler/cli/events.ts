import type { Diagnostic } from '../base/diagnostics.js';
import type { QuernEvent } from '../base/events.js';
import type { EventName } from './records/codes.js';

/** What reporters take: the core's events and those of the command line itself. */
export type CliEvent =
  | QuernEvent
  /** A command's result, for standard output as it is; its heading is for people, and left out when they ask for quiet. */
  | {
      readonly type: 'result';
      readonly text: string;
      readonly heading?: string;
      readonly kind: ResultKind;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  /** The project is being read, which may take a while. */
  | { readonly type: 'opening' }
  /** A line about what a command does. */
  | { readonly type: 'note'; readonly message: string; readonly name?: NoteName; readonly path?: string }
  /** The same where dbt has an event for it. */
  | {
      readonly type: 'told';
      readonly name: EventName;
      readonly message: string;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  /** Diagnostics that ended the command. */
  | { readonly type: 'failed'; readonly diagnostics: readonly Diagnostic[]; readonly stack?: string }
  | { readonly type: 'interrupted' }
  /** The next round of a command that goes on: what was told before may be told again, and nodes are shown as `command` shows them. */
  | { readonly type: 'round-started'; readonly command: string }
  | {
      readonly type: 'command-finished';
      readonly command: string;
      readonly exitCode: number;
      readonly seconds: number;
    };

/** dbt's events for lines of certain commands; the rest are a `Note`. */
export type NoteName = 'DebugCmdOut' | 'ConfirmCleanPath' | 'FinishedCleanPaths';

export type ResultKind = 'ListCmdOut' | 'ShowNode' | 'CompiledNode' | 'DebugCmdOut' | 'PrintEvent';
