/** Customers: a few buy much, most buy little, some stop; every day brings new ones, and changes of address and e-mail. */
import { badEmail, blank, deliver, messyCase } from './dirt.mjs';
import { createRandom } from './random.mjs';
import { COUNTRIES, FIRST_NAMES, LAST_NAMES, MAIL_DOMAINS } from './reference.mjs';
import { DAY, formatDate, formatDayFirst, HOUR, MINUTE } from './time.mjs';

export const customersTable = {
  name: 'customers',
  columns: {
    customer_id: 'VARCHAR',
    first_name: 'VARCHAR',
    last_name: 'VARCHAR',
    email: 'VARCHAR',
    phone: 'VARCHAR',
    city: 'VARCHAR',
    country: 'VARCHAR',
    signup_date: 'VARCHAR',
    marketing_consent: 'VARCHAR',
    last_modified_timestamp: 'TIMESTAMP',
  },
};

const countryChoices = COUNTRIES.map((country) => [country, country.share]);

function createCustomer(random, number, signup) {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const country = random.weighted(countryChoices);
  return {
    id: `CUS-${String(number).padStart(6, '0')}`,
    first,
    last,
    email: `${first}.${last}${number}@${random.pick(MAIL_DOMAINS)}`.toLowerCase(),
    phone: `+${random.integer(1, 49)} ${random.integer(200, 999)} ${random.integer(1000000, 9999999)}`,
    country,
    city: random.pick(country.cities),
    signup,
    consent: random.chance(0.7),
    /** Buys between sign-up and this time. */
    until: random.chance(0.35) ? signup + random.integer(30, 300) * DAY : Number.POSITIVE_INFINITY,
    weight: (1 - random.next()) ** -0.6,
    modified: signup + random.integer(0, 600) * MINUTE,
  };
}

export function createCustomers(world) {
  const random = createRandom(world.seed, 'customers');
  const count = Math.max(50, Math.round(5000 * world.scale));
  const customers = [];
  for (let number = 1; number <= count; number++) {
    // Most signed up before the year began, so that its first weeks have orders as well.
    const age = random.chance(0.55) ? random.integer(365, 1100) : random.integer(1, 364);
    customers.push(createCustomer(random, number, world.firstDay - age * DAY + random.integer(7, 12) * HOUR));
  }
  return customers;
}

function row(random, customer) {
  return {
    customer_id: messyCase(random, customer.id, 0.02),
    first_name: messyCase(random, customer.first, 0.08),
    last_name: messyCase(random, customer.last, 0.08),
    email: badEmail(random, customer.email, 0.05),
    phone: blank(random, customer.phone, 0.1),
    city: blank(random, messyCase(random, customer.city, 0.1), 0.03),
    country: random.weighted([
      [random.pick(customer.country.spellings), 96],
      ['??', 1],
      [null, 3],
    ]),
    signup_date: random.chance(0.15) ? formatDayFirst(customer.signup) : formatDate(customer.signup),
    marketing_consent: random.weighted([
      [customer.consent ? 'Y' : 'N', 6],
      [customer.consent ? 'yes' : 'no', 2],
      [customer.consent ? 'TRUE' : 'FALSE', 1],
      [null, 0.3],
    ]),
    last_modified_timestamp: customer.modified,
  };
}

export function deliverCustomers(world, day, today) {
  const random = createRandom(world.seed, 'customers', day);
  let changed = world.customers;
  if (day > 1) {
    changed = random.sample(world.customers, Math.ceil(25 * world.scale));
    for (const customer of changed) {
      if (random.chance(0.5)) customer.city = random.pick(customer.country.cities);
      else customer.email = customer.email.replace(/@.*/, `@${random.pick(MAIL_DOMAINS)}`);
      customer.modified = today + random.integer(0, 23) * HOUR + random.integer(0, 59) * MINUTE;
    }
    // Keyed in two days ago, delivered only now: older than the newest row of the day before.
    for (const late of changed.slice(0, 3)) late.modified = today - random.integer(26, 40) * HOUR;
    for (let count = Math.ceil(12 * world.scale); count > 0; count--) {
      const joined = createCustomer(random, world.customers.length + 1, today + random.integer(0, 12) * HOUR);
      world.customers.push(joined);
      changed.push(joined);
    }
  }
  const nobody = {
    customer_id: null,
    first_name: 'Test',
    last_name: 'Record',
    email: 'test@test',
    last_modified_timestamp: today + HOUR,
  };
  const rows = [...changed.map((customer) => row(random, customer)), nobody];
  return deliver(random, rows, {
    repeated: 0.01,
    superseded: 0.03,
    stale: (stale) => ({ ...stale, city: null, phone: null }),
  });
}
