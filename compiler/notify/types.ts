export type Occasion = 'failure' | 'warning' | 'summary';

/** How often and how long a channel is tried. */
export interface Patience {
  /** In milliseconds. */
  readonly timeout: number;
  readonly retries: number;
  readonly retryDelay: number;
}

interface Common extends Patience {
  readonly name: string;
  readonly when: readonly Occasion[];
}

export interface WebhookChannel extends Common {
  readonly type: 'webhook';
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
}

export interface SlackChannel extends Common {
  readonly type: 'slack';
  readonly url: string;
  readonly channel?: string;
  readonly mention?: string;
}

export interface EmailChannel extends Common {
  readonly type: 'email';
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly tls: 'starttls' | 'tls' | 'none';
    readonly user?: string;
    readonly password?: string;
  };
  readonly from: string;
  readonly to: readonly string[];
}

export interface CommandChannel extends Common {
  readonly type: 'command';
  /** A program and its arguments; a single text is a line for the shell. */
  readonly command: string | readonly string[];
}

export type Channel = WebhookChannel | SlackChannel | EmailChannel | CommandChannel;

/** A channel that can't be used, and why: its secret is not set. */
export interface BrokenChannel {
  readonly name: string;
  readonly type: string;
  readonly when: readonly Occasion[];
  readonly broken: string;
}

/** Something that went wrong, for people. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** `Test unique_orders_id failed`. */
  readonly title: string;
  readonly detail: string;
}

/** What is told of a run. */
export interface Message {
  /** Of the run; the same in each attempt to tell of it. */
  readonly id: string;
  readonly status: 'success' | 'warning' | 'failure';
  readonly project: string;
  readonly target: string;
  /** One line: `marketing (prod): the night failed after 3 minutes`. */
  readonly title: string;
  /** What was done, a line each. */
  readonly lines: readonly string[];
  readonly problems: readonly Problem[];
  /** For programs: the run's own record. */
  readonly run: Readonly<Record<string, unknown>>;
}

export interface Delivery {
  readonly channel: string;
  readonly type: string;
  readonly ok: boolean;
  readonly attempts: number;
  /** Why it could not be delivered. */
  readonly reason?: string;
}

/** The world outside, as channels need it. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Puts stars in place of secrets. */
  readonly hide: (text: string) => string;
  readonly signal?: AbortSignal | undefined;
}
