/** Braze: profiles, campaigns, and events of e-mails and pushes as Currents exports them. */
import { createHash } from 'node:crypto';
import { HOUR, MINUTE } from '../../../scripts/generate-data/time.mjs';
import { isoSeconds, late, shuffled, told } from './deliver.mjs';
import { MESSAGES } from './reference.mjs';

export function deliverBraze(world, index, landing) {
  const date = world.at(index);
  const users = told(world, index, 'braze').map(({ person, isChanged }) =>
    user(person, isoSeconds(isChanged ? date + 13 * HOUR : person.created)),
  );
  landing.json('braze', 'users', date, shuffled(world, index, 'braze_users', users));
  if (index === -world.history || index % 7 === 0)
    landing.json(
      'braze',
      'campaigns',
      date,
      MESSAGES.map((message, i) => campaign(message, i, date)),
    );
  const events = (channel) =>
    late(world, index, `braze_${channel}`, 0.01, (at) =>
      world
        .happened(at)
        .mails.filter((mail) => mail.message.channel === channel)
        .flatMap(channel === 'email' ? emailEvents : pushEvents),
    );
  landing.json('braze', 'email_events', date, shuffled(world, index, 'email_events', events('email')));
  landing.json('braze', 'push_events', date, shuffled(world, index, 'push_events', events('push')));
}

function user(person, updated) {
  const { id, email, first, last, phone } = person.braze;
  return {
    braze_id: id,
    // Those who have an account in the shop were imported with its number.
    external_id: person.shopify && person.number % 4 !== 0 ? String(person.shopify.id) : null,
    email,
    first_name: first,
    last_name: last,
    phone,
    country: person.place[2],
    home_city: person.place[0],
    language: ['de', 'en', 'fr'][person.number % 3],
    email_subscribe: person.number % 13 === 0 ? 'unsubscribed' : person.number % 3 === 0 ? 'opted_in' : 'subscribed',
    push_subscribe: person.app ? 'opted_in' : 'unsubscribed',
    custom_attributes: {
      favourite_category: ['Outerwear', 'Gear'][person.number % 2],
      loyalty_tier: ['none', 'silver', 'gold'][person.number % 3],
    },
    created_at: isoSeconds(person.created),
    updated_at: updated,
  };
}

function campaign({ id, name, channel }, i, date) {
  return {
    id,
    name,
    channels: [channel],
    tags: [channel === 'push' ? 'app' : 'crm'],
    draft: false,
    archived: false,
    schedule_type: i % 2 === 0 ? 'time_based' : 'action_based',
    created_at: '2024-03-01T08:00:00Z',
    updated_at: isoSeconds(date),
  };
}

const uuid = (...parts) => {
  const hex = createHash('md5').update(parts.join(':')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

function event(mail, type, time, more = {}) {
  return {
    id: uuid(mail.person.id, mail.sent, type),
    event_type: `users.messages.${mail.message.channel}.${type}`,
    user_id: mail.person.braze.id,
    external_user_id: mail.person.shopify && mail.person.number % 4 !== 0 ? String(mail.person.shopify.id) : null,
    campaign_id: mail.message.id,
    campaign_name: mail.message.name,
    dispatch_id: uuid(mail.message.id, Math.floor(mail.sent / HOUR)),
    // Seconds since 1970, as Currents has it.
    time: Math.floor(time / 1000),
    timezone: 'UTC',
    ...more,
  };
}

function emailEvents(mail) {
  const address = { email_address: mail.person.braze.email };
  const events = [event(mail, 'Send', mail.sent, address)];
  events.push(
    mail.bounced
      ? event(mail, 'Bounce', mail.sent + MINUTE, address)
      : event(mail, 'Delivery', mail.sent + MINUTE, address),
  );
  if (mail.opened)
    events.push(event(mail, 'Open', mail.opened, { ...address, machine_open: mail.person.number % 9 === 0 }));
  if (mail.clicked)
    events.push(event(mail, 'Click', mail.clicked, { ...address, url: 'https://shop.example.com/new-in' }));
  if (mail.unsubscribed) events.push(event(mail, 'Unsubscribe', mail.opened + MINUTE, address));
  return events;
}

function pushEvents(mail) {
  const device = { device_id: mail.person.app?.id ?? null, platform: mail.person.app?.os.toLowerCase() ?? null };
  const events = [event(mail, 'Send', mail.sent, device)];
  if (mail.opened) events.push(event(mail, 'Open', mail.opened, device));
  return events;
}
