/** Google Ads: campaigns and ad groups as they are, daily figures (told again a day later, with what came in since), and clicks. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { day, iso, shuffled } from './deliver.mjs';
import { AD_CAMPAIGNS } from './reference.mjs';

const CUSTOMER = 4_521_987_736;

export function deliverAds(world, index, landing) {
  const date = world.at(index);
  landing.csv(
    'google_ads',
    'campaigns',
    date,
    AD_CAMPAIGNS.map((campaign) => campaignRow(campaign, date)),
  );
  landing.csv(
    'google_ads',
    'ad_groups',
    date,
    AD_CAMPAIGNS.flatMap((campaign) => campaign.groups.map((id, i) => groupRow(campaign, id, i, date))),
  );
  const stats = [...figures(world, index, true), ...(index > -world.history ? figures(world, index - 1, false) : [])];
  landing.csv('google_ads', 'campaign_stats', date, stats);
  const clicks = world
    .happened(index)
    .sessions.filter((session) => session.gclid)
    .map(clickRow);
  landing.csv('google_ads', 'click_view', date, shuffled(world, index, 'clicks', clicks));
}

function campaignRow({ id, name, type, budgetMicros }, date) {
  return {
    customer_id: CUSTOMER,
    campaign_id: id,
    campaign_name: name,
    campaign_status: 'ENABLED',
    advertising_channel_type: type,
    bidding_strategy_type: 'MAXIMIZE_CONVERSIONS',
    campaign_budget_amount_micros: budgetMicros,
    campaign_start_date: '2024-06-01',
    data_date: day(date),
  };
}

function groupRow(campaign, id, i, date) {
  return {
    customer_id: CUSTOMER,
    campaign_id: campaign.id,
    ad_group_id: id,
    ad_group_name: `${campaign.name} / ${i === 0 ? 'Exact' : 'Broad'}`,
    ad_group_status: 'ENABLED',
    ad_group_type: 'SEARCH_STANDARD',
    cpc_bid_micros: campaign.cpcMicros,
    data_date: day(date),
  };
}

/** The first figures of a day are lower than those that are told a day later. */
function figures(world, index, isFirst) {
  const { sessions } = world.happened(index);
  return AD_CAMPAIGNS.flatMap((campaign) =>
    campaign.groups.map((group) => {
      const random = createRandom(world.seed, 'stats', index, group);
      const own = sessions.filter((session) => session.group === group);
      const bought = own.filter((session) => session.order && !session.order.isTest);
      const clicks = own.length + random.integer(0, 2);
      const cost = Math.round(clicks * campaign.cpcMicros * random.between(0.8, 1.25));
      const share = isFirst ? 0.9 : 1;
      return {
        customer_id: CUSTOMER,
        campaign_id: campaign.id,
        ad_group_id: group,
        segments_date: day(world.at(index)),
        segments_device: 'ALL',
        impressions: clicks * random.integer(15, 40) + random.integer(0, 80),
        clicks,
        cost_micros: Math.round(cost * share),
        conversions: isFirst ? Math.max(0, bought.length - 1) : bought.length,
        conversions_value: ((bought.reduce((sum, { order }) => sum + order.cents, 0) * share) / 100).toFixed(2),
        data_date: day(world.at(isFirst ? index : index + 1)),
      };
    }),
  );
}

function clickRow({ gclid, campaign, group, start, device }) {
  return {
    customer_id: CUSTOMER,
    gclid,
    campaign_id: campaign.id,
    ad_group_id: group,
    segments_date: day(start),
    segments_device: device.toUpperCase(),
    segments_click_type: 'URL_CLICKS',
    click_timestamp: iso(start - 1500),
    data_date: day(start),
  };
}
