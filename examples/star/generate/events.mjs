/** The shop's clickstream: visits of customers and strangers; robots, repeats and events without a time among them. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { formatDate, formatTimestamp, MINUTE } from '../../../scripts/generate-data/time.mjs';

const VISITS_A_DAY = 500;

export function deliverEvents(world, date) {
  const random = createRandom(world.seed, 'events', formatDate(date));
  const rows = [];
  let number = 0;
  const known = world.customers.filter(({ signup, until }) => signup <= date && date <= until);
  for (let visit = Math.max(5, Math.round(VISITS_A_DAY * world.scale)); visit > 0; visit--) {
    const customer = random.chance(0.6) ? random.pick(known) : undefined;
    const robot = random.chance(0.02);
    const session = `${formatDate(date)}-${String(visit).padStart(5, '0')}`;
    let time = date + random.integer(0, 1380) * MINUTE;
    const kinds = [
      'page_view',
      ...Array(random.integer(0, 4)).fill('product_view'),
      ...(random.chance(0.3) ? ['add_to_cart'] : []),
    ];
    for (const kind of kinds) {
      number += 1;
      time += random.integer(5, 300) * 1000;
      const row = {
        event_id: `${formatDate(date)}-${String(number).padStart(6, '0')}`,
        session_id: session,
        customer_id: customer?.id ?? null,
        event_type: random.chance(0.03) ? kind.toUpperCase() : kind,
        product_id: kind === 'page_view' ? null : random.pick(world.products).id,
        device: random.pick(['desktop', 'mobile', 'tablet']),
        user_agent: robot ? 'ExampleBot/1.0 (+https://bot.example)' : 'Mozilla/5.0',
        occurred_at: random.chance(0.003) ? null : formatTimestamp(time),
      };
      rows.push(row);
      if (random.chance(0.01)) rows.push({ ...row });
    }
  }
  return random.shuffle(rows);
}
