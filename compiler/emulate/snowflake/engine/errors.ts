/** An error as Snowflake answers it. */
export class SnowflakeError extends Error {
  constructor(
    readonly code: string,
    readonly sqlState: string,
    message: string,
  ) {
    super(message);
    this.name = 'SnowflakeError';
  }
}

export interface Place {
  readonly line: number;
  /** From 0, as Snowflake counts. */
  readonly position: number;
}

export function placeOf(sql: string, offset: number): Place {
  const before = sql.slice(0, offset);
  return { line: before.split('\n').length, position: offset - (before.lastIndexOf('\n') + 1) };
}

export function syntaxError(sql: string, offset: number, unexpected: string): SnowflakeError {
  const { line, position } = placeOf(sql, offset);
  return new SnowflakeError(
    '001003',
    '42000',
    `SQL compilation error:\nsyntax error line ${line} at position ${position} unexpected '${unexpected}'.`,
  );
}

export function invalidIdentifier(sql: string, offset: number | undefined, name: string): SnowflakeError {
  const { line, position } = placeOf(sql, offset ?? 0);
  return new SnowflakeError(
    '000904',
    '42000',
    `SQL compilation error: error line ${line} at position ${position}\ninvalid identifier '${name}'`,
  );
}

export function doesNotExist(kind: string, name: string): SnowflakeError {
  const sqlState = /^(Database|Schema)$/.test(kind) ? '02000' : '42S02';
  const code = /^(Database|Schema)$/.test(kind) ? '002043' : '002003';
  return new SnowflakeError(
    code,
    code === '002043' ? '02000' : sqlState,
    code === '002043'
      ? `SQL compilation error:\nObject does not exist, or operation cannot be performed.`
      : `SQL compilation error:\n${kind} '${name}' does not exist or not authorized.`,
  );
}

export function alreadyExists(name: string): SnowflakeError {
  return new SnowflakeError('002002', '42710', `SQL compilation error:\nObject '${name}' already exists.`);
}

export function compilationError(message: string, code = '002140', sqlState = '42601'): SnowflakeError {
  return new SnowflakeError(code, sqlState, `SQL compilation error:\n${message}`);
}

/** What the emulator does not do, said plainly. */
export function unsupported(what: string): SnowflakeError {
  return new SnowflakeError('000002', '0A000', `Unsupported feature '${what}' (not part of this emulator).`);
}

export function cancelledError(): SnowflakeError {
  return new SnowflakeError('000604', '57014', 'SQL execution canceled');
}
