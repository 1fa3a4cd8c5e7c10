/** One problem as the REST API tells it. */
export interface ErrorProto {
  readonly reason?: string;
  readonly message?: string;
  readonly location?: string;
}

/** A call that did not succeed: the server's answer, or none at all (`status` undefined). */
export class RestError extends Error {
  constructor(
    message: string,
    readonly details: {
      readonly status?: number;
      readonly reason?: string;
      /** The system's code where no answer came: `ECONNRESET`. */
      readonly code?: string;
    },
  ) {
    super(message);
    this.name = 'RestError';
  }
}

const TRANSIENT_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const TRANSIENT_REASONS: ReadonlySet<string> = new Set([
  'backendError',
  'internalError',
  'jobBackendError',
  'jobInternalError',
  'rateLimitExceeded',
  'jobRateLimitExceeded',
]);
/** What a repeated attempt does not change: names without an address, certificates. */
const LASTING_CODES = /^(ENOTFOUND|ERR_INVALID_URL|ERR_TLS|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EAUTH)/;

/** Whether the same call may succeed a moment later. */
export function isTransient({ details: { status, reason, code } }: RestError): boolean {
  if (status === undefined) return code === undefined || !LASTING_CODES.test(code);
  return TRANSIENT_STATUS.has(status) || (reason !== undefined && TRANSIENT_REASONS.has(reason));
}

/**
 * Whether a job that ended with this error may be sent again as a new one. A failed job has changed nothing, but for a script,
 * whose first statements may have run.
 */
export function isRetryableJob(error: ErrorProto, statementType: string | undefined): boolean {
  return statementType !== 'SCRIPT' && TRANSIENT_REASONS.has(error.reason ?? '');
}

/** From what the client throws. */
export function restError(error: unknown): RestError {
  if (error instanceof RestError) return error;
  const { code, errors, message, response } = error as {
    readonly code?: unknown;
    readonly errors?: readonly ErrorProto[];
    readonly message?: string;
    readonly response?: unknown;
  };
  const first = errors?.[0];
  const text = first?.message ?? message ?? String(error);
  if (typeof code === 'number' && (response !== undefined || errors))
    return new RestError(text, { status: code, ...(first?.reason === undefined ? {} : { reason: first.reason }) });
  const status = statusOf(error);
  if (status !== undefined) return new RestError(text, { status, code: 'EAUTH' });
  return new RestError(text, typeof code === 'string' ? { code } : codeInText(text));
}

/** The authentication library's errors carry their response in another place. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { readonly response?: { readonly status?: unknown } }).response?.status;
  return typeof status === 'number' ? status : undefined;
}

function codeInText(text: string): { readonly code?: string } {
  const code = /\b(E[A-Z]{3,}|ERR_[A-Z_]+)\b/.exec(text)?.[1];
  return code === undefined ? {} : { code };
}
