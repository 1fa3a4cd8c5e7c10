/** Sales: order lines. A year of them on the first day, then a day's worth with corrections of older lines and late orders. */
import { blank, deliver, messyCase } from './dirt.mjs';
import { createRandom, createSampler } from './random.mjs';
import { DAY, HOUR, MINUTE, month, startOfDay, weekday } from './time.mjs';

export const salesTable = {
  name: 'sales',
  columns: {
    order_id: 'VARCHAR',
    order_line_number: 'INTEGER',
    customer_id: 'VARCHAR',
    product_id: 'VARCHAR',
    campaign_id: 'VARCHAR',
    order_timestamp: 'TIMESTAMP',
    quantity: 'INTEGER',
    unit_price: 'DECIMAL(10,2)',
    discount_amount: 'DECIMAL(10,2)',
    tax_amount: 'DECIMAL(10,2)',
    last_modified_timestamp: 'TIMESTAMP',
  },
};

const ORDERS_A_DAY = 66;
const cents = (amount) => Math.round(amount * 100) / 100;

function demand(time, historyStart) {
  const growth = 0.85 + (0.3 * (time - historyStart)) / (365 * DAY);
  const week = [0.85, 1.05, 1, 1, 1.05, 1.2, 1.1][weekday(time)];
  const season = { 11: 1.35, 12: 1.3, 7: 0.9, 8: 0.88 }[month(time)] ?? 1;
  return growth * week * season;
}

function price(line, rate) {
  const gross = line.quantity * line.price;
  line.discount = cents(gross * line.discountRate);
  line.tax = cents((gross - line.discount) * rate);
}

/** One order: its lines go to `world.lines`. */
function createOrder(world, random, samplers, time) {
  let customer = samplers.customer(random);
  for (let tries = 0; tries < 25 && (customer.signup > time || customer.until < time); tries++) {
    customer = samplers.customer(random);
  }
  const running = world.campaigns.filter((campaign) => campaign.start <= time && time < campaign.end + DAY);
  const campaign = running.length > 0 && random.chance(0.45) ? random.pick(running).id : null;
  world.orders += 1;
  const id = `ORD-${String(world.orders).padStart(7, '0')}`;
  const count = random.weighted([
    [1, 28],
    [2, 27],
    [3, 22],
    [4, 14],
    [5, 9],
  ]);
  const lines = [];
  for (let number = 1; number <= count; number++) {
    const product = samplers.product(random);
    const line = {
      order: id,
      number,
      customer,
      product: product.id,
      campaign,
      time,
      quantity: random.weighted([
        [1, 62],
        [2, 24],
        [3, 9],
        [5, 4],
        [10, 1],
      ]),
      price: product.price,
      discountRate: random.weighted([
        [0, 75],
        [0.05, 8],
        [0.1, 10],
        [0.2, 7],
      ]),
      modified: time + random.integer(1, 90) * MINUTE,
    };
    price(line, customer.country.tax);
    lines.push(line);
  }
  return lines;
}

const clean = (code) => (code === null ? null : code.trim().toUpperCase());

function row(random, line) {
  const delivered = {
    order_id: messyCase(random, line.order, 0.01),
    order_line_number: line.number,
    customer_id: random.weighted([
      [messyCase(random, line.customer.id, 0.02), 985],
      [null, 10],
      ['CUS-999999', 5],
    ]),
    product_id: random.weighted([
      [messyCase(random, line.product, 0.02), 997],
      ['PRD-XXXX', 3],
    ]),
    campaign_id:
      line.campaign &&
      random.weighted([
        [messyCase(random, line.campaign, 0.03), 99],
        ['CMP-9999', 1],
      ]),
    order_timestamp: line.time,
    quantity: random.weighted([
      [line.quantity, 991],
      [-line.quantity, 6],
      [0, 1],
      [null, 2],
    ]),
    unit_price: blank(random, line.price, 0.002),
    discount_amount: line.discount === 0 ? blank(random, 0, 0.4) : line.discount,
    tax_amount: blank(random, line.tax, 0.01),
    last_modified_timestamp: line.modified,
  };
  const { customer_id, product_id, campaign_id, quantity, unit_price, tax_amount } = delivered;
  // What this delivery tells, for the truth that the warehouse is compared with.
  line.told = {
    customer: clean(customer_id),
    product: clean(product_id),
    campaign: clean(campaign_id),
    tax: tax_amount ?? 0,
    isLost: !quantity || unit_price === null,
  };
  return delivered;
}

function ordersOf(world, random, samplers, date) {
  const orders = Math.round(ORDERS_A_DAY * world.scale * demand(date, world.historyStart) * random.between(0.85, 1.15));
  const lines = [];
  for (let count = 0; count < orders; count++) {
    const hour = Math.min(22.4, Math.max(0, random.normal(random.chance(0.6) ? 19 : 11, 2.5)));
    lines.push(...createOrder(world, random, samplers, date + Math.floor((hour * HOUR) / 1000) * 1000));
  }
  return lines;
}

export function deliverSales(world, day, today) {
  const random = createRandom(world.seed, 'sales', day);
  const samplers = {
    customer: createSampler(world.customers, (customer) => customer.weight),
    product: createSampler(
      world.products.filter((product) => product.active),
      (product) => product.weight,
    ),
  };
  const changed = [];
  if (day === 1) {
    for (let date = world.historyStart; date <= today; date += DAY)
      changed.push(...ordersOf(world, random, samplers, date));
  } else {
    for (const line of random.sample(world.lines, Math.ceil(40 * world.scale))) {
      line.quantity += 1;
      price(line, line.customer.country.tax);
      line.modified = today + random.integer(0, 22) * HOUR + random.integer(0, 59) * MINUTE;
      changed.push(line);
    }
    changed.push(...ordersOf(world, random, samplers, today));
    // Orders of the past days that arrive only now; half of them also with a modification time of two days ago.
    for (let count = Math.ceil(8 * world.scale); count > 0; count--) {
      const late = createOrder(world, random, samplers, startOfDay(today - random.integer(2, 9) * DAY) + 15 * HOUR);
      const modified = count % 2 === 1 ? today - random.integer(26, 40) * HOUR : today + 4 * HOUR;
      for (const line of late) line.modified = modified;
      changed.push(...late);
    }
  }
  const known = new Set(world.lines);
  for (const line of changed) if (!known.has(line)) world.lines.push(line);
  return deliver(
    random,
    changed.map((line) => row(random, line)),
    {
      repeated: 0.01,
      superseded: 0.02,
      stale: (stale) => ({ ...stale, quantity: 1, discount_amount: null }),
    },
  );
}
