/** People, and what they do on each day: everything that the systems then tell in their own words. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { DAY, HOUR, MINUTE } from '../../../scripts/generate-data/time.mjs';
import { createPerson } from './people.mjs';
import { AD_CAMPAIGNS, CHANNELS, MESSAGES, PRODUCTS } from './reference.mjs';

/** Days are counted from the first one, which is 0; history is below. */
export function createWorld({ seed, scale, history, firstDay, day }) {
  const settled = Math.max(120, Math.round(50_000 * scale));
  const joining = Math.max(2, Math.round(150 * scale));
  const total = settled + joining * (history + day);
  const people = [];
  for (let number = 0; number < total; number++) {
    const joins = number < settled ? -history : -history + 1 + Math.floor((number - settled) / joining);
    people.push(createPerson({ seed, firstDay }, number, Math.min(joins, day - 1), people));
  }
  const world = { seed, scale, history, firstDay, day, people, days: new Map() };
  world.at = (index) => firstDay + index * DAY;
  /** What happened on a day; worked out once. */
  world.happened = (index) => {
    if (index < -history) return { sessions: [], app: [], mails: [], orders: [], tickets: [] };
    if (!world.days.has(index)) world.days.set(index, live(world, index));
    return world.days.get(index);
  };
  return world;
}

function live(world, index) {
  const today = world.at(index);
  const [sessions, app, mails, orders, tickets] = [[], [], [], [], []];
  for (const person of world.people) {
    if (person.joins > index) break;
    const random = createRandom(world.seed, 'day', index, person.number);
    // Whoever has lost interest comes no more.
    if (person.leaves <= index) continue;
    if (person.braze && !person.unsubscribed && random.chance(0.18)) mails.push(createMail(random, person, today));
    const clicked = mails.at(-1)?.person === person && mails.at(-1).clicked ? mails.at(-1) : undefined;
    if (person.visitors.length > 0 && (clicked?.message.channel === 'email' || random.chance(person.activity))) {
      const session = createSession(random, person, today, index, clicked);
      sessions.push(session);
      if (session.order) orders.push(session.order);
    }
    if (person.app && random.chance(0.5))
      app.push({
        person,
        start: today + random.integer(6 * 60, 22 * 60) * MINUTE + random.integer(0, 59_999),
        events: random.integer(62, 102),
        number: index + world.history + 1,
      });
    if (person.zendesk && random.chance(0.02)) tickets.push(createTicket(random, person, today, index));
  }
  return { sessions, app, mails, orders, tickets };
}

function createMail(random, person, today) {
  const messages = MESSAGES.filter((message) => message.channel === 'email' || person.app);
  const message = random.pick(messages);
  const sent = today + 7 * HOUR + random.integer(0, 240) * MINUTE;
  const bounced = random.chance(0.01);
  const opened = !bounced && random.chance(0.38) ? sent + random.integer(2, 300) * MINUTE : undefined;
  const clicked = opened && random.chance(0.3) ? opened + random.integer(5, 90) * 1000 : undefined;
  return {
    person,
    message,
    sent,
    bounced,
    opened,
    clicked,
    unsubscribed: opened !== undefined && random.chance(0.004),
  };
}

function createSession(random, person, today, index, mail) {
  const channel = mail
    ? CHANNELS[1]
    : random.weighted(CHANNELS.filter((c) => c.name !== 'email').map((c) => [c, c.weight]));
  const visitor = person.visitors[person.visitors.length > 1 && random.chance(0.3) ? 1 : 0];
  const start = mail
    ? mail.clicked + 2000
    : today + random.integer(6 * 60, 23 * 60 - 30) * MINUTE + random.integer(0, 59) * 1000;
  const session = { person, visitor, channel, start, hits: random.integer(3, 14), index, message: mail?.message };
  session.visitId = Math.floor(start / 1000);
  session.isLoggedIn = person.shopify && random.chance(0.6);
  session.loginBy = random.chance(0.75) ? 'customer_id' : 'hashed_email';
  session.device = visitor.device;
  if (channel.name === 'paid_search') {
    session.campaign = random.pick(AD_CAMPAIGNS);
    session.group = random.pick(session.campaign.groups);
    session.gclid = `Cj0KCQ${createGclid(random)}`;
  }
  if (person.shopify && random.chance(0.09)) {
    session.isLoggedIn = true;
    session.order = createOrder(random, person, session, index);
  }
  return session;
}

function createGclid(random) {
  let text = '';
  while (text.length < 48)
    text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[random.integer(0, 63)];
  return text;
}

function createOrder(random, person, session, index) {
  const lines = Array.from(
    {
      length: random.weighted([
        [1, 6],
        [2, 3],
        [3, 1],
      ]),
    },
    () => {
      const product = random.pick(PRODUCTS);
      return {
        product,
        quantity: random.weighted([
          [1, 8],
          [2, 2],
        ]),
        discount: random.chance(0.2) ? Math.round(product.price * 0.1) : 0,
      };
    },
  );
  const cents = lines.reduce((sum, { product, quantity, discount }) => sum + product.price * quantity - discount, 0);
  const created = session.start + (session.hits * 35 + 20) * 1000;
  return {
    id: 5_000_000_000_000 + (index + 100) * 1_000_000 + person.number,
    person,
    session,
    lines,
    cents,
    created,
    isTest: random.chance(0.01),
    // Told a day or two later.
    refundedAfter: random.chance(0.03) ? random.integer(1, 2) : undefined,
  };
}

function createTicket(random, person, today, index) {
  const created = today + random.integer(8 * 60, 19 * 60) * MINUTE;
  return {
    id: 40_000 + (index + 100) * 100_000 + person.number,
    person,
    created,
    subject: random.pick([
      'Where is my order?',
      'Wrong size',
      'Refund',
      'App crashes',
      'Change address',
      'Discount code',
    ]),
    priority: random.weighted([
      ['low', 3],
      ['normal', 5],
      ['high', 2],
      ['urgent', 1],
    ]),
    solvedAfter: random.chance(0.8) ? random.integer(0, 2) : undefined,
    minutesToReply: random.integer(4, 900),
    score: random.weighted([
      ['unoffered', 5],
      ['good', 4],
      ['bad', 1],
    ]),
  };
}
