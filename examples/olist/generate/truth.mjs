/**
 * What the warehouse has to find, worked out from what truly happened, not from the files: the answers of the seven questions, counts,
 * the dirt that was put in, the weeks whose demand was planted, and who will buy again. Money in cents, summed as whole numbers.
 */
import { formatDate, startOfDay } from '../../../scripts/generate-data/time.mjs';
import { FROM, SPIKES } from './calendar.mjs';
import { statusOf } from './files.mjs';
import { regionOf } from './geography.mjs';

const REGION = Object.fromEntries(
  Object.entries(regionOf).flatMap(([region, states]) => states.map((code) => [code, region])),
);
const sum = (list, of) => list.reduce((total, each) => total + of(each), 0);

/** a ÷ b with so many digits, half up, as text; null for ÷ 0. Whole numbers all the way. */
export function ratio(a, b, digits) {
  if (b === 0 || a === null) return null;
  const [n, d, unit] = [BigInt(Math.abs(a)), BigInt(b), 10n ** BigInt(digits)];
  const text = String((2n * n * unit + d) / (2n * d)).padStart(digits + 1, '0');
  return `${a < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const money = (cents) => (cents === null ? null : (cents / 100).toFixed(2));

export function truthOf(world) {
  const facts = world.orders.map((order) => factOf(order, world.until));
  markFirstOrders(facts);
  const months = monthsOf(facts);
  return {
    as_of: formatDate(facts.at(-1).purchased),
    counts: countsOf(world, facts),
    dirt: dirtOf(world, facts),
    questions: questionsOf(months, facts),
    spikes: SPIKES.map(({ category, week }) => ({ category, week })),
    returning_customers: returning(world),
  };
}

/** An order as the fact has to have it. */
function factOf(order, until) {
  const status = statusOf(order, until);
  const lines = order.hasItems ? order.items : [];
  const isCanceled = status === 'canceled' || status === 'unavailable';
  const isTimed = status === 'delivered' && !order.losesDelivery;
  const reviews = order.reviews.filter(({ answered }) => answered < until);
  const latest = reviews.reduce((best, each) => (best === null || isLater(each, best) ? each : best), null);
  const price = sum(lines, ({ cents }) => cents);
  return {
    person: order.person.id,
    purchased: order.purchased,
    month: formatDate(order.purchased).slice(0, 7),
    region: REGION[order.place.state],
    status,
    isCanceled,
    lines: lines.length,
    gmv: price + sum(lines, ({ freight }) => freight),
    revenue: isCanceled ? 0 : price,
    isTimed,
    isOnTime: isTimed && startOfDay(order.delivered) <= order.estimated,
    score: latest?.score ?? null,
    reviews,
    payments: order.payments,
  };
}

const seconds = (time) => Math.floor(time / 1000);
function isLater(a, b) {
  if (seconds(a.answered) !== seconds(b.answered)) return a.answered > b.answered;
  return a.created !== b.created ? a.created > b.created : a.id > b.id;
}

/** Orders are in the order of their purchase. */
function markFirstOrders(facts) {
  const seen = new Set();
  for (const fact of facts) {
    fact.isFirst = !seen.has(fact.person);
    seen.add(fact.person);
  }
}

/** Every month from the first to the last, those without orders too. */
function monthsOf(facts) {
  const byMonth = groupByMonth(facts);
  const months = [];
  const end = facts.at(-1).month;
  for (let at = new Date(FROM); ; at.setUTCMonth(at.getUTCMonth() + 1, 1)) {
    const name = formatDate(at.getTime()).slice(0, 7);
    months.push({ name: `${name}-01`, facts: byMonth.get(name) ?? [] });
    if (name === end) return months;
  }
}

function groupByMonth(facts) {
  const groups = new Map();
  for (const fact of facts) {
    if (!groups.has(fact.month)) groups.set(fact.month, []);
    groups.get(fact.month).push(fact);
  }
  return groups;
}

function questionsOf(months, facts) {
  const rows = months.map(({ name, facts: own }) => ({
    order_month: name,
    revenue: sum(own, ({ revenue }) => revenue),
    gmv: sum(own, ({ gmv }) => gmv),
    acquired: own.filter(({ isFirst }) => isFirst).length,
    paying: own.filter(({ revenue }) => revenue > 0).length,
    timed: own.filter(({ isTimed }) => isTimed).length,
    onTime: own.filter(({ isOnTime }) => isOnTime).length,
    reviewed: own.filter(({ score }) => score !== null).length,
    scores: sum(own, ({ score }) => score ?? 0),
  }));
  const toDate = (index, of) => sum(rows.slice(0, index + 1), of);
  const revenue = sum(facts, (fact) => fact.revenue);
  return {
    revenue_growth: rows.map((row, index) => {
      const previous = rows[index - 1]?.revenue ?? null;
      return {
        order_month: row.order_month,
        revenue_amount: money(row.revenue),
        previous_revenue_amount: money(previous),
        revenue_growth_rate: previous === null ? null : ratio(row.revenue - previous, previous, 4),
      };
    }),
    customer_acquisition: rows.map((row, index) => ({
      order_month: row.order_month,
      num_new_customers: row.acquired,
      num_customers_to_date: toDate(index, ({ acquired }) => acquired),
    })),
    gmv_trajectory: rows.map((row, index) => {
      const recent = rows.slice(Math.max(0, index - 2), index + 1);
      return {
        order_month: row.order_month,
        gmv_amount: money(row.gmv),
        gmv_to_date_amount: money(toDate(index, ({ gmv }) => gmv)),
        gmv_three_month_average_amount: ratio(
          sum(recent, ({ gmv }) => gmv),
          recent.length * 100,
          2,
        ),
      };
    }),
    average_order_value: rows.map((row) => ({
      order_month: row.order_month,
      num_revenue_orders: row.paying,
      average_order_value_amount: ratio(row.revenue, row.paying * 100, 2),
    })),
    on_time_delivery: rows.map((row) => ({
      order_month: row.order_month,
      on_time_rate: ratio(row.onTime, row.timed, 4),
    })),
    satisfaction_score: rows.map((row) => ({
      order_month: row.order_month,
      num_reviewed_orders: row.reviewed,
      average_review_score: ratio(row.scores, row.reviewed, 4),
    })),
    revenue_by_region: Object.keys(regionOf)
      .map((region) => {
        const own = facts.filter((fact) => fact.region === region);
        return { region, cents: sum(own, (fact) => fact.revenue), orders: own.length };
      })
      .filter(({ orders }) => orders > 0)
      .sort((a, b) => b.cents - a.cents)
      .map(({ region, cents, orders }) => ({
        region,
        num_orders: orders,
        revenue_amount: money(cents),
        revenue_share_rate: ratio(cents, revenue, 6),
      })),
  };
}

function countsOf(world, facts) {
  const statuses = {};
  for (const { status } of facts) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    orders: facts.length,
    customers: new Set(facts.map(({ person }) => person)).size,
    order_items: sum(facts, ({ lines }) => lines),
    payments: sum(facts, ({ payments }) => payments.length),
    payment_cents: sum(facts, ({ payments }) => sum(payments, ({ cents }) => cents)),
    reviews: sum(facts, ({ reviews }) => reviews.length),
    products: world.products.length,
    sellers: world.sellers.length,
    statuses,
  };
}

function dirtOf(world, facts) {
  const reviewIds = facts.flatMap(({ reviews }) => reviews.map(({ id }) => id));
  return {
    duplicate_points: world.known.duplicates,
    points_abroad: world.known.abroad,
    reviews_of_several_orders: reviewIds.length - new Set(reviewIds).size,
    orders_of_several_reviews: facts.filter(({ reviews }) => reviews.length > 1).length,
    orders_without_items: facts.filter(({ lines }) => lines === 0).length,
    orders_without_payment: facts.filter(({ payments }) => payments.length === 0).length,
    delivered_without_date: facts.filter(({ status, isTimed }) => status === 'delivered' && !isTimed).length,
    products_without_category: world.products.filter(({ described }) => described >= world.until).length,
    untranslated_products: world.products.filter(
      ({ described, category }) => described < world.until && category.english === null,
    ).length,
  };
}

/** Customers of the export who order again after it. */
function returning({ orders, later }) {
  const known = new Set(orders.map(({ person }) => person.id));
  return [...new Set(later.map(({ person }) => person.id))].filter((id) => known.has(id)).sort();
}
