export interface HistoryEntry {
  readonly queryId: string;
  readonly sessionId: string;
  readonly requestId: string;
  readonly text: string;
  readonly tag: string;
  readonly user: string;
  readonly role: string;
  readonly warehouse: string;
  readonly database: string;
  readonly schema: string;
  readonly start: number;
  end: number | undefined;
  status: 'QUEUED' | 'RUNNING' | 'SUCCESS' | 'FAILED_WITH_ERROR';
  /** Whether DuckDB has done the statement to its end. */
  executed: boolean;
  rows: number;
  errorCode: string;
  errorMessage: string;
}

const KEPT = 100_000;

/** Every statement that reached the server, in order. */
export class History {
  readonly entries: HistoryEntry[] = [];
  received = 0;

  add(entry: HistoryEntry): HistoryEntry {
    this.received++;
    if (this.entries.length >= KEPT) this.entries.shift();
    this.entries.push(entry);
    return entry;
  }

  clear(): void {
    this.entries.length = 0;
  }

  find(queryId: string): HistoryEntry | undefined {
    return this.entries.findLast((entry) => entry.queryId === queryId);
  }
}
