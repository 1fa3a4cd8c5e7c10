import { ZONES } from './zones.generated.js';

/** What a zone's clock says for some time. */
export interface ZoneType {
  readonly name: string;
  /** Seconds from UTC, to the minute, as pytz has it. */
  readonly offset: number;
  /** Seconds of daylight saving. */
  readonly saving: number;
}

/** What an offset means from some time on, in seconds since 1970. */
export interface DatedType extends ZoneType {
  readonly from: number;
}

export interface ZoneRow {
  /** Of a time that has not been localized: the first that the zone had. */
  readonly initial: ZoneType;
  /** All, those of the same offset in order of time. */
  readonly types: readonly DatedType[];
}

export interface ZoneTable {
  readonly rows: ReadonlyMap<string, ZoneRow>;
  /** All names in alphabetical order, and those that are in use. */
  readonly names: readonly string[];
  readonly common: readonly string[];
}

export function readTable(): ZoneTable {
  const rows = new Map<string, ZoneRow>();
  const common: string[] = [];
  for (const line of ZONES.trim().split('\n')) {
    const [kinds, used, old] = line.split('|') as [string, string, string];
    const types = kinds.split(';').map(typeOf);
    const row = { initial: types[0]!, types };
    for (const name of words(used)) {
      rows.set(name, row);
      common.push(name);
    }
    for (const name of words(old)) rows.set(name, row);
  }
  return { rows, names: [...rows.keys()].sort(), common: common.sort() };
}

function typeOf(text: string): DatedType {
  const [name, offset, saving, day] = text.split(',') as [string, string, string, string?];
  const from = day === undefined ? Number.NEGATIVE_INFINITY : Number.parseInt(day, 36) * 86_400;
  return { name, offset: Number(offset) * 60, saving: Number(saving) * 60, from };
}

const words = (text: string) => (text === '' ? [] : text.split(' '));
