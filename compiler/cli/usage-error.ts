import { type Diagnostic, QuernError } from '../base/diagnostics.js';

/** A command line that cannot be read: what is wrong, and of which command the usage is to be shown ('' for quern itself). */
export class UsageError extends QuernError {
  constructor(
    diagnostic: Diagnostic,
    readonly command: string,
  ) {
    super(diagnostic);
  }
}
