import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hider } from '../../../compiler/config/secrets.js';
import { deliver, isTold } from '../../../compiler/notify/deliver.js';
import type { Channel, Message } from '../../../compiler/notify/types.js';
import { mailServer, webServer } from './servers.js';

const SECRET = 'hunter2/"quoted"';
const message: Message = {
  id: 'run-1',
  status: 'failure',
  project: 'shop',
  target: 'prod',
  title: 'shop (prod): the night failed',
  lines: ['built 3 of 4 models', 'took 5 minutes'],
  problems: [
    { severity: 'error', title: 'Model <orders> failed', detail: `could not log in with ${SECRET} & more` },
    { severity: 'warning', title: 'Monitor volume', detail: '' },
  ],
  run: { steps: [] },
};
const hide = hider([SECRET, JSON.stringify(SECRET).slice(1, -1)])!;
const outside = { env: { PATH: process.env.PATH }, cwd: process.cwd(), hide };
const common = { name: 'c', when: ['failure'], timeout: 2000, retries: 2, retryDelay: 1 } as const;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const served = async <T extends { close(): Promise<void> }>(server: Promise<T>): Promise<T> => {
  const made = await server;
  open.push(made);
  return made;
};
const webhook = (url: string, more: Partial<Channel> = {}) =>
  ({ ...common, type: 'webhook', url, method: 'POST', headers: { authorization: 'Bearer x' }, ...more }) as Channel;

describe('a webhook', () => {
  it('gets the message as JSON, without secrets', async () => {
    const server = await served(webServer());
    expect(await deliver(webhook(`${server.url}/hook`), message, outside)).toEqual({
      channel: 'c',
      type: 'webhook',
      ok: true,
      attempts: 1,
    });
    const [got] = server.received;
    expect(got).toMatchObject({
      method: 'POST',
      url: '/hook',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    });
    expect(JSON.parse(got!.body)).toMatchObject({
      id: 'run-1',
      status: 'failure',
      summary: message.lines,
      run: { steps: [] },
    });
    expect(got!.body).toContain('could not log in with ***** & more');
    expect(got!.body).not.toContain('hunter2');
  });

  it('is tried again after what passes', async () => {
    const server = await served(webServer(503, 429, 200));
    expect(await deliver(webhook(server.url), message, outside)).toMatchObject({ ok: true, attempts: 3 });
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1);
  });

  it('waits as long as the server asks for', async () => {
    const server = await served(webServer((_, response) => response.writeHead(429, { 'retry-after': '1' }).end(), 200));
    const began = performance.now();
    expect(await deliver(webhook(server.url), message, outside)).toMatchObject({ ok: true, attempts: 2 });
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it('is given up where no attempt helps, or none has', async () => {
    const refusing = await served(webServer(403));
    expect(await deliver(webhook(refusing.url), message, outside)).toMatchObject({
      ok: false,
      attempts: 1,
      reason: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 403: no, thank you$/),
    });
    const failing = await served(webServer(500));
    expect(await deliver(webhook(failing.url), message, outside)).toMatchObject({ ok: false, attempts: 3 });
    expect(failing.received).toHaveLength(3);
    // A redirect would make a GET of it.
    const moved = await served(webServer((_, response) => response.writeHead(302, { location: '/' }).end()));
    expect(await deliver(webhook(moved.url), message, outside)).toMatchObject({ ok: false, attempts: 1 });
  });

  it('has a time-out, and may be nowhere', async () => {
    const silent = await served(webServer(() => {}));
    expect(await deliver(webhook(silent.url, { timeout: 100, retries: 1 }), message, outside)).toMatchObject({
      ok: false,
      attempts: 2,
      reason: expect.stringContaining('did not answer within 0.1 seconds'),
    });
    await silent.close();
    expect(await deliver(webhook(silent.url, { retries: 0 }), message, outside)).toMatchObject({
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    const odd = await deliver(webhook(`ftp://${SECRET}`), message, outside);
    expect(odd).toMatchObject({ ok: false, attempts: 1 });
    expect(odd.reason).not.toContain('hunter2');
  });

  it('is reached through the proxy of the environment', async () => {
    const proxy = await served(webServer());
    const env = { HTTP_PROXY: proxy.url };
    expect(await deliver(webhook('http://hooks.example.org/x'), message, { ...outside, env })).toMatchObject({
      ok: true,
    });
    expect(proxy.received[0]!.url).toBe('http://hooks.example.org/x');
  });
});

it('speaks to Slack in its format', async () => {
  const server = await served(webServer());
  const channel: Channel = { ...common, type: 'slack', url: server.url, channel: '#data', mention: '<!here>' };
  await deliver(channel, message, outside);
  const body = JSON.parse(server.received[0]!.body);
  expect(body).toMatchObject({ channel: '#data', text: '<!here> :x: shop (prod): the night failed' });
  expect(body.blocks.map((block: { text: { text: string } }) => block.text.text)).toEqual([
    '<!here> *:x: shop (prod): the night failed*',
    ':red_circle: *Model &lt;orders&gt; failed*\ncould not log in with ***** &amp; more',
    ':large_yellow_circle: *Monitor volume*',
    'built 3 of 4 models\ntook 5 minutes',
  ]);
  const many = {
    ...message,
    problems: Array.from({ length: 60 }, () => ({ ...message.problems[0]!, detail: 'x'.repeat(5000) })),
  };
  await deliver(channel, many, outside);
  const { blocks } = JSON.parse(server.received[1]!.body);
  // Slack's own limits.
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(Math.max(...blocks.map((block: { text: { text: string } }) => block.text.text.length))).toBeLessThanOrEqual(
    3000,
  );
});

describe('e-mail', () => {
  const email = (port: number, smtp: object = {}, more: Partial<Channel> = {}) =>
    ({
      ...common,
      type: 'email',
      from: 'quern@shop.example',
      to: ['a@shop.example', 'b@shop.example'],
      smtp: { host: '127.0.0.1', port, tls: 'none', ...smtp },
      ...more,
    }) as Channel;

  it('goes to all receivers, with a login, without secrets', async () => {
    const server = await served(mailServer({ login: 'ada pass' }));
    const channel = email(server.port, { user: 'ada', password: 'pass' });
    expect(await deliver(channel, message, outside)).toEqual({ channel: 'c', type: 'email', ok: true, attempts: 1 });
    const [mail] = server.mails;
    expect(mail).toMatchObject({ to: ['<a@shop.example>', '<b@shop.example>'], login: 'ada pass' });
    expect(mail!.text).toContain('Subject: shop (prod): the night failed');
    expect(mail!.text).toContain('Message-ID: <run-1.failure@quern>');
    expect(mail!.text).toContain('ERROR    Model <orders> failed');
    expect(mail!.text).toContain('built 3 of 4 models');
    expect(mail!.text).not.toContain('hunter2');
  });

  it('is tried again after what passes, and not after what does not', async () => {
    const busy = await served(mailServer({ reject: ['451 try later', '451 try later'] }));
    expect(await deliver(email(busy.port), message, outside)).toMatchObject({ ok: true, attempts: 3 });
    expect(busy.mails).toHaveLength(1);
    const strict = await served(mailServer({ reject: ['550 unknown sender'] }));
    expect(await deliver(email(strict.port), message, outside)).toMatchObject({
      ok: false,
      attempts: 1,
      reason: expect.stringContaining('550 unknown sender'),
    });
    const locked = await served(mailServer({ login: 'ada pass' }));
    const wrong = await deliver(email(locked.port, { user: 'ada', password: SECRET }), message, outside);
    expect(wrong).toMatchObject({ ok: false, attempts: 1, reason: expect.stringContaining('535 wrong password') });
    expect(wrong.reason).not.toContain('hunter2');
  });

  it('is not sent in the clear where that was not asked for', async () => {
    const server = await served(mailServer());
    expect(await deliver(email(server.port, { tls: 'starttls' }, { retries: 0 }), message, outside)).toMatchObject({
      ok: false,
    });
    expect(server.mails).toHaveLength(0);
  });

  it('has a time-out', async () => {
    const server = await served(mailServer({ silent: true }));
    const answer = await deliver(email(server.port, {}, { timeout: 200, retries: 0 }), message, outside);
    expect(answer).toMatchObject({ ok: false, attempts: 1 });
  });
});

describe('a command', () => {
  const command = (...words: readonly string[]) =>
    ({ ...common, type: 'command', command: words.length === 1 ? words[0]! : words, retries: 0 }) as Channel;
  const script = (text: string) => command(process.execPath, '-e', text);

  it('gets the message', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quern-notify-'));
    const file = join(folder, 'got.json');
    const text = `let t='';process.stdin.on('data',d=>t+=d).on('end',()=>require('fs').writeFileSync(process.argv[1],JSON.stringify({...JSON.parse(t),title:process.env.QUERN_RUN_TITLE})))`;
    expect(await deliver(command(process.execPath, '-e', text, file), message, outside)).toMatchObject({ ok: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      id: 'run-1',
      title: message.title,
      status: 'failure',
    });
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    expect(await deliver(command(`printf %s "$QUERN_RUN_STATUS" > ${file}`), message, outside)).toMatchObject({
      ok: true,
    });
    expect(readFileSync(file, 'utf8')).toBe('failure');
    rmSync(folder, { recursive: true });
  });

  it('may fail, be nowhere, or take too long', async () => {
    expect(await deliver(script("console.error('no line');process.exit(3)"), message, outside)).toMatchObject({
      ok: false,
      reason: 'the command ended with 3: no line',
    });
    expect(await deliver(command('/no/such/program', 'x'), message, outside)).toMatchObject({
      ok: false,
      reason: '/no/such/program: there is no such program',
    });
    const folder = mkdtempSync(join(tmpdir(), 'quern-notify-'));
    const late = { ...command(`(sleep 1; touch ${folder}/late) & sleep 5`), timeout: 100 } as Channel;
    expect(await deliver(late, message, outside)).toMatchObject({
      reason: 'the command did not end within 0.1 seconds',
    });
    await new Promise((resolve) => setTimeout(resolve, 1300));
    // What it had started has ended with it.
    expect(existsSync(join(folder, 'late'))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

it('tells each channel what it asked for', () => {
  const told = (...when: ('failure' | 'warning' | 'summary')[]) =>
    (['success', 'warning', 'failure'] as const).filter((status) => isTold({ when }, status));
  expect(told('failure')).toEqual(['failure']);
  expect(told('failure', 'warning')).toEqual(['warning', 'failure']);
  expect(told('summary')).toEqual(['success', 'warning', 'failure']);
});
