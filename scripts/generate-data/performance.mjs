/** Performance: what the ad platforms report for a campaign, channel and day; yesterday's figures are restated every day. */
import { blank, deliver, messyCase } from './dirt.mjs';
import { createRandom } from './random.mjs';
import { DAY, HOUR, MINUTE, weekday } from './time.mjs';

export const performanceTable = {
  name: 'performance',
  columns: {
    campaign_id: 'VARCHAR',
    channel_code: 'VARCHAR',
    performance_date: 'DATE',
    impressions: 'BIGINT',
    clicks: 'BIGINT',
    cost: 'DECIMAL(12,2)',
    conversions: 'BIGINT',
    revenue: 'DECIMAL(12,2)',
    last_modified_timestamp: 'TIMESTAMP',
  },
};

const cents = (amount) => Math.round(amount * 100) / 100;

function measure(random, campaign, channel, date) {
  const days = (campaign.end - campaign.start) / DAY + 1;
  const planned = campaign.budget / days / campaign.channels.length;
  const week = [0.9, 1.05, 1.05, 1, 1, 1.05, 0.95][weekday(date)];
  // A paused day has no figures at all: ratios have to survive that.
  if (random.chance(0.02)) return { impressions: 0, clicks: 0, cost: 0, conversions: 0, revenue: 0 };
  const cost = planned * campaign.pacing * week * random.normal(1, 0.15);
  const clicks = Math.max(1, Math.round(cost / (channel.cpc * random.normal(1, 0.1))));
  const impressions = Math.round(clicks / (channel.ctr * random.normal(1, 0.1)));
  const conversions = Math.min(
    clicks,
    Math.floor(clicks * channel.conversion * campaign.yield * random.normal(1, 0.2) + random.next()),
  );
  return {
    impressions,
    clicks,
    cost: cents(cost),
    conversions,
    revenue: cents(conversions * channel.order * random.normal(1, 0.2)),
  };
}

function row(random, entry) {
  const { measures } = entry;
  const delivered = {
    campaign_id: messyCase(random, entry.campaign, 0.02),
    channel_code: messyCase(random, entry.channel, 0.1),
    performance_date: entry.date,
    impressions: measures.impressions,
    clicks: blank(random, measures.clicks, 0.003),
    cost: blank(random, random.chance(0.003) ? -measures.cost : measures.cost, 0.005),
    conversions: measures.conversions,
    revenue: blank(random, measures.revenue, 0.005),
    last_modified_timestamp: entry.modified,
  };
  // What this delivery tells, for the truth that the warehouse is compared with.
  entry.told = {
    clicks: Math.max(delivered.clicks ?? 0, measures.conversions),
    cost: Math.abs(delivered.cost ?? 0),
    revenue: delivered.revenue ?? 0,
  };
  return delivered;
}

function entriesOf(world, random, date) {
  const entries = [];
  for (const campaign of world.campaigns) {
    if (date < campaign.start || date > campaign.end) continue;
    for (const channel of campaign.channels) {
      entries.push({
        campaign: random.chance(0.001) ? 'CMP-9999' : campaign.id,
        channel: random.chance(0.003) ? 'UNKNOWN' : channel.code,
        date,
        measures: measure(random, campaign, channel, date),
        modified: date + 23 * HOUR + random.integer(0, 59) * MINUTE,
      });
    }
  }
  return entries;
}

export function deliverPerformance(world, day, today) {
  const random = createRandom(world.seed, 'performance', day);
  const changed = [];
  if (day === 1) {
    for (let date = world.historyStart; date <= today; date += DAY) changed.push(...entriesOf(world, random, date));
  } else {
    for (const entry of world.performance.filter((candidate) => candidate.date === today - DAY && random.chance(0.5))) {
      entry.measures = {
        ...entry.measures,
        conversions: entry.measures.conversions + (entry.measures.clicks > 0 ? 1 : 0),
      };
      entry.modified = today + random.integer(1, 6) * HOUR;
      changed.push(entry);
    }
    // Figures older than a day that were restated two days ago and come only now.
    for (const entry of random.sample(
      world.performance.filter((candidate) => candidate.date === today - 5 * DAY),
      4,
    )) {
      entry.measures = { ...entry.measures, cost: cents(entry.measures.cost * 1.05) };
      entry.modified = today - random.integer(26, 40) * HOUR;
      changed.push(entry);
    }
    changed.push(...entriesOf(world, random, today));
  }
  const known = new Set(world.performance);
  for (const entry of changed) if (!known.has(entry)) world.performance.push(entry);
  return deliver(
    random,
    changed.map((entry) => row(random, entry)),
    {
      repeated: 0.01,
      superseded: 0.03,
      stale: (stale) => ({ ...stale, conversions: 0, revenue: 0 }),
    },
  );
}
