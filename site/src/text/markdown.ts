import createPurify, { type Config } from 'dompurify';
import { Marked } from 'marked';

/** What a description may hold: text, tables, pictures, links. No styles, classes or ids, which could dress up as the site itself. */
const ALLOWED: Config = {
  ALLOWED_TAGS: [
    ...[
      'a',
      'abbr',
      'b',
      'blockquote',
      'br',
      'code',
      'dd',
      'del',
      'details',
      'div',
      'dl',
      'dt',
      'em',
      'h1',
      'h2',
      'h3',
    ],
    ...[
      'h4',
      'h5',
      'h6',
      'hr',
      'i',
      'img',
      'ins',
      'kbd',
      'li',
      'mark',
      'ol',
      'p',
      'pre',
      's',
      'small',
      'span',
      'strong',
    ],
    ...['sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul'],
  ],
  ALLOWED_ATTR: ['href', 'src', 'alt', 'title', 'width', 'height', 'align', 'colspan', 'rowspan', 'start', 'open'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Links to pages and mail, and within the site; pictures from anywhere or in the text.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#|data:image\/(?:png|jpe?g|gif|webp);|(?![a-z][a-z0-9+.-]*:))/i,
};

const PICTURE = /^data:image\/(?:png|jpe?g|gif|webp);base64,/i;

export type Render = (text: string) => string;

/** Makes HTML of Markdown that anybody may have written: what it answers can be put into the page. */
export function markdownRenderer(window: Window & typeof globalThis): Render {
  const purify = createPurify(window);
  purify.addHook('afterSanitizeAttributes', (element) => {
    if (element.tagName === 'A' && /^https?:/i.test(element.getAttribute('href') ?? '')) {
      element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer');
    }
    if (element.tagName !== 'IMG') return;
    element.setAttribute('loading', 'lazy');
    const source = element.getAttribute('src') ?? '';
    if (/^\s*data:/i.test(source) && !PICTURE.test(source)) element.removeAttribute('src');
  });
  const marked = new Marked({ gfm: true, async: false });
  return (text) => purify.sanitize(marked.parse(text) as string, ALLOWED);
}

/** The first lines of a description without its marks, for lists. */
export function plainText(text: string): string {
  return text
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[*_`#>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
