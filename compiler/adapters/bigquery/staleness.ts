/** Months, days and seconds of an interval. */
type Parts = readonly [months: number, days: number, seconds: number];

const UNITS: Readonly<Record<string, Parts>> = {
  YEAR: [12, 0, 0],
  QUARTER: [3, 0, 0],
  MONTH: [1, 0, 0],
  WEEK: [0, 7, 0],
  DAY: [0, 1, 0],
  HOUR: [0, 0, 3600],
  MINUTE: [0, 0, 60],
  SECOND: [0, 0, 1],
};

/** An interval as SQL (`INTERVAL 4 HOUR`, `INTERVAL "0-0 0 4:0:0" YEAR TO SECOND`) or as the API writes it (`0-0 0 4:0:0`). */
function partsOf(text: string): Parts | undefined {
  const simple = /^\s*interval\s+["']?(\d+)["']?\s+(\w+?)\s*$/i.exec(text);
  const unit = simple ? UNITS[simple[2]!.toUpperCase()] : undefined;
  if (unit) return unit.map((size) => size * Number(simple![1])) as unknown as Parts;
  const whole = /(\d+)-(\d+) (\d+) (\d+):(\d+):(\d+)/.exec(text);
  if (!whole) return undefined;
  const [years, months, days, hours, minutes, seconds] = whole.slice(1).map(Number) as [number, ...number[]];
  return [12 * years + months!, days!, 3600 * hours! + 60 * minutes! + seconds!];
}

/** Whether two spellings mean the same time; of one that can't be read it is assumed. */
export function isSameInterval(a: string, b: string): boolean {
  const [left, right] = [partsOf(a), partsOf(b)];
  return !left || !right || left.join() === right.join();
}
