/** Sellers and products. Everything that changes later carries the time from which it holds. */
import { createHash } from 'node:crypto';
import { createRandom, createSampler } from '../../../scripts/generate-data/random.mjs';
import { categories } from './categories.mjs';
import { unaccented } from './geography.mjs';

const SELLERS = 3100;
const PRODUCTS = 34_000;

/** Ids of the published files are 32 hexadecimal digits. */
export const idOf = (...parts) => createHash('md5').update(parts.join('/')).digest('hex');

export function createSellers({ seed, scale, from, to }, places) {
  const random = createRandom(seed, 'sellers');
  const place = createSampler(places, (each) => each.sellers);
  return Array.from({ length: Math.max(40, Math.round(SELLERS * scale)) }, (_, index) => {
    const home = place(random);
    return {
      id: idOf(seed, 'seller', index),
      place: home,
      city: misspelled(random, home),
      /** Some move. */
      moves: random.chance(0.04) ? { at: random.between(from, to), place: place(random) } : null,
      /** Some ship late. */
      delay: random.chance(0.12) ? random.between(2, 5) : random.between(0.4, 1.4),
      share: random.between(0.1, 1) ** 3,
    };
  });
}

function misspelled(random, { city, state }) {
  const plain = unaccented(city);
  if (!random.chance(0.02)) return plain;
  return random.pick([
    `${plain} / ${plain}`,
    `${plain}, ${state.toLowerCase()}, brasil`,
    `${plain} - ${state.toLowerCase()}`,
    ` ${plain}  `,
  ]);
}

export function createProducts({ seed, scale, from, to }, sellers) {
  const random = createRandom(seed, 'products');
  const seller = createSampler(sellers, (each) => each.share);
  const category = createSampler(categories, (each) => each.share);
  return Array.from({ length: Math.max(300, Math.round(PRODUCTS * scale)) }, (_, index) => {
    // Each category has its first product.
    const kind = index < categories.length ? categories[index] : category(random);
    const [weight, size] = [kind.weight * random.between(0.3, 1.9), Math.cbrt(kind.weight) * random.between(1.2, 2.6)];
    const isBlank = index >= categories.length && random.chance(0.03);
    return {
      id: idOf(seed, 'product', index),
      category: kind,
      /** The describing columns are empty before; for most forever. */
      described: isBlank ? random.between(from, to + 4 * (to - from)) : 0,
      sellers: random.chance(0.04) ? [seller(random), seller(random)] : [seller(random)],
      cents: Math.max(90, Math.round(kind.price * 100 * random.between(0.35, 1.65) ** 2)),
      listed: from + (to - from) * random.next() ** 1.6,
      share: 1 / (random.integer(1, 34_000) + 60) ** 0.4,
      name: random.integer(20, 63),
      description: random.integer(60, 3800),
      photos: random.weighted([
        [1, 51],
        [2, 19],
        [3, 12],
        [4, 8],
        [5, 5],
        [6, 3],
        [12, 1],
      ]),
      weight: random.chance(0.0002) ? 0 : random.chance(0.0001) ? null : Math.round(weight),
      length: Math.max(16, Math.round(size)),
      height: Math.max(2, Math.round(size * random.between(0.2, 0.9))),
      width: Math.max(11, Math.round(size * random.between(0.5, 1))),
    };
  });
}
