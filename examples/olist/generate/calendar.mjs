/** When orders come: months as uneven as the published ones (2016 barely has any), weekdays, a Black Friday, planted spikes. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { DAY, formatDate, HOUR, MINUTE, parseDate, weekday } from '../../../scripts/generate-data/time.mjs';
import { categories } from './categories.mjs';

/** The simulation goes on beyond the last export, so that what customers do next is known. */
export const FROM = parseDate('2016-09-04');
export const TO = parseDate('2019-01-01');

/** Orders a month at scale 1. */
const MONTHS = {
  '2016-09': 4,
  '2016-10': 320,
  '2016-11': 0,
  '2016-12': 1,
  '2017-01': 730,
  '2017-02': 1620,
  '2017-03': 2450,
  '2017-04': 2200,
  '2017-05': 3370,
  '2017-06': 2960,
  '2017-07': 3670,
  '2017-08': 3950,
  '2017-09': 3910,
  '2017-10': 4220,
  '2017-11': 6880,
  '2017-12': 5170,
  '2018-01': 6630,
  '2018-02': 6140,
  '2018-03': 6580,
  '2018-04': 6330,
  '2018-05': 6270,
  '2018-06': 5620,
  '2018-07': 5740,
  '2018-08': 5940,
  '2018-09': 6010,
  '2018-10': 6100,
  '2018-11': 8500,
  '2018-12': 6200,
};

/** Sunday first. */
const WEEKDAYS = [12, 16.5, 16.2, 15.6, 14.8, 14.1, 10.8];
const HOURS = [
  2.4, 1.2, 0.5, 0.3, 0.2, 0.2, 0.5, 1.2, 3, 4.8, 6.2, 6.6, 6, 6.5, 6.6, 6.5, 6.7, 6.2, 5.8, 6, 6.2, 6.2, 5.8, 4.2,
];
const BLACK_FRIDAY = '2017-11-24';

/** A category sells this many times what it usually does, for a week. */
export const SPIKES = [
  { category: 'cama_mesa_banho', week: '2018-05-14', times: 5 },
  { category: 'beleza_saude', week: '2018-02-19', times: 5 },
];

/** Times of purchase in order; `category` where a spike brings the order. */
export function purchases({ seed, scale }) {
  const found = [];
  for (const [month, orders] of Object.entries(MONTHS)) {
    const random = createRandom(seed, 'calendar', month);
    const days = daysOf(month);
    const count = orders < 10 ? orders : Math.max(1, Math.round(orders * scale));
    const weighted = days.map((day) => [day, WEEKDAYS[weekday(day)] * (formatDate(day) === BLACK_FRIDAY ? 6 : 1)]);
    for (let order = 0; order < count; order++)
      found.push({ at: moment(random, random.weighted(weighted)), category: null });
    for (const spike of SPIKES.filter(({ week }) => week.startsWith(month))) {
      const kind = categories.find(({ name }) => name === spike.category);
      const weekly = (count * 7 * kind.share) / 100 / days.length;
      for (let order = 0; order < Math.max(8, weekly * (spike.times - 1)); order++)
        found.push({ at: moment(random, parseDate(spike.week) + random.integer(0, 6) * DAY), category: kind });
    }
  }
  // What is hardly ever sold is sold three times at least.
  const rare = createRandom(seed, 'calendar', 'rare');
  for (const kind of categories.filter(({ share }) => share <= 0.02))
    for (let order = 0; order < 3; order++)
      found.push({ at: moment(rare, parseDate('2017-06-01') + rare.integer(0, 480) * DAY), category: kind });
  return found.sort((a, b) => a.at - b.at);
}

function daysOf(month) {
  const [year, number] = month.split('-').map(Number);
  const first = Math.max(FROM, Date.UTC(year, number - 1, 1));
  const end = Date.UTC(year, number, 1);
  return Array.from({ length: (end - first) / DAY }, (_, index) => first + index * DAY);
}

const moment = (random, day) =>
  day +
  random.weighted(HOURS.map((weight, hour) => [hour, weight])) * HOUR +
  random.integer(0, 59) * MINUTE +
  random.integer(0, 59) * 1000;
