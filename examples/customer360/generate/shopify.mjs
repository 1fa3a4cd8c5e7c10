/** Shopify: customers, products, and orders with their lines. */
import { HOUR } from '../../../scripts/generate-data/time.mjs';
import { isoSeconds, late, shuffled, told } from './deliver.mjs';
import { PRODUCTS } from './reference.mjs';

const money = (cents) => (cents / 100).toFixed(2);

export function deliverShopify(world, index, landing) {
  const date = world.at(index);
  const customers = told(world, index, 'shopify').map(({ person, isChanged }) =>
    customer(person, isoSeconds(isChanged ? date + 12 * HOUR : person.created)),
  );
  landing.json('shopify', 'customers', date, shuffled(world, index, 'customers', customers));
  if (index === -world.history || index % 7 === 0)
    landing.json(
      'shopify',
      'products',
      date,
      PRODUCTS.map((product) => productRow(product, date)),
    );
  const orders = late(world, index, 'orders', 0.03, (at) =>
    world.happened(at).orders.map((order) => ({ ...orderRow(order), number: order.id })),
  ).map(({ number: _, ...row }) => row);
  const refunds = [1, 2].flatMap((ago) =>
    world
      .happened(index - ago)
      .orders.filter((order) => order.refundedAfter === ago)
      .map((order) => refunded(order, date)),
  );
  landing.json('shopify', 'orders', date, shuffled(world, index, 'orders', [...orders, ...refunds], 0.02));
}

function customer(person, updated) {
  const { id, email, first, last, phone, zip } = person.shopify;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    email,
    first_name: first,
    last_name: last,
    phone,
    state: 'enabled',
    verified_email: true,
    tags: person.number % 25 === 0 ? 'vip, newsletter' : 'newsletter',
    email_marketing_consent: {
      state: person.number % 11 === 0 ? 'unsubscribed' : 'subscribed',
      opt_in_level: 'single_opt_in',
    },
    default_address: { city: person.place[0], province: person.place[1], country_code: person.place[2], zip },
    created_at: isoSeconds(person.created),
    updated_at: updated,
  };
}

function productRow({ id, title, type, price }, date) {
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Product/${id}`,
    title,
    product_type: type,
    vendor: 'Northbound',
    status: 'active',
    variants: [
      {
        id: id + 40_000_000_000_000,
        sku: `NB-${id % 10_000}`,
        price: money(price),
        inventory_quantity: 10 + (id % 90),
      },
    ],
    created_at: '2023-02-01T09:00:00Z',
    updated_at: isoSeconds(date),
  };
}

function orderRow({ id, person, session, lines, cents, created, isTest }) {
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${id % 10_000_000}`,
    customer: { id: person.shopify.id, email: person.shopify.email },
    email: person.shopify.email,
    currency: 'EUR',
    total_price: money(cents),
    subtotal_price: money(cents),
    total_tax: money(Math.round((cents * 19) / 119)),
    total_discounts: money(lines.reduce((sum, { discount }) => sum + discount, 0)),
    financial_status: 'paid',
    fulfillment_status: null,
    source_name: 'web',
    landing_site: `/?utm_source=${session.channel.source}&utm_medium=${session.channel.medium}`,
    test: isTest,
    cancelled_at: null,
    line_items: lines.map(({ product, quantity, discount }, i) => ({
      id: id * 10 + i,
      product_id: product.id,
      sku: `NB-${product.id % 10_000}`,
      title: product.title,
      quantity,
      price: money(product.price),
      total_discount: money(discount),
    })),
    refunds: [],
    created_at: isoSeconds(created),
    updated_at: isoSeconds(created),
  };
}

function refunded(order, date) {
  return {
    ...orderRow(order),
    financial_status: 'refunded',
    refunds: [{ id: order.id + 7, created_at: isoSeconds(date + 15 * HOUR), amount: money(order.cents) }],
    updated_at: isoSeconds(date + 15 * HOUR),
  };
}
