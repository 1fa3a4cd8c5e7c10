import type { Change } from './history.js';

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/**
 * Deliveries of changes of a number of keys: some late, some that repeat what is known, some on the same day, some deletions. No two changes of a key have the same time.
 */
export function randomDeliveries(
  seed: number,
  { keys, deliveries, lateDays }: { readonly keys: number; readonly deliveries: number; readonly lateDays: number },
): readonly (readonly Change[])[] {
  const random = randomOf(seed);
  const whole = (below: number): number => Math.floor(random() * below);
  const taken = new Set<string>();
  const out: Change[][] = [];
  for (let delivery = 0; delivery < deliveries; delivery++) {
    const rows: Change[] = [];
    for (let id = 1; id <= keys; id++) {
      for (let n = whole(4); n > 0; n--) {
        const late = random() < 0.4 ? whole(lateDays) : 0;
        const day = new Date(Date.UTC(2026, 0, 30 + delivery * 2 - late, whole(24), whole(2) * 30));
        const at = day.toISOString().slice(0, 16).replace('T', ' ');
        if (taken.has(`${id} ${at}`)) continue;
        taken.add(`${id} ${at}`);
        rows.push({ id, at, name: 'abc'[whole(3)]!, mail: 'xyz'[whole(3)]!, gone: random() < 0.12 });
      }
    }
    out.push(rows);
  }
  return out;
}
