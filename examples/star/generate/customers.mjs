/**
 * Customers, as a table of changes: a row for each time that somebody's segment or details changed. What is true is in `segments`: one entry a
 * change that was one. Between going live and day 1 nobody was moved; from day 2 on some are each day.
 */
import { badEmail, blank, messyCase } from '../../../scripts/generate-data/dirt.mjs';
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { COUNTRIES, FIRST_NAMES, LAST_NAMES, MAIL_DOMAINS } from '../../../scripts/generate-data/reference.mjs';
import { DAY, HOUR, MINUTE } from '../../../scripts/generate-data/time.mjs';

export const customersTable = {
  name: 'customers',
  columns: {
    customer_id: 'VARCHAR',
    first_name: 'VARCHAR',
    last_name: 'VARCHAR',
    email: 'VARCHAR',
    city: 'VARCHAR',
    country_code: 'VARCHAR',
    customer_segment: 'VARCHAR',
    segment_start_date: 'DATE',
    signed_up_at: 'TIMESTAMP',
    updated_at: 'TIMESTAMP',
  },
};

export const SEGMENTS = ['new', 'regular', 'loyal', 'vip'];
const countryChoices = COUNTRIES.map((country) => [country, country.share]);

function createCustomer(random, number, signup) {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const country = random.weighted(countryChoices);
  return {
    id: `CUS-${String(number).padStart(5, '0')}`,
    first,
    last,
    email: `${first}.${last}${number}@${random.pick(MAIL_DOMAINS)}`.toLowerCase(),
    city: random.pick(country.cities),
    country: country.code,
    signup: signup + random.integer(7, 21) * HOUR,
    segments: [{ segment: 'new', start: signup, updated: signup + 22 * HOUR }],
    weight: (1 - random.next()) ** -0.6,
    /** The last day on which somebody may order. */
    until: Number.POSITIVE_INFINITY,
  };
}

/** Another segment than the present one. */
const otherSegment = (random, present) => random.pick(SEGMENTS.filter((segment) => segment !== present));
const segmentAt = (customer, time) => customer.segments.findLast(({ start }) => start <= time)?.segment;
const newest = (customer) => customer.segments.at(-1);

function change(random, customer, start, updated = start + random.integer(1, 1300) * MINUTE) {
  const version = { segment: otherSegment(random, segmentAt(customer, start)), start, updated };
  customer.segments.push(version);
  customer.segments.sort((a, b) => a.start - b.start);
  return version;
}

export function createCustomers(world) {
  const random = createRandom(world.seed, 'customers');
  const count = Math.max(40, Math.round(1000 * world.scale));
  const customers = [];
  for (let number = 1; number <= count; number++) {
    const age = random.integer(120, 730);
    const customer = createCustomer(random, number, world.goLive - age * DAY);
    // A sixth has changed segment since, some of them twice: 1,200 versions of 1,000 customers.
    const changes = random.weighted([
      [0, 83],
      [1, 13],
      [2, 4],
    ]);
    for (let nth = 1; nth <= changes; nth++)
      change(random, customer, world.goLive - Math.round(age * (1 - nth / 3) + random.integer(-15, 15)) * DAY);
    if (random.chance(0.25)) customer.until = world.goLive + random.integer(-10, 20) * DAY;
    customers.push(customer);
  }
  return customers;
}

/** @param badEmails share of addresses that cannot be one */
function row(random, customer, version, badEmails = 0.03) {
  return {
    customer_id: messyCase(random, customer.id, 0.02),
    first_name: messyCase(random, customer.first, 0.05),
    last_name: messyCase(random, customer.last, 0.05),
    email: badEmail(random, customer.email, badEmails),
    city: blank(random, customer.city, 0.03),
    country_code: messyCase(random, customer.country, 0.05),
    customer_segment: messyCase(random, version.segment, 0.05),
    segment_start_date: version.start,
    signed_up_at: customer.signup,
    updated_at: version.updated,
  };
}

/** A customer's rows: each version, now and then a later row in the same segment, and a version that the same day superseded. */
function history(random, customer) {
  const rows = [];
  customer.segments.forEach((version, at) => {
    const next = customer.segments[at + 1]?.start ?? Number.POSITIVE_INFINITY;
    if (random.chance(0.02)) {
      const mistaken = {
        ...version,
        segment: otherSegment(random, version.segment),
        updated: version.updated - MINUTE,
      };
      rows.push(row(random, customer, mistaken));
    }
    rows.push(row(random, customer, version));
    if (random.chance(0.03) && version.start + 20 * DAY < Math.min(next, version.start + 100 * DAY)) {
      const again = version.start + random.integer(10, 20) * DAY;
      rows.push(row(random, customer, { ...version, start: again, updated: again + 9 * HOUR }));
    }
  });
  return rows;
}

/** Rows that were opened and written again as they were. */
function looked(world, random, today) {
  const customers = random.sample(world.customers, Math.max(1, Math.round(10 * world.scale)));
  return customers.map((customer) => row(random, customer, { ...newest(customer), updated: today + 9 * HOUR }));
}

/** What happens on a later day: sign-ups, moves, details corrected, a row that says nothing new, an old segment that arrives only now. */
function changes(world, random, today) {
  const rows = [];
  const count = (n) => Math.max(1, Math.round(n * world.scale));
  const settled = world.customers.filter((customer) => newest(customer).start < today);
  for (const customer of random.sample(settled, count(10))) {
    const version = change(random, customer, today, today + 20 * HOUR);
    // Moved twice on one day: the last of the day is what counts.
    if (random.chance(0.2))
      rows.push(
        row(random, customer, {
          ...version,
          segment: otherSegment(random, version.segment),
          updated: today + 8 * HOUR,
        }),
      );
    rows.push(row(random, customer, version));
  }
  for (const customer of random.sample(settled, count(5))) {
    customer.email = customer.email.replace('@', '.new@');
    rows.push(row(random, customer, { ...newest(customer), updated: today + 21 * HOUR }, 0));
  }
  const same = random.pick(world.customers.filter((customer) => newest(customer).start < today));
  rows.push(row(random, same, { ...newest(same), start: today, updated: today + 11 * HOUR }));
  // A segment of long ago, between two that are known: it splits the earlier one's time.
  const gap = world.customers.find(
    ({ segments: [first, second] }) => second && second.start < world.goLive && second.start - first.start > 60 * DAY,
  );
  if (gap) {
    const [first, second] = gap.segments;
    const segment = SEGMENTS.find((each) => each !== first.segment && each !== second.segment);
    const version = { segment, start: first.start + 30 * DAY, updated: today + 12 * HOUR };
    gap.segments.splice(1, 0, version);
    rows.push(row(random, gap, version));
  }
  for (let added = count(3); added > 0; added--) {
    const customer = createCustomer(random, world.customers.length + 1, today);
    world.customers.push(customer);
    rows.push(row(random, customer, newest(customer)));
  }
  return rows;
}

export function deliverCustomers(world, day, today) {
  const random = createRandom(world.seed, 'customers', day);
  const rows =
    day === 1
      ? [...world.customers.flatMap((customer) => history(random, customer)), ...looked(world, random, today)]
      : changes(world, random, today);
  const repeated = rows.filter(() => random.chance(0.01)).map((each) => ({ ...each }));
  return random.shuffle([...rows, ...repeated]);
}
