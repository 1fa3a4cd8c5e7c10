/** What is true of the data that was delivered so far: who is who, what was bought, and what had touched the buyer before. */
import { DAY } from '../../../scripts/generate-data/time.mjs';
import { iso } from './deliver.mjs';

const LOOKBACK = 30 * DAY;

export async function writeTruth(world, landing) {
  const last = world.day - 1;
  const people = world.people.filter((person) => person.joins <= last);
  const known = loggedIn(world, last);
  landing.truth('identities', [
    ...people.flatMap((person) => identities(person, known)),
    ...clicks(world, last, known),
  ]);
  const { touches, orders } = journeys(world, last, known);
  landing.truth('conversions', orders.map(conversion));
  landing.truth(
    'touchpoints',
    orders.filter((order) => !order.isTest).flatMap((order) => touchesOf(order, touches.get(order.person) ?? [])),
  );
}

/** Visitors and app users who have said who they are. */
function loggedIn(world, last) {
  const known = new Set();
  for (let index = -world.history; index <= last; index++) {
    for (const session of world.happened(index).sessions) if (session.isLoggedIn) known.add(session.visitor.id);
    for (const { person } of world.happened(index).app) if (person.app.isLoggedIn) known.add(person.app.id);
  }
  for (const person of world.people) if (person.app?.isLoggedIn && person.joins <= last) known.add(person.app.id);
  return known;
}

/** Clicks on ads are known by the visitor that they brought. */
function* clicks(world, last, known) {
  for (let index = -world.history; index <= last; index++)
    for (const { gclid, visitor, person } of world.happened(index).sessions)
      if (gclid && known.has(visitor.id)) yield { person_id: person.id, system: 'google_ads', source_id: gclid };
}

function identities(person, known) {
  const row = (system, source_id) => ({ person_id: person.id, system, source_id: String(source_id) });
  return [
    ...(person.shopify ? [row('shopify', person.shopify.id)] : []),
    ...(person.braze ? [row('braze', person.braze.id)] : []),
    ...(person.zendesk ? [row('zendesk', person.zendesk.id)] : []),
    ...(person.contact ? [row('salesforce_contact', person.contact.id)] : []),
    ...(person.lead ? [row('salesforce_lead', person.lead.id)] : []),
    ...person.visitors.filter(({ id }) => known.has(id)).map(({ id }) => row('ga360', id)),
    ...(person.app && known.has(person.app.id) ? [row('firebase', person.app.id)] : []),
  ];
}

/** Touches by person: sessions of visitors who are known (those from e-mails are told by their clicks), clicks, opened pushes. */
function journeys(world, last, known) {
  const touches = new Map();
  const orders = [];
  const add = (person, channel, campaign, at) => {
    if (!touches.has(person)) touches.set(person, []);
    touches.get(person).push({ channel, campaign, at });
  };
  for (let index = -world.history; index <= last; index++) {
    const { sessions, mails, orders: bought } = world.happened(index);
    for (const { visitor, person, channel, campaign, start } of sessions)
      if (known.has(visitor.id) && channel.name !== 'email')
        add(person, channel.name, campaign ? String(campaign.id) : null, start);
    for (const { person, message, clicked, opened } of mails) {
      if (message.channel === 'email' && clicked) add(person, 'email', message.id, clicked);
      if (message.channel === 'push' && opened) add(person, 'push', message.id, opened);
    }
    orders.push(...bought);
  }
  return { touches, orders };
}

function conversion(order) {
  return {
    order_id: String(order.id),
    person_id: order.person.id,
    revenue: (order.cents / 100).toFixed(2),
    converted_at: iso(order.created),
    is_test: order.isTest,
    refunded_after: order.refundedAfter ?? null,
    ordered_on: iso(order.created).slice(0, 10),
  };
}

function touchesOf({ id, person, created }, touches) {
  return touches
    .filter(({ at }) => at <= created && at > created - LOOKBACK)
    .sort((a, b) => a.at - b.at)
    .map(({ channel, campaign, at }, i) => ({
      order_id: String(id),
      person_id: person.id,
      position: i + 1,
      channel,
      campaign_id: campaign,
      touched_at: iso(at),
    }));
}
