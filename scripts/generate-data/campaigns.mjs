/** Campaigns: flights over the year before the first delivery; a new one and a few changed ones every day. */
import { blank, deliver, messyCase } from './dirt.mjs';
import { createRandom } from './random.mjs';
import { CHANNELS, OBJECTIVES, OWNERS, THEMES } from './reference.mjs';
import { DAY, HOUR, MINUTE } from './time.mjs';

export const campaignsTable = {
  name: 'campaigns',
  columns: {
    campaign_id: 'VARCHAR',
    campaign_name: 'VARCHAR',
    objective: 'VARCHAR',
    status: 'VARCHAR',
    owner_name: 'VARCHAR',
    start_date: 'DATE',
    end_date: 'DATE',
    budget_amount: 'DECIMAL(12,2)',
    target_revenue: 'DECIMAL(12,2)',
    last_modified_timestamp: 'TIMESTAMP',
  },
};

function createCampaign(world, number, start, days, modified) {
  const random = createRandom(world.seed, 'campaign', number);
  const channels = random.sample(CHANNELS, random.integer(2, 4));
  const budget = Math.round(days * channels.length * random.between(18, 75));
  const expected =
    channels.reduce((sum, channel) => sum + (channel.conversion * channel.order) / channel.cpc, 0) / channels.length;
  return {
    id: `CMP-${String(number).padStart(4, '0')}`,
    name: `${random.pick(THEMES)} ${random.pick(OBJECTIVES)} ${new Date(start).getUTCFullYear()} #${number}`,
    objective: random.pick(OBJECTIVES),
    owner: random.pick(OWNERS),
    start,
    end: start + (days - 1) * DAY,
    channels,
    budget,
    targetRevenue: Math.round(budget * expected * random.between(0.8, 1.1)),
    /** Spend as a share of what was planned, and revenue as a share of what its channels usually bring. */
    pacing:
      random.weighted([
        [0.95, 6],
        [1.05, 5],
        [1.32, 2],
        [0.8, 2],
      ]) * random.between(0.96, 1.04),
    yield: random.between(0.75, 1.3),
    modified,
  };
}

export function createCampaigns(world) {
  const random = createRandom(world.seed, 'campaigns');
  const count = Math.max(20, Math.round(48 * world.scale));
  const campaigns = [];
  for (let number = 1; number <= count; number++) {
    // Every sixth runs all year; the others are flights of one to five months, some of them still running.
    const evergreen = number % 6 === 0;
    const days = evergreen ? 400 : random.integer(30, 150);
    const start = evergreen ? world.historyStart : world.historyStart + random.integer(0, 350) * DAY;
    campaigns.push(
      createCampaign(world, number, start, days, start - random.integer(1, 20) * DAY + random.integer(8, 17) * HOUR),
    );
  }
  for (const campaign of campaigns) campaign.modified = Math.min(campaign.modified, world.firstDay + 9 * HOUR);
  // Somebody worked on a plan on the first day.
  campaigns[0].modified = world.firstDay + 9 * HOUR;
  return campaigns;
}

function row(random, campaign, today) {
  const status = campaign.end < today ? 'Completed' : campaign.start > today ? 'Planned' : 'Active';
  return {
    campaign_id: messyCase(random, campaign.id, 0.05),
    campaign_name: messyCase(random, campaign.name, 0.1).replace(/ /g, random.chance(0.05) ? '  ' : ' '),
    objective: blank(random, messyCase(random, campaign.objective, 0.3), 0.04),
    status: messyCase(random, status, 0.4),
    owner_name: blank(random, campaign.owner, 0.06),
    start_date: campaign.start,
    end_date: campaign.end,
    budget_amount: campaign.budget,
    target_revenue: blank(random, campaign.targetRevenue, 0.03),
    last_modified_timestamp: campaign.modified,
  };
}

/** Changes the world by a day and returns what is delivered of it. */
export function deliverCampaigns(world, day, today) {
  const random = createRandom(world.seed, 'campaigns', day);
  let changed = world.campaigns;
  if (day > 1) {
    changed = random.sample(world.campaigns, 3);
    for (const campaign of changed) {
      campaign.budget = Math.round(campaign.budget * random.between(1.02, 1.1));
      campaign.modified = today + random.integer(8, 18) * HOUR + random.integer(0, 59) * MINUTE;
    }
    const started = createCampaign(world, world.campaigns.length + 1, today, random.integer(30, 90), today + 7 * HOUR);
    world.campaigns.push(started);
    changed = [...changed, started];
  }
  return deliver(
    random,
    changed.map((campaign) => row(random, campaign, today)),
    {
      repeated: 0.04,
      superseded: 0.1,
      stale: (stale) => ({ ...stale, budget_amount: Math.round(stale.budget_amount * 0.9), status: 'draft' }),
    },
  );
}
