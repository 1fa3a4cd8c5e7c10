/** Products: prices change a little every day. */
import { blank, deliver, messyCase } from './dirt.mjs';
import { createRandom } from './random.mjs';
import { BRANDS, CATEGORIES } from './reference.mjs';
import { DAY, HOUR, MINUTE } from './time.mjs';

export const productsTable = {
  name: 'products',
  columns: {
    product_id: 'VARCHAR',
    sku: 'VARCHAR',
    product_name: 'VARCHAR',
    category: 'VARCHAR',
    brand: 'VARCHAR',
    unit_price: 'DECIMAL(10,2)',
    unit_cost: 'DECIMAL(10,2)',
    is_active: 'BOOLEAN',
    last_modified_timestamp: 'TIMESTAMP',
  },
};

const cents = (amount) => Math.round(amount * 100) / 100;

function createProduct(random, number, modified) {
  const category = random.pick(CATEGORIES);
  const brand = random.pick(BRANDS);
  const price = cents(random.between(category.low, category.high));
  return {
    id: `PRD-${String(number).padStart(4, '0')}`,
    sku: `${category.name.slice(0, 3).toUpperCase()}-${brand.slice(0, 2).toUpperCase()}-${number}`,
    name: `${brand} ${random.pick(category.things)} ${random.integer(100, 999)}`,
    category: category.name,
    brand,
    price,
    cost: cents(price * category.cost * random.between(0.85, 1.15)),
    active: random.chance(0.93),
    weight: (1 - random.next()) ** -0.5,
    modified,
  };
}

export function createProducts(world) {
  const random = createRandom(world.seed, 'products');
  const count = Math.max(20, Math.round(200 * world.scale));
  const products = [];
  for (let number = 1; number <= count; number++) {
    // One in forty was changed on the first day itself: a source is fresh when somebody worked with it.
    const age = number % 40 === 0 ? 0 : random.integer(20, 500);
    products.push(createProduct(random, number, world.firstDay - age * DAY + random.integer(8, 18) * HOUR));
  }
  return products;
}

function row(random, product) {
  return {
    product_id: messyCase(random, product.id, 0.03),
    sku: messyCase(random, product.sku, 0.05),
    product_name: messyCase(random, product.name, 0.05),
    category: blank(random, messyCase(random, product.category, 0.25), 0.03),
    brand: blank(random, messyCase(random, product.brand, 0.15), 0.02),
    unit_price: product.price,
    unit_cost: blank(random, random.chance(0.01) ? -product.cost : product.cost, 0.02),
    is_active: blank(random, product.active, 0.02),
    last_modified_timestamp: product.modified,
  };
}

export function deliverProducts(world, day, today) {
  const random = createRandom(world.seed, 'products', day);
  let changed = world.products;
  if (day > 1) {
    changed = random.sample(world.products, Math.ceil(6 * world.scale));
    for (const product of changed) {
      product.price = cents(product.price * random.between(0.9, 1.15));
      product.modified = today + random.integer(5, 20) * HOUR + random.integer(0, 59) * MINUTE;
    }
    for (let count = Math.ceil(2 * world.scale); count > 0; count--) {
      const added = createProduct(random, world.products.length + 1, today + random.integer(6, 10) * HOUR);
      world.products.push(added);
      changed.push(added);
    }
  }
  return deliver(
    random,
    changed.map((product) => row(random, product)),
    {
      repeated: 0.03,
      superseded: 0.08,
      stale: (stale) => ({ ...stale, unit_price: cents(stale.unit_price * 0.9) }),
    },
  );
}
