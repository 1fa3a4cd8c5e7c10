import { TemplateError } from '../errors.js';
import { compare } from '../values/comparisons.js';
import { reprOf, truthy } from '../values/core.js';
import { escapeHtml, Markup, stringOf } from '../values/markup.js';
import { iterate } from '../values/sequences.js';
import { integer } from '../values/text-methods.js';
import type { Value } from '../values/types.js';
import { define, type FilterEntry, softText } from './define.js';

const HTTP =
  /^((https?:\/\/|www\.)(([\w%-]+\.)+)?([a-z]{2,63}|xn--[\w%]{2,59})|([\w%-]{2,63}\.)+(com|net|int|edu|gov|org|info|mil)|(https?:\/\/)((([\d]{1,3})(\.[\d]{1,3}){3})|(\[([\da-f]{0,4}:){2}([\da-f]{0,4}:?){1,6}\])))(?::\d{1,5})?(?:[/?#]\S*)?$/i;
const EMAIL = /^\S+@\w[\w.-]*\.\w+$/;
const SCHEME = /^([\w.+-]{2,}:(\/){0,2})$/;

interface Options {
  readonly limit: Value;
  readonly attributes: string;
  readonly schemes: readonly string[];
}

/** `text` is escaped already. */
function urlize(text: string, options: Options): string {
  return text
    .split(/(\s+)/)
    .map((word) => linked(word, options))
    .join('');
}

function linked(word: string, { limit, attributes, schemes }: Options): string {
  let head = /^([(<]|&lt;)+/.exec(word)?.[0] ?? '';
  let middle = word.slice(head.length);
  let tail = '';
  if (/([)>.,\n]|&gt;)$/.test(middle)) {
    tail = /([)>.,\n]|&gt;)+$/.exec(middle)![0];
    middle = middle.slice(0, middle.length - tail.length);
  }
  // Brackets that were opened inside the address belong to it.
  for (const [open, close] of [
    ['(', ')'],
    ['<', '>'],
    ['&lt;', '&gt;'],
  ] as const) {
    const opened = middle.split(open).length - 1;
    if (opened <= middle.split(close).length - 1) continue;
    for (let i = 0; i < Math.min(opened, tail.split(close).length - 1); i++) {
      const end = tail.indexOf(close) + close.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  const shown = (url: string) =>
    limit !== null && compare('>', url.length, limit) ? `${url.slice(0, integer(limit, 0))}...` : url;
  if (HTTP.test(middle)) {
    const target = /^https?:\/\//.test(middle) ? middle : `https://${middle}`;
    middle = `<a href="${target}"${attributes}>${shown(middle)}</a>`;
  } else if (middle.startsWith('mailto:') && EMAIL.test(middle.slice(7)))
    middle = `<a href="${middle}">${middle.slice(7)}</a>`;
  else if (
    middle.includes('@') &&
    !middle.startsWith('www.') &&
    !/^[@]/.test(middle) &&
    !middle.includes(':') &&
    EMAIL.test(middle)
  ) {
    middle = `<a href="mailto:${middle}">${middle}</a>`;
  } else {
    const scheme = schemes.find((s) => middle !== s && middle.startsWith(s));
    if (scheme) middle = `<a href="${middle}"${attributes}>${middle}</a>`;
  }
  head ||= '';
  return head + middle + tail;
}

const NAMES = ['value', 'trim_url_limit', 'nofollow', 'target', 'rel', 'extra_schemes'] as const;
const DEFAULTS = { trim_url_limit: null, nofollow: false, target: null, rel: null, extra_schemes: null };

export const urlizeFilter: FilterEntry = define(
  'urlize',
  'do_urlize',
  NAMES,
  DEFAULTS,
  (_, b) => {
    const words = new Set((b.rel === null ? '' : softText(b.rel)).split(/\s+/).filter(Boolean));
    if (truthy(b.nofollow)) words.add('nofollow');
    words.add('noopener');
    const schemes = b.extra_schemes === null ? [] : [...iterate(b.extra_schemes)];
    for (const scheme of schemes) {
      if (!SCHEME.test(stringOf(scheme) ?? ''))
        throw new TemplateError('FilterArgumentError', `${reprOf(scheme)} is not a valid URI scheme prefix.`);
    }
    const rel = ` rel="${escapeHtml([...words].sort().join(' '))}"`;
    const target = b.target === null ? '' : ` target="${escapeHtml(softText(b.target))}"`;
    const text = urlize(b.value instanceof Markup ? b.value.text : escapeHtml(softText(b.value)), {
      limit: b.trim_url_limit,
      attributes: rel + target,
      schemes: schemes.map((scheme: Value) => stringOf(scheme)!),
    });
    return b.value instanceof Markup ? new Markup(text) : text;
  },
  1,
);
