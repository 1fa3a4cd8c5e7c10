/** The outside world of one call of the command line, so that tests can put another in its place. */

export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  on?(event: 'resize', listener: () => void): unknown;
  off?(event: 'resize', listener: () => void): unknown;
}

export interface CliIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Hides secrets in what is written elsewhere. */
  readonly hide?: (text: string) => string;
  /** Whether a person can answer questions. */
  readonly interactive: boolean;
  readonly now: () => Date;
  readonly pid: number;
  /** Calls the listener for each request to stop; returns what takes the listener away again. */
  onInterrupt(listener: () => void): () => void;
  /** Ends the process at once, for a second Ctrl-C. */
  kill(): void;
}

/** The world as this process sees it. */
export function processIo(): CliIo {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    // In this order: making the stream of stdin costs what a call in a script need not pay.
    interactive: Boolean(process.stdout.isTTY && process.stdin.isTTY),
    now: () => new Date(),
    pid: process.pid,
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
    kill: () => process.exit(130),
  };
}
