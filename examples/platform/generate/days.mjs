/** What happens on each day: new and changed customers, products, orders, events. Days up to the one asked for are played again. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { DAY, HOUR } from '../../../scripts/generate-data/time.mjs';
import { dayStart, HISTORY_DAYS, makeCustomer, makeEvent, makeOrder, makeProduct, sizes, timeIn } from './world.mjs';

const SEGMENTS = ['consumer', 'business', 'partner'];
const COUNTRIES = ['DE', 'FR', 'NL', 'ES', 'AT'];

/** Plays days 1 to `day`; what changed on the last one is `news`. */
export function play({ day, seed, scale, firstDay }) {
  const world = { customers: [], products: [], orders: [], versions: [], news: [] };
  for (let today = 1; today <= day; today++)
    world.news = today === 1 ? begin(world, seed, scale, firstDay) : next(world, today, seed, scale, firstDay);
  return world;
}

/** Day 1: everything there is, and thirty days of orders and events. */
function begin(world, seed, scale, firstDay) {
  const size = sizes(scale);
  const today = dayStart(firstDay, 1);
  const start = today - (HISTORY_DAYS - 1) * DAY;
  for (let n = 1; n <= size.customers; n++) {
    const random = createRandom(seed, 'signup', n);
    addCustomer(world, makeCustomer(seed, n, Math.floor((start - random.between(1, 500) * DAY) / 1000) * 1000));
  }
  for (let n = 1; n <= size.products; n++) world.products.push(makeProduct(seed, n, start - 400 * DAY));
  const days = Array.from({ length: HISTORY_DAYS }, (_, i) => ({
    date: start + i * DAY,
    orders: [],
    lines: [],
    events: [],
    customers: [],
    products: [],
  }));
  for (let n = 1; n <= size.orders; n++) {
    const made = days[Math.floor(((n - 1) * HISTORY_DAYS) / size.orders)];
    addOrder(
      world,
      made,
      makeOrder(seed, n, timeIn(createRandom(seed, 'placed', n), made.date), size.customers, world.products),
    );
  }
  for (let n = 1; n <= size.events; n++) {
    const made = days[Math.floor(((n - 1) * HISTORY_DAYS) / size.events)];
    made.events.push(
      makeEvent(seed, n, timeIn(createRandom(seed, 'occurred', n), made.date), size.customers, world.products),
    );
  }
  const last = days.at(-1);
  last.customers.push(...world.customers);
  last.products.push(...world.products);
  return days;
}

/** A later day: a little of everything, some of it late. */
function next(world, day, seed, scale, firstDay) {
  const size = sizes(scale);
  const random = createRandom(seed, 'day', day);
  const date = dayStart(firstDay, day);
  const made = { date, orders: [], lines: [], events: [], customers: [], products: [] };
  for (const customer of random.sample(world.customers, size.changedCustomers))
    made.customers.push(changeCustomer(world, customer, random, date));
  for (let n = 0; n < size.newCustomers; n++) {
    const customer = makeCustomer(
      seed,
      world.customers.length + 1,
      Math.floor((date + random.between(0, 5) * HOUR) / 1000) * 1000,
    );
    addCustomer(world, customer);
    made.customers.push(customer);
  }
  // The price of one product, and a new one.
  const changed = random.integer(0, world.products.length - 1);
  world.products[changed] = {
    ...world.products[changed],
    unit_price: random.integer(300, 24_900) / 100,
    updated_at: date + HOUR,
  };
  world.products.push(makeProduct(seed, world.products.length + 1, date + HOUR));
  made.products.push(...world.products);
  for (const { order } of random.sample(world.orders, size.changedOrders)) {
    // A second change on one day would be the same row twice.
    Object.assign(order, {
      status: random.chance(0.15) ? 'cancelled' : 'delivered',
      updated_at: date + random.integer(1, 22) * HOUR,
    });
    made.orders.push({ ...order });
  }
  for (let n = 0; n < size.newOrders; n++) {
    // Every twentieth reaches the lake a day or two after it was placed.
    const late = n % 20 === 7 ? random.integer(1, 2) * DAY : 0;
    const known = world.customers.length - size.newCustomers;
    addOrder(world, made, makeOrder(seed, world.orders.length + 1, timeIn(random, date - late), known, world.products));
  }
  const first = sizes(scale).events + (day - 2) * size.newEvents;
  for (let n = 1; n <= size.newEvents; n++) {
    const late = n % 50 === 9 ? DAY : 0;
    made.events.push(makeEvent(seed, first + n, timeIn(random, date - late), world.customers.length, world.products));
  }
  return [made];
}

function addCustomer(world, customer) {
  world.customers.push(customer);
  world.versions.push({ ...customer });
}

function changeCustomer(world, customer, random, date) {
  const changed = {
    ...customer,
    country_code: random.pick(COUNTRIES),
    segment: random.pick(SEGMENTS),
    updated_at: Math.floor((date + random.between(0, 5) * HOUR) / 1000) * 1000,
  };
  world.customers[customer.customer_id - 1] = changed;
  world.versions.push({ ...changed });
  return changed;
}

function addOrder(world, made, { order, lines }) {
  world.orders.push({ order, lines });
  made.orders.push({ ...order });
  made.lines.push(...lines);
}
