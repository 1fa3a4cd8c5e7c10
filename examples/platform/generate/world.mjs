/** What is true of the shop: customers, products and orders as they are, before anything is delivered. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { DAY, HOUR, MINUTE, parseDate } from '../../../scripts/generate-data/time.mjs';

/** Days of arrival that day 1 holds. */
export const HISTORY_DAYS = 30;
const FIRST_NAMES = [
  'Ada',
  'Bruno',
  'Carla',
  'Deniz',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Lena',
  'Milan',
  'Nora',
  'Omar',
];
const LAST_NAMES = [
  'Becker',
  'Costa',
  'Demir',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ivanov',
  'Jansen',
  'Keller',
  'Lopez',
  'Meyer',
  'Novak',
  'Okoye',
];
const COUNTRIES = [
  ['DE', 40],
  ['FR', 20],
  ['NL', 15],
  ['ES', 15],
  ['AT', 10],
];
const SEGMENTS = [
  ['consumer', 70],
  ['business', 22],
  ['partner', 8],
];
const CATEGORIES = ['kitchen', 'garden', 'office', 'outdoor', 'lighting'];
const NOUNS = { kitchen: 'Pan', garden: 'Rake', office: 'Lamp', outdoor: 'Tent', lighting: 'Lantern' };
/** Lines of an order, in turn: two on average. */
const LINES = [1, 1, 2, 3, 3];

export function sizes(scale) {
  const scaled = (count) => Math.max(1, Math.round(count * scale));
  return {
    customers: scaled(1000),
    products: 60,
    orders: scaled(5000),
    events: scaled(50_000),
    newCustomers: scaled(10),
    changedCustomers: scaled(25),
    newOrders: scaled(170),
    changedOrders: scaled(60),
    newEvents: scaled(1700),
  };
}

export function makeCustomer(seed, number, created) {
  const random = createRandom(seed, 'customer', number);
  const [first, last] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
  return {
    customer_id: number,
    full_name: `${first} ${last}`,
    email: `${first}.${last}${number}@example.com`.toLowerCase(),
    phone: `+49 30 ${String(1_000_000 + number * 37).slice(0, 7)}`,
    country_code: random.weighted(COUNTRIES),
    segment: random.weighted(SEGMENTS),
    created_at: created,
    updated_at: created,
  };
}

export function makeProduct(seed, number, created) {
  const random = createRandom(seed, 'product', number);
  const category = CATEGORIES[number % CATEGORIES.length];
  return {
    product_id: `P-${String(number).padStart(4, '0')}`,
    name: `${NOUNS[category]} ${number}`,
    category,
    unit_price: random.integer(300, 24_900) / 100,
    updated_at: created,
  };
}

/** An order and its lines; `time` is when it was placed. */
export function makeOrder(seed, number, time, customers, products) {
  const random = createRandom(seed, 'order', number);
  const placed = Math.floor(time / 1000) * 1000;
  const isShipped = random.chance(0.8);
  const order = {
    order_id: number,
    customer_id: random.integer(1, customers),
    status: isShipped ? 'shipped' : random.pick(['placed', 'paid']),
    channel: random.pick(['web', 'web', 'app', 'store']),
    ordered_at: placed,
    shipped_at: isShipped ? placed + random.integer(1, 20) * MINUTE : null,
    updated_at: placed + random.integer(1, 20) * MINUTE,
  };
  const lines = Array.from({ length: LINES[number % LINES.length] }, (_, line) => {
    const product = products[random.integer(0, products.length - 1)];
    const quantity = random.integer(1, 4);
    const discounted = random.chance(0.2);
    return {
      order_item_id: number * 10 + line,
      order_id: number,
      product_id: product.product_id,
      quantity,
      unit_price: product.unit_price,
      discount_amount: discounted ? Math.round(product.unit_price * quantity * 10) / 100 : 0,
      updated_at: order.updated_at,
    };
  });
  return { order, lines };
}

export function makeEvent(seed, id, time, customers, products) {
  const random = createRandom(seed, 'event', id);
  return {
    event_id: `e${String(id).padStart(9, '0')}`,
    session_id: `s${random.integer(1, 1_000_000)}`,
    customer_id: random.chance(0.35) ? null : random.integer(1, customers),
    product_id: random.chance(0.3) ? null : random.pick(products).product_id,
    event_type: random.weighted([
      ['view', 60],
      ['search', 20],
      ['add_to_cart', 14],
      ['checkout', 6],
    ]),
    device: random.weighted([
      ['mobile', 55],
      ['desktop', 38],
      ['tablet', 7],
    ]),
    occurred_at: Math.floor(time / 1000) * 1000,
  };
}

export const dayStart = (firstDay, day) => parseDate(firstDay) + (day - 1) * DAY;
/** A time within business hours of a day, such that what follows it within the hour is the same day. */
export const timeIn = (random, start) => start + random.between(6 * HOUR, 22 * HOUR);
