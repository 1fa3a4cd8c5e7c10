/** Scalars that YAML and databases know and JavaScript does not. They serialise to JSON as dbt writes them. */

/** A float whose value is integral (`1.0`), which Python shows as `1.0`. Other floats are plain numbers. */
export class Float {
  constructor(readonly value: number) {}
  toJSON(): number {
    return this.value;
  }
  toString(): string {
    if (Math.abs(this.value) >= 1e16) return this.value.toExponential().replace(/e\+(\d)$/, 'e+0$1');
    return Object.is(this.value, -0) ? '-0.0' : `${this.value}.0`;
  }
}

/** `2024-01-31` as YAML 1.1 reads it: a date without time. */
export class CalendarDate {
  constructor(readonly iso: string) {}
  toJSON(): string {
    return this.iso;
  }
  toString(): string {
    return this.iso;
  }
}

/** A YAML 1.1 timestamp; `iso` as Python's isoformat(), without zone for a naive one. */
export class Timestamp {
  constructor(readonly iso: string) {}
  toJSON(): string {
    return this.iso;
  }
  toString(): string {
    return this.iso.replace('T', ' ');
  }
}
