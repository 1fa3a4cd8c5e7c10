/** Who buys: almost everybody once, a few again and again until they stop. */
import { createRandom, createSampler } from '../../../scripts/generate-data/random.mjs';
import { DAY } from '../../../scripts/generate-data/time.mjs';
import { idOf } from './catalogue.mjs';

const LOYAL = 0.035;
const STAYS = 0.72;

export function createCustomers({ seed }, places) {
  const random = createRandom(seed, 'customers');
  const home = createSampler(places, (place) => place.buyers);
  /** Customers who will be back, the soonest first. */
  const expected = [];
  let people = 0;

  function expect(person, at) {
    const due = at + Math.max(2, random.normal(70, 30)) * DAY;
    const after = expected.findIndex((other) => other.due > due);
    expected.splice(after < 0 ? expected.length : after, 0, { person, due });
  }

  /** Who buys at this time, and where the parcel goes. */
  function next(at) {
    if (expected.length > 0 && expected[0].due <= at) {
      const { person } = expected.shift();
      if (random.chance(STAYS)) expect(person, at);
      if (random.chance(0.08)) person.home = home(random);
      return { person, place: person.home };
    }
    const person = { id: idOf(seed, 'customer', people++), home: home(random) };
    if (random.chance(LOYAL)) expect(person, at);
    return { person, place: person.home };
  }
  return { next };
}
