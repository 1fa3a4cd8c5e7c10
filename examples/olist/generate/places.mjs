/** Post codes with their true places, and what the geolocation file makes of them. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { states, unaccented } from './geography.mjs';

const ZIPS = 19_000;

/** @returns post codes with `buyers` and `sellers`, the weights by which people live there */
export function createPlaces({ seed, scale }) {
  const random = createRandom(seed, 'places');
  const wanted = Math.max(300, Math.round(ZIPS * scale));
  const places = [];
  for (const state of states) {
    const [first, last] = state.zips;
    const count = Math.min(last - first + 1, Math.max(2, Math.round((wanted * state.buyers) / 100)));
    const used = new Set();
    while (used.size < count) used.add(random.integer(first, last));
    for (const zip of [...used].sort((a, b) => a - b)) {
      const [city, lat, lng] = random.weighted(state.cities.map((each) => [each, each[3]]));
      places.push({
        zip: String(zip).padStart(5, '0'),
        city,
        state: state.code,
        lat: random.normal(lat, 0.05),
        lng: random.normal(lng, 0.05),
        buyers: (state.buyers / count) * random.between(0.3, 1.7),
        sellers: (state.sellers / count) * random.between(0, 2) ** 2,
      });
    }
  }
  return places;
}

/** Many points a post code, some of them twice, some far away, city names in several spellings; a few codes have no point at all. */
export function geolocate({ seed }, places) {
  const random = createRandom(seed, 'geolocation');
  const rows = [];
  const known = { duplicates: 0, abroad: 0, missing: 0 };
  for (const place of places) {
    if (random.chance(0.01)) {
      known.missing++;
      continue;
    }
    const points = random.integer(8, 70);
    for (let point = 0; point < points; point++) {
      // Never the first: every code that is in the file has a true point.
      const isAbroad = point > 0 && random.chance(0.00004);
      if (isAbroad) known.abroad++;
      const row = [
        place.zip,
        isAbroad ? random.between(36, 46) : random.normal(place.lat, 0.006),
        isAbroad ? random.between(-9, 18) : random.normal(place.lng, 0.006),
        spelled(random, place.city),
        place.state,
      ];
      rows.push(row);
      while (random.chance(0.21)) {
        rows.push(row);
        known.duplicates++;
      }
    }
  }
  return { rows: random.shuffle(rows), known };
}

/** Most points have the plain spelling. */
const spelled = (random, city) =>
  random.weighted([
    [unaccented(city), 80],
    [city, 15],
    [city.replaceAll(' ', ''), 1],
    [unaccented(city).replaceAll('-', ' '), 4],
  ]);
