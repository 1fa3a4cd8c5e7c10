/** An attempt that did not reach its channel. */
export class Undelivered extends Error {
  constructor(
    message: string,
    /** Whether a further attempt may go better. */
    readonly passes: boolean,
    /** Milliseconds that the channel asks to be left alone. */
    readonly wait?: number,
  ) {
    super(message);
    this.name = 'Undelivered';
  }
}
