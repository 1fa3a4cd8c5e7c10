/** What goes wrong on the way: repeated rows and lost order. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';

/** Some rows come twice; none keeps its place. */
export function shuffled(world, index, table, rows, repeated = 0.01) {
  const random = createRandom(world.seed, 'delivery', table, index);
  const all = [...rows];
  for (const row of rows) if (random.chance(repeated)) all.push({ ...row });
  return random.shuffle(all);
}

/** Rows of a day, but for a share that comes a day late, and those of the day before that do. */
export function late(world, index, table, share, rowsOf) {
  const isLate = (row, at) =>
    createRandom(world.seed, 'late', table, at, row.number ?? JSON.stringify(row)).chance(share);
  return [
    ...rowsOf(index).filter((row) => !isLate(row, index)),
    ...(index - 1 >= -world.history ? rowsOf(index - 1).filter((row) => isLate(row, index - 1)) : []),
  ];
}

/** People whose record is told on a day: those who join, and a few that are told again, with something changed. */
export function told(world, index, kind) {
  return world.people.flatMap((person) => {
    if (person[kind] === undefined || person.joins > index) return [];
    if (person.joins === index) return [{ person, isChanged: false }];
    return createRandom(world.seed, 'told', kind, index, person.number).chance(0.004)
      ? [{ person, isChanged: true }]
      : [];
  });
}

export const iso = (time) => new Date(time).toISOString();
export const isoSeconds = (time) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
export const day = (time) => new Date(time).toISOString().slice(0, 10);
