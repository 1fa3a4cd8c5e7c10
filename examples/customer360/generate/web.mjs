/** GA360: a row a session with its hits, as the export to BigQuery has it. */
import { day, shuffled } from './deliver.mjs';
import { hashedEmail } from './people.mjs';

const COLUMNS = {
  full_visitor_id: 'VARCHAR',
  visit_id: 'BIGINT',
  visit_start_time: 'BIGINT',
  date: 'VARCHAR',
  visit_number: 'BIGINT',
  bounces: 'BIGINT',
  hits: 'BIGINT',
  revenue: 'BIGINT',
  transaction_id: 'VARCHAR',
  channel: 'VARCHAR',
  source: 'VARCHAR',
  medium: 'VARCHAR',
  campaign: 'VARCHAR',
  gclid: 'VARCHAR',
  campaign_id: 'BIGINT',
  device: 'VARCHAR',
  country: 'VARCHAR',
  city: 'VARCHAR',
  customer_id: 'VARCHAR',
  hashed_email: 'VARCHAR',
};

const SELECT = `select full_visitor_id as fullVisitorId, visit_id as visitId, visit_start_time as visitStartTime, date, visit_number as visitNumber,
  {'visits': 1, 'hits': hits, 'pageviews': hits, 'timeOnSite': hits * 35, 'bounces': bounces, 'transactions': case when transaction_id is not null then 1 end, 'totalTransactionRevenue': revenue} as totals,
  {'source': source, 'medium': medium, 'campaign': campaign, 'adwordsClickInfo': {'campaignId': campaign_id, 'gclId': gclid}} as trafficSource,
  {'deviceCategory': device, 'browser': case device when 'desktop' then 'Chrome' else 'Safari' end, 'operatingSystem': case device when 'desktop' then 'Windows' else 'iOS' end} as device,
  {'country': country, 'city': city} as geoNetwork,
  list_filter([{'index': 1, 'value': customer_id}, {'index': 2, 'value': hashed_email}], lambda d: d.value is not null) as customDimensions,
  channel as channelGrouping,
  list_transform(range(1, hits + 1), lambda n: {
    'hitNumber': n,
    'time': (n - 1) * 35000,
    'type': case when n % 4 = 3 then 'EVENT' else 'PAGE' end,
    'page': {'pagePath': case when n = 1 then '/' when n = hits and transaction_id is not null then '/checkout/thank-you' when n % 4 = 0 then '/cart' when n % 2 = 0 then '/products/' || ((visit_id + n) % 40) else '/collections/new-in' end, 'pageTitle': 'Northbound'},
    'eventInfo': case when n % 4 = 3 then {'eventCategory': 'Ecommerce', 'eventAction': case when n % 8 = 3 then 'product_view' else 'add_to_cart' end} end,
    'transaction': case when n = hits and transaction_id is not null then {'transactionId': transaction_id, 'transactionRevenue': revenue} end
  }) as hits
from given`;

export async function deliverWeb(world, index, landing) {
  const sessions = shuffled(world, index, 'sessions', world.happened(index).sessions, 0.005);
  await landing.parquet(
    'ga360',
    'sessions',
    world.at(index),
    COLUMNS,
    sessions.map((session) => row(world, session)),
    SELECT,
  );
}

function row(world, session) {
  const { person, visitor, channel, visitId, hits, order, campaign, message } = session;
  const known = session.isLoggedIn ? session.loginBy : undefined;
  return {
    full_visitor_id: visitor.id,
    visit_id: visitId,
    visit_start_time: visitId,
    date: day(session.start).replaceAll('-', ''),
    visit_number: session.index + world.history + 1,
    bounces: hits === 3 ? 1 : null,
    hits,
    revenue: order ? order.cents * 10_000 : null,
    transaction_id: order ? String(order.id) : null,
    channel: channel.grouping,
    source: channel.source,
    medium: channel.medium,
    campaign: campaign?.name ?? message?.name ?? '(not set)',
    gclid: session.gclid ?? null,
    campaign_id: campaign?.id ?? null,
    device: session.device,
    country: person.place[2],
    city: person.place[0],
    customer_id: known === 'customer_id' ? String(person.shopify.id) : null,
    hashed_email: known === 'hashed_email' ? hashedEmail(person) : null,
  };
}
