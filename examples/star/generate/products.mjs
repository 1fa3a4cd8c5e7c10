/** The catalogue, as an API answers it: all products each day, some twice, and two that nobody can buy. */
import { messyCase } from '../../../scripts/generate-data/dirt.mjs';
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { BRANDS, CATEGORIES } from '../../../scripts/generate-data/reference.mjs';
import { formatTimestamp, HOUR, MINUTE } from '../../../scripts/generate-data/time.mjs';

const cents = (amount) => Math.round(amount * 100) / 100;

export function createProducts(world) {
  const random = createRandom(world.seed, 'products');
  return Array.from({ length: 20 }, (_, at) => {
    const category = CATEGORIES[at % CATEGORIES.length];
    const thing = category.things[Math.floor(at / CATEGORIES.length)];
    const price = cents(random.between(category.low, category.high));
    return {
      id: `PRD-${String(at + 1).padStart(3, '0')}`,
      name: `${random.pick(BRANDS)} ${thing}`,
      category: category.name,
      brand: random.pick(BRANDS),
      price,
      cost: cents(price * category.cost),
      weight: (1 - random.next()) ** -0.5,
    };
  });
}

/** `12.5`, `$12.50`, `1,299.00`: an API that has had several authors. */
const priceText = (random, price) =>
  random.weighted([
    [String(price), 6],
    [`$${price.toFixed(2)}`, 2],
    [price.toLocaleString('en-US', { minimumFractionDigits: 2 }), 2],
  ]);

function row(random, product, fetched) {
  return {
    product_id: messyCase(random, product.id, 0.05),
    product_name: random.chance(0.1) ? ` ${product.name}  ` : product.name,
    category: messyCase(random, product.category, 0.1),
    brand: product.brand,
    list_price: priceText(random, product.price),
    unit_cost: String(product.cost),
    fetched_at: formatTimestamp(fetched),
  };
}

export function deliverProducts(world, day, today) {
  const random = createRandom(world.seed, 'products', day);
  if (day > 1) for (const product of random.sample(world.products, 2)) product.price = cents(product.price * 1.05);
  const fetched = today + 1 * HOUR;
  const rows = world.products.map((product) => row(random, product, fetched));
  for (const product of random.sample(world.products, 2)) {
    rows.push({ ...row(random, product, fetched - 5 * MINUTE), list_price: '0' });
    rows.push(row(random, product, fetched));
  }
  for (const id of ['TEST-1', 'TEST-2'])
    rows.push({ ...row(random, world.products[0], fetched), product_id: id, product_name: 'do not buy' });
  return random.shuffle(rows);
}
