import type { Credentials } from './types.js';

export interface CredentialProblem {
  readonly key: string;
  readonly message: string;
  readonly severity?: 'error' | 'warning';
}

/** Reads the keys of a profile output and collects what is wrong with them. */
export class CredentialReader {
  readonly problems: CredentialProblem[] = [];

  constructor(private readonly output: Credentials) {}

  problem(key: string, message: string, severity: 'error' | 'warning' = 'error'): void {
    this.problems.push({ key, message, severity });
  }

  has(key: string): boolean {
    return this.output[key] !== undefined && this.output[key] !== null;
  }

  /** A text; numbers are taken as text, as profiles are often written so. */
  text(key: string): string | undefined {
    const value = this.output[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    this.problem(key, `'${key}' must be a text`);
    return undefined;
  }

  required(key: string): string {
    const value = this.text(key);
    if (value !== undefined && value !== '') return value;
    if (!this.problems.some((p) => p.key === key)) this.problem(key, `'${key}' is required`);
    return '';
  }

  flag(key: string): boolean | undefined {
    const value = this.output[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    this.problem(key, `'${key}' must be true or false`);
    return undefined;
  }

  number(key: string): number | undefined {
    const value = this.output[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number') return value;
    if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) return Number(value);
    this.problem(key, `'${key}' must be a number`);
    return undefined;
  }

  mapping(key: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.output[key];
    if (value === undefined || value === null) return undefined;
    if (isMapping(value)) return value;
    this.problem(key, `'${key}' must be a mapping`);
    return undefined;
  }

  list(key: string): readonly unknown[] | undefined {
    const value = this.output[key];
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) return value;
    this.problem(key, `'${key}' must be a list`);
    return undefined;
  }
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
