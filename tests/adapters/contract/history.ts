/** What scd2 promises, in plain words: versions of keys out of all the rows that were ever given. */

/** A change: its key, its time as `2026-01-31 12:00`, what it is called, and what is true of all versions. */
export interface Change {
  readonly id: number;
  readonly at: string;
  readonly name: string;
  readonly mail?: string;
  readonly gone?: boolean;
}

export interface Version {
  readonly id: number;
  readonly name: string;
  readonly mail: string;
  readonly from: string;
  readonly until: string;
  readonly current: boolean;
}

export const FOREVER = '9999-12-31';

/** `grain`: how many characters of a time tell versions apart: 10 are days. */
export function historyOf(changes: readonly Change[], grain = 16): readonly Version[] {
  const ids = [...new Set(changes.map((change) => change.id))].sort((a, b) => a - b);
  return ids.flatMap((id) =>
    versionsOf(
      changes.filter((change) => change.id === id),
      grain,
    ),
  );
}

function versionsOf(changes: readonly Change[], grain: number): readonly Version[] {
  const inOrder = [...changes].sort((a, b) => (a.at < b.at ? -1 : 1));
  const lastOfSlot = new Map(inOrder.map((change) => [change.at.slice(0, grain), change]));
  const mail = inOrder.filter((change) => !change.gone).at(-1)?.mail ?? '';
  const versions: Version[] = [];
  let name: string | undefined;
  for (const [from, change] of lastOfSlot) {
    const next = change.gone ? undefined : change.name;
    if (next === name) continue;
    const before = versions.at(-1);
    if (before?.current) versions[versions.length - 1] = { ...before, until: from, current: false };
    if (next !== undefined) versions.push({ id: change.id, name: next, mail, from, until: FOREVER, current: true });
    name = next;
  }
  return versions;
}
