// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../src/text/highlight.js';
import { markdownRenderer, plainText } from '../src/text/markdown.js';

const markdown = markdownRenderer(window);

describe('markdown', () => {
  it('renders what authors write', () => {
    expect(markdown('All **paid** `orders`')).toBe('<p>All <strong>paid</strong> <code>orders</code></p>\n');
    expect(markdown('| a |\n|---|\n| 1 |')).toContain('<td>1</td>');
    expect(markdown('<details><summary>More</summary>x</details>')).toContain('<summary>More</summary>');
    expect(markdown('![x](assets/a.png)')).toContain('<img src="assets/a.png" alt="x" loading="lazy">');
    expect(markdown('[m](#!/model/model.shop.orders)')).toContain('href="#!/model/model.shop.orders"');
    expect(markdown('[d](https://example.com)')).toContain('rel="noopener noreferrer"');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<svg><script>alert(1)</script></svg>',
    '<svg onload=alert(1)>',
    '<iframe src="https://evil.example"></iframe>',
    '<form action="https://evil.example"><input name=a></form>',
    '<style>body{display:none}</style>',
    '<p style="position:fixed" class="search" id="app" data-x="1">x</p>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<object data="x"></object><embed src="x"><base href="//evil.example"><meta http-equiv=refresh content=0>',
    '`<img src=x onerror=alert(1)>`',
    '<a href="vbscript:x">x</a><a href="file:///etc/passwd">x</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  ])('lets nothing through that acts: %s', (text) => {
    const box = document.createElement('div');
    box.innerHTML = markdown(text);
    for (const element of box.querySelectorAll('*')) {
      expect(element.tagName).toMatch(/^(P|A|IMG|CODE|TABLE|TBODY|TR|TD)$/);
      for (const { name, value } of element.attributes) {
        expect(name).toMatch(/^(href|src|alt|title|loading|rel|target)$/);
        if (name === 'href' || name === 'src') expect(value).toMatch(/^(x|https?:|#|assets)/);
      }
    }
  });

  it('makes a line of it for lists', () => {
    expect(plainText('# All **paid** [orders](x)\n\n```sql\nselect 1\n```\n<br> end')).toBe('All paid orders end');
  });
});

describe('highlight', () => {
  it.each([
    ["select 'it''s', \"A\" from {{ ref('x') }} -- done", 'sql'],
    ['{# note #}{% if is_incremental() %} where x > 1.5e3 {% endif %} /* open', 'sql'],
    ["select 'never closed", 'sql'],
    ['def model(dbt, session):\n    """x"""\n    return dbt.ref("a")  # y', 'python'],
    ['', 'sql'],
  ] as const)('keeps every letter of %j', (code, language) => {
    expect(
      tokensOf(code, language)
        .map(({ text }) => text)
        .join(''),
    ).toBe(code);
  });

  it('tells kinds apart, inside of templates and outside', () => {
    const kinds = tokensOf("select 1, max(x) from {{ ref('a') }} -- c\n{% if x %}").map((t) => [
      t.kind,
      t.text,
      t.inJinja,
    ]);
    expect(kinds).toContainEqual(['keyword', 'select', false]);
    expect(kinds).toContainEqual(['number', '1', false]);
    expect(kinds).toContainEqual(['function', 'max', false]);
    expect(kinds).toContainEqual(['function', 'ref', true]);
    expect(kinds).toContainEqual(['string', "'a'", true]);
    expect(kinds).toContainEqual(['comment', '-- c', false]);
    expect(kinds).toContainEqual(['keyword', 'if', true]);
    expect(kinds).toContainEqual(['jinja', '%}', true]);
  });
});
