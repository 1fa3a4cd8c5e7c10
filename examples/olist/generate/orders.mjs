/**
 * What truly happens: every order with its whole life, whoever may see how much of it. Money is in cents, times in milliseconds;
 * what never happens is at Infinity.
 */
import { createRandom, createSampler } from '../../../scripts/generate-data/random.mjs';
import { DAY, HOUR, MINUTE, startOfDay } from '../../../scripts/generate-data/time.mjs';
import { purchases } from './calendar.mjs';
import { idOf } from './catalogue.mjs';
import { createCustomers } from './customers.mjs';
import { distance } from './geography.mjs';
import { pay } from './payments.mjs';
import { review } from './reviews.mjs';

export function createOrders(options, places, products) {
  const customers = createCustomers(options, places);
  const choose = createChooser(products);
  const orders = purchases(options).map((purchase, index) =>
    createOrder(options.seed, index, purchase, customers.next(purchase.at), choose),
  );
  shareReviews(createRandom(options.seed, 'shared reviews'), orders);
  return orders;
}

function createOrder(seed, index, { at, category }, { person, place }, choose) {
  const random = createRandom(seed, 'order', index);
  const fate = random.weighted([
    ['delivered', 9745],
    ['lost', 90],
    ['canceled', 65],
    ['unavailable', 61],
    ['invoiced', 20],
    ['processing', 19],
  ]);
  const items = createItems(random, at, category, place, choose);
  const payments = pay(random, items);
  const isSlow = payments[0]?.type === 'boleto';
  const approved =
    at +
    (isSlow
      ? random.between(10, 60) * HOUR
      : random.chance(0.8)
        ? random.between(8, 70) * MINUTE
        : random.between(2, 30) * HOUR);
  const far = Math.max(...items.map((item) => item.kilometres));
  const delay = Math.max(...items.map((item) => item.seller.delay));
  const carrier = approved + random.between(0.4, 3.2) * delay * DAY;
  const strike = at > Date.UTC(2018, 1, 10) && at < Date.UTC(2018, 2, 20) ? 1.5 : 1;
  const transit =
    (2 + far / 260 + random.between(0, 3 + far / 350) + (random.chance(0.03) ? random.between(5, 30) : 0)) * strike;
  const never = Number.POSITIVE_INFINITY;
  const order = {
    id: idOf(seed, 'order', index),
    customerId: idOf(seed, 'order customer', index),
    person,
    place,
    fate,
    purchased: at,
    approved: fate === 'canceled' && random.chance(0.23) ? never : approved,
    carrier: ['delivered', 'lost'].includes(fate) ? carrier : never,
    delivered: fate === 'delivered' ? carrier + transit * DAY : never,
    ended: ['canceled', 'unavailable'].includes(fate) ? at + random.between(1, 9) * DAY : never,
    estimated: startOfDay(at + (11 + far / 160 + random.between(4, 12)) * DAY),
    items,
    payments,
    // Not even their lines are delivered.
    hasItems: !(fate === 'unavailable' || (fate === 'canceled' && random.chance(0.26))),
    losesDelivery: random.chance(0.0002),
    losesApproval: random.chance(0.0002),
    // The carrier's clock is an hour or two ahead of the shop's.
    carrierShown: random.chance(0.013) ? approved - random.between(0.2, 2) * HOUR : carrier,
  };
  if (order.hasItems === false && random.chance(0.002)) order.payments = [];
  order.reviews = review(random, seed, index, order);
  return order;
}

function createItems(random, at, category, place, choose) {
  const count = random.weighted([
    [1, 880],
    [2, 84],
    [3, 18],
    [4, 9],
    [5, 4],
    [6, 3],
    [10, 1],
  ]);
  const items = [];
  for (let number = 1; number <= count; number++) {
    const previous = items.at(-1);
    const product = previous && random.chance(0.7) ? previous.product : choose(random, at, category);
    const seller = previous?.product === product ? previous.seller : random.pick(product.sellers);
    const home = seller.moves && seller.moves.at <= at ? seller.moves.place : seller.place;
    const kilometres = distance(home, place);
    items.push({
      number,
      product,
      seller,
      kilometres,
      cents:
        previous?.product === product
          ? previous.cents
          : Math.round(
              product.cents *
                random.weighted([
                  [1, 8],
                  [0.95, 1],
                  [1.05, 1],
                ]),
            ),
      freight: random.chance(0.003)
        ? 0
        : Math.round(700 + kilometres * 0.9 + (product.weight ?? 500) * 0.25 * random.between(0.7, 1.3)),
      limit: at + random.between(3, 8) * DAY,
    });
  }
  return items;
}

/** Chooses a product that is on sale, of a category if one is asked for. */
function createChooser(products) {
  const all = createSampler(products, (product) => product.category.share * product.share);
  const byCategory = new Map();
  for (const product of products) {
    if (!byCategory.has(product.category)) byCategory.set(product.category, []);
    byCategory.get(product.category).push(product);
  }
  return (random, at, category) => {
    if (category) {
      const choices = byCategory.get(category);
      return random.pick(
        choices.filter((each) => each.listed <= at).length > 0 ? choices.filter((each) => each.listed <= at) : choices,
      );
    }
    for (let attempt = 0; attempt < 40; attempt++) {
      const product = all(random);
      if (product.listed <= at) return product;
    }
    return all(random);
  };
}

/** The published reviews have ids that several orders share: one review, written once, filed for each. */
function shareReviews(random, orders) {
  let last = null;
  for (const order of orders) {
    const [own] = order.reviews;
    if (!own) continue;
    if (last && random.chance(0.008) && last.answered >= own.created) order.reviews = [{ ...last }];
    last = order.reviews[0];
  }
}
