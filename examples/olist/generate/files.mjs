/** The nine files of an export: what of the truth could be known at its time, in the columns of the published files. */
import { formatTimestamp } from '../../../scripts/generate-data/time.mjs';
import { categories } from './categories.mjs';
import { unaccented } from './geography.mjs';

const money = (cents) => (cents / 100).toFixed(2);
const time = (at) => formatTimestamp(at);
const stamp = (at, until) => (at < until ? time(at) : null);

/** What the shop says of an order at this time. */
export function statusOf(order, until) {
  if (order.ended < until) return order.fate;
  if (order.delivered < until) return 'delivered';
  if (order.carrier < until) return 'shipped';
  if (order.approved >= until) return 'created';
  if (order.fate === 'processing') return 'processing';
  const hours = (until - order.approved) / 3_600_000;
  return hours < 6 ? 'approved' : hours < 24 ? 'processing' : 'invoiced';
}

export const customers = {
  name: 'olist_customers_dataset',
  columns: ['customer_id', 'customer_unique_id', 'customer_zip_code_prefix', 'customer_city', 'customer_state'],
  quoted: ['customer_id', 'customer_unique_id', 'customer_zip_code_prefix'],
  rows: ({ orders }) =>
    orders.map(({ customerId, person, place }) => [
      customerId,
      person.id,
      place.zip,
      unaccented(place.city),
      place.state,
    ]),
};

export const geolocation = {
  name: 'olist_geolocation_dataset',
  columns: [
    'geolocation_zip_code_prefix',
    'geolocation_lat',
    'geolocation_lng',
    'geolocation_city',
    'geolocation_state',
  ],
  quoted: ['geolocation_zip_code_prefix'],
  rows: ({ points }) => points,
};

export const orderItems = {
  name: 'olist_order_items_dataset',
  columns: ['order_id', 'order_item_id', 'product_id', 'seller_id', 'shipping_limit_date', 'price', 'freight_value'],
  quoted: ['order_id', 'product_id', 'seller_id'],
  rows: ({ orders }) =>
    orders.flatMap(({ id, hasItems, items }) =>
      hasItems
        ? items.map((item) => [
            id,
            item.number,
            item.product.id,
            item.seller.id,
            time(item.limit),
            money(item.cents),
            money(item.freight),
          ])
        : [],
    ),
};

export const orderPayments = {
  name: 'olist_order_payments_dataset',
  columns: ['order_id', 'payment_sequential', 'payment_type', 'payment_installments', 'payment_value'],
  quoted: ['order_id'],
  rows: ({ orders }) =>
    orders.flatMap(({ id, payments }) =>
      payments.map((each) => [id, each.sequential, each.type, each.installments, money(each.cents)]),
    ),
};

export const orderReviews = {
  name: 'olist_order_reviews_dataset',
  columns: [
    'review_id',
    'order_id',
    'review_score',
    'review_comment_title',
    'review_comment_message',
    'review_creation_date',
    'review_answer_timestamp',
  ],
  quoted: ['review_id', 'order_id'],
  rows: ({ orders, until }) =>
    orders.flatMap(({ id, reviews }) =>
      reviews
        .filter(({ answered }) => answered < until)
        .map((each) => [each.id, id, each.score, each.title, each.message, time(each.created), time(each.answered)]),
    ),
};

export const orders = {
  name: 'olist_orders_dataset',
  columns: [
    'order_id',
    'customer_id',
    'order_status',
    'order_purchase_timestamp',
    'order_approved_at',
    'order_delivered_carrier_date',
    'order_delivered_customer_date',
    'order_estimated_delivery_date',
  ],
  quoted: ['order_id', 'customer_id'],
  rows: ({ orders: all, until }) =>
    all.map((order) => [
      order.id,
      order.customerId,
      statusOf(order, until),
      time(order.purchased),
      order.losesApproval ? null : stamp(order.approved, until),
      order.carrier < until ? time(order.carrierShown) : null,
      order.losesDelivery ? null : stamp(order.delivered, until),
      time(order.estimated),
    ]),
};

export const products = {
  name: 'olist_products_dataset',
  columns: [
    'product_id',
    'product_category_name',
    'product_name_lenght',
    'product_description_lenght',
    'product_photos_qty',
    'product_weight_g',
    'product_length_cm',
    'product_height_cm',
    'product_width_cm',
  ],
  quoted: ['product_id'],
  rows: ({ products: all, until }) =>
    all.map((each) => [
      each.id,
      ...(each.described < until
        ? [each.category.name, each.name, each.description, each.photos]
        : [null, null, null, null]),
      ...(each.weight === null ? [null, null, null, null] : [each.weight, each.length, each.height, each.width]),
    ]),
};

export const sellers = {
  name: 'olist_sellers_dataset',
  columns: ['seller_id', 'seller_zip_code_prefix', 'seller_city', 'seller_state'],
  quoted: ['seller_id', 'seller_zip_code_prefix'],
  rows: ({ sellers: all, until }) =>
    all.map(({ id, place, city, moves }) => {
      const moved = moves !== null && moves.at < until;
      const home = moved ? moves.place : place;
      return [id, home.zip, moved ? unaccented(home.city) : city, home.state];
    }),
};

export const translation = {
  name: 'product_category_name_translation',
  columns: ['product_category_name', 'product_category_name_english'],
  // The one file that another program wrote.
  plainHeader: true,
  mark: '\uFEFF',
  newline: '\r\n',
  rows: () => categories.filter(({ english }) => english !== null).map(({ name, english }) => [name, english]),
};

export const files = [
  customers,
  geolocation,
  orderItems,
  orderPayments,
  orderReviews,
  orders,
  products,
  sellers,
  translation,
];
