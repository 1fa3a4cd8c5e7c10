/** What buyers say, and what is said of orders that never came. */
import { DAY, startOfDay } from '../../../scripts/generate-data/time.mjs';
import { idOf } from './catalogue.mjs';

const TITLES = [
  'Recomendo',
  'recomendo',
  'Super recomendo',
  'Muito bom',
  'Ótimo',
  'Não recomendo',
  '5',
  'Péssimo!',
  'Bom "mesmo"',
  'produto, entrega: ok',
];
const GOOD = [
  'Recebi bem antes do prazo estipulado.',
  'Produto de ótima qualidade, chegou antes do prazo 👏',
  'Muito bom',
  'Parabéns lojas lannister,\r\nadorei comprar pela Internet seguro e prático',
];
const BAD = [
  'Não recebi o produto ainda!',
  'Veio com defeito; pedi "troca" e nada',
  'Comprei dois, veio um só.\r\n\r\nQuero o outro',
  'Péssimo, não recomendo',
];

/** None for a few orders, several for fewer. */
export function review(random, seed, index, order) {
  const count = random.weighted([
    [0, 75],
    [1, 9870],
    [2, 52],
    [3, 3],
  ]);
  // Asked for once the parcel is there, or when it should have been.
  const asked = Math.min(order.delivered, order.estimated + 2 * DAY);
  const reviews = [];
  for (let number = 0; number < count; number++) {
    const created = startOfDay(asked) + (1 + number * random.integer(3, 30)) * DAY;
    const score = scoreOf(random, order);
    const isBad = score <= 2;
    reviews.push({
      id: idOf(seed, 'review', index, number),
      score,
      title: random.chance(0.12) ? random.pick(TITLES) : null,
      message: random.chance(isBad ? 0.75 : 0.35) ? random.pick(isBad ? BAD : GOOD) : null,
      created,
      answered: created + random.between(0.3, 6) * DAY,
    });
  }
  return reviews;
}

function scoreOf(random, { fate, delivered, estimated }) {
  if (fate !== 'delivered')
    return random.weighted([
      [1, 75],
      [2, 8],
      [3, 7],
      [4, 4],
      [5, 6],
    ]);
  if (startOfDay(delivered) > estimated)
    return random.weighted([
      [1, 54],
      [2, 8],
      [3, 11],
      [4, 10],
      [5, 17],
    ]);
  return random.weighted([
    [1, 7],
    [2, 3],
    [3, 8],
    [4, 20],
    [5, 62],
  ]);
}
