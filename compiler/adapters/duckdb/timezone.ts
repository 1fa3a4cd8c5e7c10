import { type DuckDBConnection, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import type { ZoneOffset } from './cells.js';

const UTC: ZoneOffset = () => 0;

/** Offsets of the session's time zone, asked for only where a result has timestamps with time zone. */
export class ZoneOffsets {
  constructor(private readonly connection: DuckDBConnection) {}

  async offset(types: readonly DuckDBType[]): Promise<ZoneOffset> {
    if (!types.some((type) => mentionsZone(type))) return UTC;
    const reader = await this.connection.runAndReadAll("SELECT current_setting('TimeZone')");
    const name = String(reader.getRows()[0]?.[0] ?? 'UTC');
    return zoneOffset(name);
  }
}

function mentionsZone(type: DuckDBType): boolean {
  return type.typeId === DuckDBTypeId.TIMESTAMP_TZ || type.toString().includes('TIMESTAMP WITH TIME ZONE');
}

/** Minutes east of UTC in an IANA time zone, at an instant; UTC for a zone that is not known here. */
export function zoneOffset(name: string): ZoneOffset {
  if (/^(etc\/)?(utc|gmt|universal|zulu)$/i.test(name)) return UTC;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return UTC;
  }
  return (epochMilliseconds) => {
    const part = new Map(format.formatToParts(epochMilliseconds).map((p) => [p.type, Number(p.value)]));
    const local = Date.UTC(
      part.get('year')!,
      part.get('month')! - 1,
      part.get('day')!,
      part.get('hour')!,
      part.get('minute')!,
      part.get('second')!,
    );
    return Math.round((local - Math.floor(epochMilliseconds / 1000) * 1000) / 60_000);
  };
}
