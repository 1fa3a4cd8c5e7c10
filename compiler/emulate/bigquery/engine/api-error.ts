/** What the server answers for a request, or says of a job, that failed. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }

  get proto(): { reason: string; message: string } {
    return { reason: this.reason, message: this.message };
  }

  get body(): object {
    return {
      error: {
        code: this.status,
        message: this.message,
        errors: [{ ...this.proto, domain: 'global' }],
        status: this.reason,
      },
    };
  }
}

/** A place in a text that is a part of a statement: it is told once the whole is known. */
export class SyntaxProblem extends Error {
  constructor(
    readonly problem: string,
    readonly part: string,
    readonly offset: number,
  ) {
    super(problem);
  }

  in(whole: string): ApiError {
    return invalidQuery(`${this.problem} at ${placeOf(whole, Math.max(0, whole.indexOf(this.part)) + this.offset)}`);
  }
}

export const invalidQuery = (message: string): ApiError => new ApiError(400, 'invalidQuery', message);
export const notFound = (what: string): ApiError => new ApiError(404, 'notFound', `Not found: ${what}`);
export const duplicate = (what: string): ApiError => new ApiError(409, 'duplicate', `Already Exists: ${what}`);

/** `[line:column]` of an offset; a tab goes on to the next multiple of eight. */
export function placeOf(sql: string, offset: number): string {
  const before = sql.slice(0, offset).split('\n');
  let column = 1;
  for (const c of before.at(-1)!) column = c === '\t' ? (Math.floor((column - 1) / 8) + 1) * 8 + 1 : column + 1;
  return `[${before.length}:${column}]`;
}
