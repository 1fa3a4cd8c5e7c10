import type { LogEvent } from './types.js';

/** Hands events to whoever iterates, keeping those that nobody has asked for yet. */
export class EventStream implements AsyncIterableIterator<LogEvent> {
  readonly #waiting: LogEvent[] = [];
  readonly #asking: ((result: IteratorResult<LogEvent>) => void)[] = [];
  #ended = false;

  constructor(private readonly onReturn: (stream: EventStream) => void) {}

  push(event: LogEvent): void {
    const ask = this.#asking.shift();
    if (ask) ask({ value: event, done: false });
    else if (!this.#ended) this.#waiting.push(event);
  }

  /** After what is kept, there is no more. */
  end(): void {
    this.#ended = true;
    for (const ask of this.#asking.splice(0)) ask({ value: undefined, done: true });
  }

  next(): Promise<IteratorResult<LogEvent>> {
    const event = this.#waiting.shift();
    if (event) return Promise.resolve({ value: event, done: false });
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((answer) => this.#asking.push(answer));
  }

  return(): Promise<IteratorResult<LogEvent>> {
    this.#waiting.length = 0;
    this.end();
    this.onReturn(this);
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
