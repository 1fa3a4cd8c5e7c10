/** What goes wrong between a source system and its delivery: the silver layer has to mend all of it. */
import { HOUR, MINUTE } from './time.mjs';

/** ` eMAIL`, `Email `, `EMAIL`: the same code, keyed in by several people. */
export function messyCase(random, text, probability) {
  if (text === null || !random.chance(probability)) return text;
  return random.pick([
    text.toUpperCase(),
    text.toLowerCase(),
    ` ${text}`,
    `${text} `,
    text[0].toLowerCase() + text.slice(1).toUpperCase(),
  ]);
}

export function badEmail(random, email, probability) {
  if (!random.chance(probability)) return messyCase(random, email, 0.08);
  return random.pick([
    email.replace('@', ''),
    email.replace('@', '@@'),
    email.replace(/\.[a-z]+$/, ''),
    email.replace('.', ' '),
    email.split('@')[0],
    'n/a',
    'unknown',
    '',
    null,
  ]);
}

export const blank = (random, value, probability) => (random.chance(probability) ? null : value);

/**
 * Adds what a delivery has beside its rows: exact repetitions, and stale versions (`stale` alters a copy, which gets an
 * earlier `last_modified_timestamp`). The newest version of a key is the truth. Order is lost, as it is in real deliveries.
 */
export function deliver(random, rows, { repeated, superseded, stale }) {
  const delivered = [];
  for (const row of rows) {
    delivered.push(row);
    if (random.chance(repeated)) delivered.push({ ...row });
    if (random.chance(superseded)) {
      const age = random.integer(5, 180) * MINUTE + random.integer(0, 20) * HOUR;
      delivered.push({ ...stale({ ...row }), last_modified_timestamp: row.last_modified_timestamp - age });
    }
  }
  return random.shuffle(delivered);
}
