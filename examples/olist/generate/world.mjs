/** The marketplace until a moment: what the export of that moment holds, and what is truly so. */
import { FROM, TO } from './calendar.mjs';
import { createProducts, createSellers } from './catalogue.mjs';
import { createOrders } from './orders.mjs';
import { createPlaces, geolocate } from './places.mjs';

/** Everything, from the first order to well beyond the last export. */
export function createWorld({ seed, scale }) {
  const options = { seed, scale, from: FROM, to: TO };
  const places = createPlaces(options);
  const sellers = createSellers(options, places);
  const products = createProducts(options, sellers);
  const orders = createOrders(options, places, products);
  const { rows: points, known } = geolocate(options, places);
  return { places, sellers, products, orders, points, known };
}

/** What is known before `until`. Products and sellers are in the export from their first sale on. */
export function until(world, moment) {
  const orders = world.orders.filter(({ purchased }) => purchased < moment);
  const sold = orders.filter(({ hasItems }) => hasItems).flatMap(({ items }) => items);
  const products = new Set(sold.map(({ product }) => product));
  const sellers = new Set(sold.map(({ seller }) => seller));
  return {
    ...world,
    until: moment,
    orders,
    later: world.orders.filter(({ purchased }) => purchased >= moment),
    products: world.products.filter((product) => products.has(product)),
    sellers: world.sellers.filter((seller) => sellers.has(seller)),
  };
}
