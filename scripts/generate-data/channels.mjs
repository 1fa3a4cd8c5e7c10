/** Channels: a full list every day. */
import { deliver, messyCase } from './dirt.mjs';
import { createRandom } from './random.mjs';
import { CHANNELS } from './reference.mjs';
import { DAY, HOUR } from './time.mjs';

export const channelsTable = {
  name: 'channels',
  columns: {
    channel_code: 'VARCHAR',
    channel_name: 'VARCHAR',
    channel_type: 'VARCHAR',
    is_active: 'BOOLEAN',
    last_modified_timestamp: 'TIMESTAMP',
  },
};

export function deliverChannels(world, day) {
  const random = createRandom(world.seed, 'channels', day);
  const created = world.firstDay - 400 * DAY;
  const rows = CHANNELS.map((channel) => ({
    channel_code: messyCase(random, channel.code, 0.2),
    channel_name: channel.name,
    channel_type: messyCase(random, channel.type, 0.3),
    is_active: true,
    last_modified_timestamp: created,
  }));
  if (day >= 2) {
    // The second day renames a channel.
    const renamed = rows.find((row) => row.channel_name === 'Affiliate Partners');
    renamed.channel_name = 'Partner Programme';
    renamed.last_modified_timestamp = world.firstDay + DAY + 10 * HOUR;
  }
  if (day >= 3) {
    // The third day adds one; no campaign uses it yet.
    rows.push({
      channel_code: 'PODCAST',
      channel_name: 'Podcast Sponsoring',
      channel_type: 'Paid',
      is_active: false,
      last_modified_timestamp: world.firstDay + 2 * DAY + 9 * HOUR,
    });
  }
  return deliver(random, rows, {
    repeated: 0.2,
    superseded: 0.2,
    stale: (row) => ({ ...row, channel_name: row.channel_code.trim() }),
  });
}
