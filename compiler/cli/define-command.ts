import type { EventListener } from '../base/events.js';
import type { Invocation } from '../config/types.js';
import type { OpenOptions, Project } from '../project.js';
import type { CliEvent } from './events.js';
import type { CliIo } from './io.js';
import type { globalOptions } from './options/global.js';
import type { ArgumentSpec, OptionSpecs, OptionValues } from './options/spec.js';
import type { Services } from './services.js';

/** What a command works with. */
export interface CommandContext {
  readonly invocation: Invocation;
  readonly args: readonly string[];
  readonly io: CliIo;
  readonly services: Services;
  readonly signal: AbortSignal;
  /** The project of this call, opened at the first call; it is closed when the command has ended. */
  openProject(options?: Partial<OpenOptions> & { readonly invocation?: Invocation }): Promise<Project>;
  /** Shows something: a core event, or one of the command line's own. */
  emit(event: CliEvent): void;
  readonly events: EventListener;
}

export interface CommandResult {
  readonly exitCode: number;
}

interface CommandInput<O extends OptionSpecs> {
  readonly name: string;
  readonly summary: string;
  /** Further text for `--help` and the reference. */
  readonly details?: string;
  readonly examples?: readonly (readonly [command: string, meaning: string])[];
  readonly arguments?: readonly ArgumentSpec[];
  readonly options: O;
  /** Whether standard output is for the result alone, so that messages go to standard error. */
  readonly resultOnly?: (options: OptionValues<O>) => boolean;
  /** Whether a request to stop is the command's ordinary end: it tells of it itself and succeeds. */
  readonly endsByInterrupt?: boolean;
  handler(options: OptionValues<O & typeof globalOptions>, context: CommandContext): Promise<CommandResult>;
}

type Values = Readonly<Record<string, unknown>>;

/** A command without the types of its options, so that all fit one list. */
export interface CommandDefinition extends Omit<CommandInput<OptionSpecs>, 'resultOnly' | 'handler'> {
  readonly resultOnly?: (options: Values) => boolean;
  handler(options: Values, context: CommandContext): Promise<CommandResult>;
}

/** Gives a command's handler the types of its options. */
export function defineCommand<const O extends OptionSpecs>(definition: CommandInput<O>): CommandDefinition {
  return definition as unknown as CommandDefinition;
}
