/** Zendesk: users and tickets; a ticket is told when it is opened and when it is solved. */
import { DAY, HOUR, MINUTE } from '../../../scripts/generate-data/time.mjs';
import { isoSeconds, shuffled, told } from './deliver.mjs';

export function deliverZendesk(world, index, landing) {
  const date = world.at(index);
  const users = told(world, index, 'zendesk').map(({ person, isChanged }) =>
    user(person, isoSeconds(isChanged ? date + 14 * HOUR : person.created)),
  );
  landing.json('zendesk', 'users', date, shuffled(world, index, 'zendesk_users', users));
  const tickets = [0, 1, 2].flatMap((ago) =>
    world
      .happened(index - ago)
      .tickets.filter((ticket) => ago === 0 || ticket.solvedAfter === ago)
      .map((ticket) => row(ticket, ticket.solvedAfter === ago)),
  );
  landing.json('zendesk', 'tickets', date, shuffled(world, index, 'tickets', tickets, 0.03));
}

function user(person, updated) {
  const { id, email, first, last, phone } = person.zendesk;
  return {
    id,
    name: `${first} ${last}`,
    email,
    phone,
    role: 'end-user',
    verified: person.number % 5 !== 0,
    time_zone: 'Europe/Berlin',
    locale: ['de', 'en-US'][person.number % 2],
    organization_id: null,
    tags: person.number % 25 === 0 ? ['vip'] : [],
    suspended: false,
    created_at: isoSeconds(person.created),
    updated_at: updated,
  };
}

function row({ id, person, created, subject, priority, solvedAfter, minutesToReply, score }, isSolved) {
  const solved = isSolved ? created + solvedAfter * DAY + Math.min(minutesToReply, 60) * MINUTE : undefined;
  return {
    id,
    subject,
    status: isSolved ? 'solved' : 'open',
    priority,
    type: 'question',
    requester_id: person.zendesk.id,
    assignee_id: 360_900_000_001 + (person.number % 9),
    via: { channel: ['email', 'web', 'chat'][person.number % 3] },
    satisfaction_rating: { score: isSolved ? score : 'unoffered' },
    tags: [subject.toLowerCase().replace(/[^a-z]+/g, '_')],
    metric_set: { reply_time_in_minutes: { calendar: minutesToReply }, reopens: 0 },
    created_at: isoSeconds(created),
    updated_at: isoSeconds(solved ?? created),
    solved_at: solved === undefined ? null : isoSeconds(solved),
  };
}
