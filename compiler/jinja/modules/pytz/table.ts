import { ZONES } from './zones.generated.js';

/** What a zone's clock says for some time. */
export interface ZoneType {
  readonly name: string;
  /** Seconds from UTC, to the minute, as pytz has it. */
  readonly offset: number;
  /** Seconds of daylight saving. */
  readonly saving: number;
}

export interface ZoneRow {
  /** Of a time that has not been localized: the first that the zone had. */
  readonly initial: ZoneType;
  /** The latest of each offset. */
  readonly types: readonly ZoneType[];
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
    const [initial, ...types] = kinds.split(';').map(typeOf) as [ZoneType, ...ZoneType[]];
    const row = { initial, types };
    for (const name of words(used)) {
      rows.set(name, row);
      common.push(name);
    }
    for (const name of words(old)) rows.set(name, row);
  }
  return { rows, names: [...rows.keys()].sort(), common: common.sort() };
}

function typeOf(text: string): ZoneType {
  const [name, offset, saving] = text.split(',') as [string, string, string];
  return { name, offset: Number(offset) * 60, saving: Number(saving) * 60 };
}

const words = (text: string) => (text === '' ? [] : text.split(' '));
