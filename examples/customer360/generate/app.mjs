/** Firebase: a row an event, with its parameters as a list; the most of a day's rows. DuckDB makes the events of a session. */
import { day } from './deliver.mjs';

const COLUMNS = {
  user_pseudo_id: 'VARCHAR',
  user_id: 'VARCHAR',
  start: 'BIGINT',
  events: 'BIGINT',
  session_number: 'BIGINT',
  os: 'VARCHAR',
  country: 'VARCHAR',
  city: 'VARCHAR',
  first_touch: 'BIGINT',
  is_late_day: 'BOOLEAN',
};

/** Every hundredth event is delivered a day late, every two hundredth twice. */
const SELECT = `with numbered as (
  select given.*, n, start + n * 7000 + hash(user_pseudo_id, start, n) % 5000 as moment, (hash(user_pseudo_id, start, n, 'kind') % 100)::bigint as dice
  from given, range(events) as r(n)
), kinds as (
  select *, case when n = 0 then 'session_start' when dice < 50 then 'screen_view' when dice < 75 then 'user_engagement' when dice < 88 then 'select_content'
    when dice < 95 then 'view_item' when dice < 98 then 'add_to_cart' else 'search' end as event_name
  from numbered where (hash(user_pseudo_id, start, n, 'late') % 100 = 0) = is_late_day
), copies as (
  select *, 1 as copy from kinds union all select *, 2 from kinds where hash(user_pseudo_id, start, n, 'again') % 200 = 0
)
select strftime(make_timestamp(start * 1000), '%Y%m%d') as event_date, moment * 1000 as event_timestamp, event_name,
  [{'key': 'ga_session_id', 'value': {'string_value': null::varchar, 'int_value': start // 1000, 'double_value': null::double}},
   {'key': 'ga_session_number', 'value': {'string_value': null::varchar, 'int_value': session_number, 'double_value': null::double}},
   {'key': 'firebase_screen', 'value': {'string_value': (['Home', 'Category', 'Product', 'Cart', 'Account'])[1 + dice % 5], 'int_value': null::bigint, 'double_value': null::double}},
   {'key': 'engagement_time_msec', 'value': {'string_value': null::varchar, 'int_value': (moment % 9000)::bigint, 'double_value': null::double}}] as event_params,
  n as event_bundle_sequence_id,
  user_id, user_pseudo_id, first_touch * 1000 as user_first_touch_timestamp,
  {'category': 'mobile', 'operating_system': os, 'language': 'de-de'} as device,
  {'country': country, 'city': city} as geo,
  {'id': 'com.northbound.shop', 'version': '4.2.0'} as app_info,
  os as platform
from copies order by moment, user_pseudo_id, n, copy`;

export async function deliverApp(world, index, landing) {
  const rows = (at, isLate) => world.happened(at).app.map((session) => row(session, isLate));
  const given = [...rows(index, false), ...rows(index - 1, true)];
  await landing.parquet('firebase', 'events', world.at(index), COLUMNS, given, SELECT);
  const users = world.people.filter(
    (person) => person.app && (person.joins === index || (person.joins < index && (person.number + index) % 9 === 0)),
  );
  landing.json(
    'firebase',
    'users',
    world.at(index),
    users.map((person) => user(world, index, person)),
  );
}

function row({ person, start, events, number }, isLate) {
  return {
    user_pseudo_id: person.app.id,
    user_id: person.app.isLoggedIn ? String(person.shopify.id) : null,
    start,
    events,
    session_number: number,
    os: person.app.os,
    country: person.place[2],
    city: person.place[0],
    first_touch: person.created,
    is_late_day: isLate,
  };
}

function user(world, index, person) {
  return {
    pseudo_user_id: person.app.id,
    user_id: person.app.isLoggedIn ? String(person.shopify.id) : null,
    user_info: {
      last_active_timestamp_micros: (world.at(index) + 70_000_000) * 1000,
      user_first_touch_timestamp_micros: person.created * 1000,
    },
    device: { operating_system: person.app.os, category: 'mobile' },
    geo: { country: person.place[2], city: person.place[0] },
    audiences: person.number % 6 === 0 ? [{ id: 1, name: 'Purchasers' }] : [],
    user_properties: [{ key: 'favourite_category', value: { string_value: ['Outerwear', 'Gear'][person.number % 2] } }],
    occurrence_date: day(world.at(index)).replaceAll('-', ''),
  };
}
