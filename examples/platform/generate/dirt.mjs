/** What is wrong with deliveries, and must be mended or told of by the layers above. */
import { badEmail, blank, deliver, messyCase } from '../../../scripts/generate-data/dirt.mjs';
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { DAY } from '../../../scripts/generate-data/time.mjs';

/** Rows come twice, and older versions of a row come after it. */
const AGAIN = { repeated: 0.03, superseded: 0.02 };

function delivered(random, rows, stale) {
  const timed = rows.map((row) => ({ ...row, last_modified_timestamp: row.updated_at }));
  return deliver(random, timed, { ...AGAIN, stale: stale ?? ((row) => row) }).map(
    ({ last_modified_timestamp, ...row }) => ({
      ...row,
      updated_at: last_modified_timestamp,
    }),
  );
}

/** E-mails are damaged a customer, not a delivery: what a customer typed stays. */
export function dirtyCustomers(seed, date, rows) {
  const random = createRandom(seed, 'dirty customers', date);
  const typed = rows.map((row) => {
    const own = createRandom(seed, 'typed', row.customer_id);
    return {
      ...row,
      email: badEmail(own, row.email, 0.025),
      phone: blank(own, row.phone, 0.04),
      full_name: own.chance(0.05) ? `  ${row.full_name.toUpperCase()} ` : row.full_name,
      country_code: messyCase(own, row.country_code, 0.05),
      segment: messyCase(own, row.segment, 0.05),
    };
  });
  // A superseded row says what a form of long ago said.
  return delivered(random, typed, (row) => ({ ...row, phone: null }));
}

export function dirtyOrders(seed, date, rows) {
  const random = createRandom(seed, 'dirty orders', date);
  const keyed = rows.map((row) => {
    const own = createRandom(seed, 'keyed', row.order_id);
    return {
      ...row,
      status: messyCase(random, row.status, 0.05),
      // A clock of the warehouse that runs behind: shipped before it was ordered.
      shipped_at: row.shipped_at !== null && own.chance(0.01) ? row.ordered_at - DAY : row.shipped_at,
    };
  });
  return delivered(random, keyed, (row) => ({ ...row, status: 'placed' }));
}

export function dirtyLines(seed, date, rows) {
  return delivered(createRandom(seed, 'dirty lines', date), rows);
}

/** Some devices and customers are none that anybody knows. */
export function dirtyEvents(seed, date, rows) {
  const random = createRandom(seed, 'dirty events', date);
  const sent = rows.map((row) => {
    const own = createRandom(seed, 'sent', row.event_id);
    return {
      ...row,
      customer_id: row.customer_id !== null && own.chance(0.003) ? 9_000_000 + row.customer_id : row.customer_id,
      device: own.chance(0.004) ? 'smart fridge' : messyCase(own, row.device, 0.02),
    };
  });
  return random.shuffle(sent.flatMap((row) => (random.chance(0.02) ? [row, row] : [row])));
}
