/**
 * Seeded random numbers. One stream a purpose (`createRandom(seed, 'sales', day)`), so that a change in how one entity is
 * generated leaves the others as they were.
 */

/** FNV-1a over the parts: the seed of a stream. */
function hash(parts) {
  let value = 0x811c9dc5;
  for (const character of parts.join('\u0000')) {
    value = Math.imul(value ^ character.codePointAt(0), 0x01000193);
  }
  return value >>> 0;
}

/** @param {...(string | number)} parts what the stream is for */
export function createRandom(...parts) {
  let state = hash(parts);

  /** mulberry32: uniform in [0, 1). */
  function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  const between = (low, high) => low + next() * (high - low);
  /** Both ends included. */
  const integer = (low, high) => Math.floor(between(low, high + 1));
  const chance = (probability) => next() < probability;
  const pick = (list) => list[Math.floor(next() * list.length)];

  /** @param {readonly (readonly [any, number])[]} choices values with their weights */
  function weighted(choices) {
    let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices[choices.length - 1][0];
  }

  /** Sum of uniforms: bell-shaped within three deviations, and cheap. */
  const normal = (mean, deviation) => mean + deviation * 2 * (next() + next() + next() - 1.5);

  function sample(list, count) {
    return shuffle([...list]).slice(0, count);
  }

  /** In place. */
  function shuffle(list) {
    for (let index = list.length - 1; index > 0; index--) {
      const other = Math.floor(next() * (index + 1));
      [list[index], list[other]] = [list[other], list[index]];
    }
    return list;
  }

  return { next, between, integer, chance, pick, weighted, normal, sample, shuffle };
}

/** Draws from `items` in proportion to `weightOf`, in logarithmic time. */
export function createSampler(items, weightOf) {
  let total = 0;
  const bounds = items.map((item) => {
    total += weightOf(item);
    return total;
  });
  return (random) => {
    const target = random.next() * total;
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= target) low = middle + 1;
      else high = middle;
    }
    return items[low];
  };
}
