// The page as it is built, in a DOM without a browser: what it shows, where it leads, and that nothing in the artifacts gets to act.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sitePage, staticPage } from '../../compiler/docs/site.js';
import type { Manifest } from '../src/data/artifacts.js';
import { catalog, manifest, node } from './fixture.js';

const page = readFileSync(join(import.meta.dirname, '../../dist/site/index.html'), 'utf8');
let dom: JSDOM | undefined;
afterEach(() => dom?.window.close());

interface Opened {
  readonly document: Document;
  readonly window: JSDOM['window'];
  text(selector: string): string;
  go(hash: string): Promise<void>;
  press(key: string, target?: Element): void;
}

async function open(html: string, files: Readonly<Record<string, unknown>> = {}, hash = ''): Promise<Opened> {
  dom = new JSDOM(html, {
    url: `http://localhost/${hash}`,
    runScripts: 'dangerously',
    pretendToBeVisual: true,
    beforeParse(window) {
      // Browsers have it, jsdom does not.
      window.structuredClone = (value: unknown) => JSON.parse(JSON.stringify(value));
      window.fetch = (async (name: string) => ({
        ok: name in files,
        status: name in files ? 200 : 404,
        json: async () => files[name],
      })) as unknown as typeof fetch;
    },
  });
  const { window } = dom;
  const { document } = window;
  await vi.waitFor(() => expect(document.querySelector('h1, .graph-page')).not.toBeNull());
  return {
    document,
    window,
    text: (selector) => document.querySelector(selector)?.textContent ?? '',
    async go(to) {
      window.location.hash = to;
      await new Promise((resolve) => setTimeout(resolve, 30));
    },
    press: (key, target = document.body) =>
      target.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
  };
}

const artifacts = { 'manifest.json': manifest, 'catalog.json': catalog };

describe('the page', () => {
  it('needs nothing but what is in it, and allows nothing else', () => {
    expect(sitePage() === page).toBe(true);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!;
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`script-src ${hash(script)};`);
    expect(policy).toContain(`style-src ${hash(style)};`);
    expect(policy).toContain("default-src 'none'");
    const { document } = new JSDOM(page).window;
    const named = [...document.querySelectorAll('[src], [href]')].map(
      (e) => e.getAttribute('src') ?? e.getAttribute('href')!,
    );
    expect(named.filter((address) => !address.startsWith('data:'))).toEqual([]);
  });

  it('shows an overview, a model with all there is of it, and the graph', async () => {
    const { document, text, go } = await open(page, artifacts);
    expect(text('h1')).toBe('shop');
    expect(text('.counts')).toContain('3 models');
    expect(text('.markdown')).toContain('Welcome');

    await go('#!/model/model.shop.orders');
    expect(text('h1')).toBe('orders');
    expect(text('.facts')).toMatch(/table.*db\.marts\.orders.*etl.*# Rows1,200/);
    expect(document.querySelector('.page .markdown')!.innerHTML).toContain('<strong>paid</strong>');
    expect(text('.columns')).toContain('ORDER_ID');
    expect([...document.querySelectorAll('.relatives')].map((part) => part.textContent)).toEqual([
      expect.stringContaining('stg_orders'),
      expect.stringContaining('customers'),
    ]);
    expect(document.querySelector('.code a')?.getAttribute('href')).toBe('#!/model/model.shop.stg_orders');
    expect(document.querySelector('[aria-current="page"]')?.textContent).toBe('orders');
    (document.querySelectorAll('[role="tab"]')[1] as HTMLElement).click();
    await vi.waitFor(() => expect(text('.code')).toContain('db.staging.stg_orders'));

    await go('#!/graph?g_v=1&g_i=%2Borders');
    await vi.waitFor(() => expect(document.querySelectorAll('.graph-page .node')).toHaveLength(3));
    expect(document.querySelector('.node.focus')?.textContent).toContain('orders');
    await go('#!/model/model.shop.nope');
    expect(text('h1')).toBe('Not in this project');
  });

  it.each([
    'source.shop.raw.orders',
    'test.shop.unique_orders_order_id',
    'exposure.shop.dashboard',
    'macro.shop.is_paid',
    'unit_test.shop.orders.counts',
  ])('has a page for %s', async (id) => {
    const { text } = await open(page, artifacts, `#!/${id.split('.')[0]}/${id}`);
    expect(text('.path')).toContain('shop /');
    expect(text('h1')).not.toBe('Not in this project');
  });

  it('finds with the keyboard', async () => {
    const { document, window, text, press } = await open(page, artifacts);
    await vi.waitFor(() => {
      press('/');
      expect(document.querySelector('dialog input')).not.toBeNull();
    });
    const input = document.querySelector<HTMLInputElement>('dialog input')!;
    input.value = 'orders';
    input.dispatchEvent(new window.Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(document.querySelectorAll('.hit').length).toBeGreaterThan(2));
    expect(text('.hit[aria-selected="true"] strong')).toBe('orders');
    press('ArrowDown', input);
    await vi.waitFor(() => expect(text('.hit[aria-selected="true"] strong')).not.toBe('orders'));
    press('Enter', input);
    await vi.waitFor(() => expect(text('h1')).toBe('raw.orders'));
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('says what is missing', async () => {
    expect((await open(page)).text('[role="alert"]')).toContain('manifest.json could not be read (404)');
    expect((await open(page, { 'manifest.json': manifest })).text('.notice')).toContain('no catalog.json');
  });
});

describe('the page as one file', () => {
  const evil = '</script><script>document.title = "owned"</script><img src=x onerror="document.title=\'owned\'">$&';
  const hostile: Manifest = {
    ...manifest,
    nodes: {
      ...manifest.nodes,
      'model.shop.evil': node('model.shop.evil', {
        name: evil,
        description: evil,
        tags: [evil],
        original_file_path: `models/${evil}.sql`,
        raw_code: evil,
        columns: { x: { name: evil, description: evil, data_type: evil } },
        meta: { [evil]: evil },
        docs: { node_color: 'red;background:url(//evil.example)' },
        depends_on: { nodes: ['model.shop.orders'] },
      }),
    },
    exposures: { 'exposure.shop.e': node('exposure.shop.e', { url: 'javascript:alert(1)', label: evil }) },
  };
  const single = () => staticPage(page, { manifest: JSON.stringify(hostile), catalog: JSON.stringify(catalog) });

  it('holds its artifacts, whatever stands in them', async () => {
    const { text } = await open(single(), {}, '#!/model/model.shop.orders');
    expect(text('h1')).toBe('orders');
    expect(text('.facts')).toContain('etl');
  });

  it.each(['#!/model/model.shop.evil', '#!/exposure/exposure.shop.e', '#!/graph?g_v=1&g_i=', ''])(
    'shows hostile text as text at %j',
    async (hash) => {
      const { document, window } = await open(single(), {}, hash);
      await vi.waitFor(() => expect(document.body.textContent).toContain('owned'));
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(document.title).not.toBe('owned');
      expect(document.querySelectorAll('script:not([type])')).toHaveLength(1);
      for (const element of document.querySelectorAll('#app *')) {
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on/);
          expect(value).not.toMatch(/^\s*javascript:/i);
        }
        expect((element as HTMLElement).style?.cssText ?? '').not.toContain('url');
      }
      window.close();
    },
  );
});
