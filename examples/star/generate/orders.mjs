/**
 * Orders and their lines. The shop closes a day at midnight: what is delivered of a day then is all there will be of it. What is delivered again
 * later is what was delivered before.
 */
import { blank, messyCase } from '../../../scripts/generate-data/dirt.mjs';
import { createRandom, createSampler } from '../../../scripts/generate-data/random.mjs';
import { DAY, HOUR, MINUTE } from '../../../scripts/generate-data/time.mjs';

export const ordersTable = {
  name: 'orders',
  columns: {
    order_id: 'VARCHAR',
    customer_id: 'VARCHAR',
    order_date: 'DATE',
    ordered_at: 'TIMESTAMP',
    order_status: 'VARCHAR',
    channel: 'VARCHAR',
    updated_at: 'TIMESTAMP',
  },
};

export const orderItemsTable = {
  name: 'order_items',
  columns: {
    order_id: 'VARCHAR',
    product_id: 'VARCHAR',
    order_date: 'DATE',
    quantity: 'INTEGER',
    unit_price: 'DECIMAL(12,2)',
    discount_amount: 'DECIMAL(12,2)',
    updated_at: 'TIMESTAMP',
  },
};

const LINES_A_DAY = 3000;
const cents = (amount) => Math.round(amount * 100) / 100;

function createOrder(world, random, samplers, date) {
  let customer = samplers.customer(random);
  for (let tries = 0; tries < 25 && (customer.signup > date || customer.until < date); tries++)
    customer = samplers.customer(random);
  world.orders += 1;
  const count = random.weighted([
    [1, 30],
    [2, 28],
    [3, 22],
    [4, 13],
    [5, 7],
  ]);
  const products = new Set();
  while (products.size < count) products.add(samplers.product(random));
  const order = {
    id: `ORD-${String(world.orders).padStart(7, '0')}`,
    customer,
    date,
    time: date + random.integer(0, 1439) * MINUTE,
    status: random.weighted([
      ['completed', 94],
      ['cancelled', 4],
      ['test', 2],
    ]),
    channel: random.weighted([
      ['web', 6],
      ['app', 3],
      ['store', 1],
    ]),
  };
  order.lines = [...products].map((product) => {
    const quantity = random.weighted([
      [1, 65],
      [2, 22],
      [3, 9],
      [6, 4],
    ]);
    const rate = random.weighted([
      [0, 75],
      [0.1, 15],
      [0.2, 10],
    ]);
    return {
      order,
      product: product.id,
      quantity,
      price: product.price,
      discount: cents(quantity * product.price * rate),
    };
  });
  return order;
}

function ordersOf(world, random, samplers, date) {
  const orders = [];
  const wanted = Math.max(20, Math.round(LINES_A_DAY * world.scale)) + random.integer(0, Math.round(60 * world.scale));
  for (let lines = 0; lines < wanted; ) {
    const order = createOrder(world, random, samplers, date);
    orders.push(order);
    if (order.status !== 'completed') continue;
    lines += order.lines.length;
    world.lines.push(...order.lines);
  }
  return orders;
}

const orderRow = (random, order) => ({
  order_id: messyCase(random, order.id, 0.01),
  customer_id: messyCase(random, order.customer.id, 0.02),
  order_date: order.date,
  ordered_at: order.time,
  order_status: messyCase(random, order.status, 0.03),
  channel: blank(random, order.channel, 0.02),
  updated_at: order.date + DAY - MINUTE,
});

const itemRow = (random, line) => ({
  order_id: messyCase(random, line.order.id, 0.01),
  product_id: messyCase(random, line.product, 0.02),
  order_date: line.order.date,
  // Somebody's returns form writes a minus sign.
  quantity: random.chance(0.004) ? -line.quantity : line.quantity,
  unit_price: line.price,
  discount_amount: line.discount === 0 ? blank(random, 0, 0.3) : line.discount,
  updated_at: line.order.date + DAY - MINUTE,
});

/** Repeats of rows, and versions of an hour before midnight that the later ones replace. */
function withDirt(random, rows, stale) {
  const delivered = [];
  for (const row of rows) {
    delivered.push(row);
    if (random.chance(0.01)) delivered.push({ ...row });
    if (random.chance(0.01)) delivered.push({ ...row, ...stale(row), updated_at: row.updated_at - HOUR });
  }
  return random.shuffle(delivered);
}

export function deliverOrders(world, day, dates) {
  const random = createRandom(world.seed, 'orders', day);
  const samplers = {
    customer: createSampler(world.customers, (customer) => customer.weight),
    product: createSampler(world.products, (product) => product.weight),
  };
  const yesterday = world.lines.at(-1)?.order.date;
  // A few orders of the day before are delivered once more.
  const again = [...new Set(world.lines.filter(({ order }) => order.date === yesterday).map(({ order }) => order))];
  const orders = dates.flatMap((date) => ordersOf(world, random, samplers, date));
  const all = [...random.sample(again, Math.round(5 * world.scale)), ...orders];
  const items = all.flatMap(({ lines }) => lines);
  // Lines of carts that were given up have no order.
  const abandoned = random
    .sample(items, Math.ceil(items.length / 2000))
    .map((line) => ({ ...line, order: { ...line.order, id: line.order.id.replace('ORD', 'CART') } }));
  return {
    orders: withDirt(
      random,
      all.map((order) => orderRow(random, order)),
      () => ({ order_status: 'pending' }),
    ),
    items: withDirt(
      random,
      [...items, ...abandoned].map((line) => itemRow(random, line)),
      (row) => ({
        quantity: row.quantity + 1,
      }),
    ),
  };
}
