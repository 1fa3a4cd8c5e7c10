import { bindArguments } from '../values/callable.js';
import { truthy } from '../values/core.js';
import { checkTextLength } from '../values/limits.js';
import { Markup } from '../values/markup.js';
import { numericOf } from '../values/numbers.js';
import type { CallArguments, Value } from '../values/types.js';

const WORDS = (
  'a ac accumsan ad adipiscing aenean aliquam aliquet amet ante aptent arcu at auctor augue bibendum blandit class commodo condimentum ' +
  'congue consectetuer consequat conubia convallis cras cubilia cum curabitur curae cursus dapibus diam dictum dictumst dignissim dis dolor donec dui ' +
  'duis egestas eget eleifend elementum elit enim erat eros est et etiam eu euismod facilisi facilisis fames faucibus felis fermentum feugiat'
).split(' ');

/** Random filler text, as Jinja's `lipsum(n, html, min, max)`. */
export function lipsum(args: CallArguments): Value {
  const bound = bindArguments('generate_lorem_ipsum', args, ['n', 'html', 'min', 'max'], {
    n: 5,
    html: true,
    min: 20,
    max: 100,
  });
  const count = numericOf(bound.n) ?? 5;
  const least = numericOf(bound.min) ?? 20;
  const most = Math.max(least + 1, numericOf(bound.max) ?? 100);
  checkTextLength(count * most * 8);
  const paragraphs = Array.from({ length: Math.max(0, count) }, () =>
    paragraph(least + Math.floor(Math.random() * (most - least))),
  );
  if (!truthy(bound.html)) return paragraphs.join('\n\n');
  return new Markup(paragraphs.map((p) => `<p>${p}</p>`).join('\n'));
}

function paragraph(length: number): string {
  const words = Array.from({ length }, () => WORDS[Math.floor(Math.random() * WORDS.length)]!);
  const text = words.map((word, i) => (i % 12 === 11 && i < length - 1 ? `${word},` : word)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
