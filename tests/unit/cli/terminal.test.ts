import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CliEvent } from '../../../compiler/cli/events.js';
import { type TerminalOptions, TerminalReporter } from '../../../compiler/cli/reporters/terminal/reporter.js';
import { asciiSymbols, unicodeSymbols } from '../../../compiler/cli/reporters/terminal/symbols.js';
import { createPaint, plainPaint } from '../../../compiler/cli/text/style.js';
import { displayWidth, stripEscapes } from '../../../compiler/cli/text/width.js';
import { FakeStream, finished, node, started } from './support/fakes.js';
import { Screen } from './support/screen.js';

const INVOCATION: CliEvent = { type: 'invocation-started', command: 'build', version: '1', args: {} };
const LOADED: CliEvent = {
  type: 'project-loaded',
  adapter: 'duckdb',
  counts: { model: 2, test: 3, macro: 400 },
  seconds: 0.12,
  cached: 0,
  parsed: 5,
};
const RUN: CliEvent = { type: 'run-started', total: 4, threads: 2, target: 'dev' };
const orders = node('orders');
const stage = node('stg_orders', 'model', { materialized: 'view' });
const test = node('unique_orders_id', 'test', { attachedNode: 'model.shop.orders' });

function terminal(columns: number, more: Partial<TerminalOptions> = {}) {
  const stream = new FakeStream(true, columns);
  const reporter = new TerminalReporter({
    stream,
    results: stream,
    paint: plainPaint,
    symbols: unicodeSymbols,
    now: () => new Date(),
    hints: true,
    print: true,
    warningLimit: 5,
    ...more,
  });
  return {
    stream,
    reporter,
    play: (...events: CliEvent[]) => {
      for (const event of events) reporter.handle(event);
    },
    screen: () => new Screen(columns).send(stream.text),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('on a terminal', () => {
  it('shows lines for which dbt has an event, but not those for the log file', () => {
    const { play, stream } = terminal(60);
    play(
      { type: 'invocation-started', command: 'docs generate', version: '1', args: {} },
      { type: 'told', name: 'CatalogWritten', message: 'Catalog written to x' },
      { type: 'told', name: 'NodeStart', message: 'not for people' },
      { type: 'command-finished', command: 'docs generate', exitCode: 0, seconds: 1 },
    );
    expect(stream.text).toContain('Catalog written to x');
    expect(stream.text).not.toContain('not for people');
  });

  it('running nodes and a bar stay below what is finished', () => {
    const { play, screen } = terminal(60);
    play(INVOCATION, LOADED, RUN, started(stage, 1, 4), started(orders, 2, 4));
    vi.advanceTimersByTime(2500);
    play(finished(stage, 1, 4, 'success', { seconds: 2.5 }));
    vi.advanceTimersByTime(100);
    expect(screen().text).toBe(`2 models, 3 data tests · duckdb · read in 0.1s

  ✓ view        main.stg_orders                        2.5s
  ⠦ table       main.orders                              2s
  ${'━'.repeat(8)}${'─'.repeat(24)}  1 of 4 · 2s`);
    expect(screen().cursorShown).toBe(false);
  });

  it('says that it reads the project when that takes a while', () => {
    const { play, screen } = terminal(60);
    play(INVOCATION, { type: 'opening' });
    vi.advanceTimersByTime(150);
    expect(screen().text).toBe('');
    vi.advanceTimersByTime(1000);
    expect(screen().text).toMatch(/^ {2}. Reading the project {2}1s$/u);
    play(LOADED, RUN);
    vi.advanceTimersByTime(100);
    expect(screen().text).not.toContain('Reading');
  });

  it('suites stand before the summary', () => {
    const { play, screen, reporter } = terminal(70);
    const suite = { packageName: 'shop', description: '', model: null, skipped: 0, minPassRate: null, results: [] };
    play(
      INVOCATION,
      RUN,
      {
        type: 'suites-finished',
        suites: [
          { ...suite, name: 'orders', status: 'warn', pass: 2, warn: 1, error: 0, expectations: 0, rate: 2 / 3 },
          { ...suite, name: 'customers', status: 'pass', pass: 4, warn: 0, error: 0, expectations: 0, rate: 1 },
        ],
      },
      { type: 'run-finished', seconds: 1.3, counts: {} },
    );
    reporter.close();
    expect(screen().text).toContain(`Suites
  ! orders      66.7 %  2 of 3 passed, 1 warned
  ✓ customers  100.0 %  4 of 4 passed
  2 suites: 1 pass, 1 warn; 6 of 7 expectations passed (85.7 %)`);
  });

  it('a run ends with problems, what was built and what to do', () => {
    const { play, screen, reporter } = terminal(70);
    play(
      INVOCATION,
      LOADED,
      RUN,
      started(stage, 1, 4),
      finished(stage, 1, 4, 'success'),
      started(orders, 2, 4),
      finished(orders, 2, 4, 'success', { message: 'SELECT 7' }),
      started(test, 3, 4),
      finished(test, 3, 4, 'fail', { failures: 2, message: 'Got 2 results, configured to fail if != 0' }),
      finished(node('report'), 4, 4, 'skipped'),
      { type: 'run-finished', seconds: 1.3, counts: {} },
      { type: 'command-finished', command: 'build', exitCode: 1, seconds: 1.4 },
    );
    reporter.close();
    expect(screen().text).toBe(`2 models, 3 data tests · duckdb · read in 0.1s

  ✓ view        main.stg_orders                                  50ms
  ✓ table       main.orders                            7 rows    50ms
  ✗ test        unique_orders_id                       2 rows    50ms

${'─'.repeat(60)}

error: data test unique_orders_id
  models/schema.yml
  Got 2 results, configured to fail if != 0

Not run, because what they depend on failed: report

✗ 1 error; 1 view and 1 table built in 1.3s
  When it is mended: quern build --select orders+`);
    expect(screen().cursorShown).toBe(true);
  });

  it('a good build says so in a line, and how to look at it', () => {
    const { play, screen, reporter } = terminal(70);
    play(INVOCATION, LOADED, RUN, finished(stage, 1, 2, 'success'), finished(test, 2, 2, 'pass'), {
      type: 'run-finished',
      seconds: 0.5,
      counts: {},
    });
    reporter.close();
    expect(screen().text.split('\n').slice(-2)).toEqual([
      '✓ 1 view built, 1 test passed in 0.5s',
      '  To look at a result: quern show --select stg_orders',
    ]);
    expect(screen().text).not.toContain('unique_orders_id');
  });

  it('test names each test', () => {
    const { play, screen, reporter } = terminal(70, { hints: false });
    play({ ...INVOCATION, command: 'test' }, LOADED, RUN, finished(test, 1, 1, 'pass'), {
      type: 'run-finished',
      seconds: 0.5,
      counts: {},
    });
    reporter.close();
    expect(screen().text).toMatch(/✓ test +unique_orders_id +50ms/);
    expect(screen().text).toMatch(/✓ 1 test passed in 0.5s$/);
  });

  it('Ctrl-C leaves a clean screen', () => {
    const { play, screen, reporter } = terminal(70);
    play(INVOCATION, LOADED, RUN, started(orders, 1, 4));
    vi.advanceTimersByTime(1000);
    play({ type: 'interrupted' }, { type: 'run-finished', seconds: 1.1, counts: {} });
    reporter.close();
    expect(screen().text).toContain('Stopping: what runs is being cancelled.');
    expect(screen().text).toMatch(/! Stopped after 1.1s; 4 nodes not run$/);
    expect(screen().text).not.toContain('⠋');
    expect(screen().cursorShown).toBe(true);
  });

  it('is drawn at most ten times a second', () => {
    const { play, stream } = terminal(70);
    const write = vi.spyOn(stream, 'write');
    play(INVOCATION, LOADED, RUN);
    const before = write.mock.calls.length;
    for (let n = 0; n < 1000; n++) {
      play(started(node(`m${n}`), n, 1000), finished(node(`m${n}`), n, 1000, 'success'));
      vi.advanceTimersByTime(1);
    }
    expect(write.mock.calls.length - before).toBeLessThanOrEqual(11);
  });

  it.each([100, 60, 40, 25, 12])('no live line is wider than %i columns', (columns) => {
    const { play, stream } = terminal(columns);
    const write = vi.spyOn(stream, 'write');
    play(INVOCATION, { type: 'opening' });
    vi.advanceTimersByTime(1500);
    play(LOADED, RUN);
    vi.advanceTimersByTime(100);
    write.mockClear();
    for (let n = 0; n < 9; n++) play(started(node(`長い名前_${'x'.repeat(n * 20)}`), n, 4));
    play(finished(test, 1, 4, 'warn', { failures: 12_345 }), finished(orders, 2, 4, 'error'));
    vi.advanceTimersByTime(200);
    const lines = stripEscapes(write.mock.calls.map(([text]) => text).join('')).split('\n');
    expect(lines.length).toBeGreaterThan(8);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThan(columns);
  });

  it('a narrower screen is cleared of what was drawn for the wider one', () => {
    const { play, stream } = terminal(80);
    const screen = new Screen(80);
    play(INVOCATION, LOADED, RUN, started(orders, 1, 4), started(stage, 2, 4));
    vi.advanceTimersByTime(300);
    screen.send(stream.text);
    stream.text = '';
    screen.narrow(30);
    stream.resize(30);
    screen.send(stream.text);
    expect(screen.text.match(/main\.orders/g)).toHaveLength(1);
    expect(screen.text.match(/of 4/g)).toHaveLength(1);
  });

  it('what templates print scrolls by above', () => {
    const { play, screen } = terminal(60);
    play(INVOCATION, LOADED, RUN, started(orders, 1, 4), { type: 'print', message: 'hello\nworld' });
    vi.advanceTimersByTime(100);
    expect(screen().text).toMatch(/hello\nworld\n {2}⠙ table/);
  });

  it('has an ASCII form', () => {
    const { play, screen, reporter } = terminal(60, { symbols: asciiSymbols });
    play(INVOCATION, RUN, finished(orders, 1, 1, 'success'), { type: 'run-finished', seconds: 1, counts: {} });
    reporter.close();
    expect(screen().text.replaceAll('\n', '')).toMatch(/^[ -~]*$/);
  });

  it('colours change nothing else', () => {
    const events: CliEvent[] = [
      INVOCATION,
      LOADED,
      RUN,
      finished(orders, 1, 1, 'error', { message: 'no' }),
      { type: 'run-finished', seconds: 1, counts: {} },
    ];
    const plain = terminal(60);
    const colored = terminal(60, { paint: createPaint(true) });
    for (const { play, reporter } of [plain, colored]) {
      play(...events);
      reporter.close();
    }
    expect(colored.stream.text).not.toBe(plain.stream.text);
    expect(colored.screen().text).toBe(plain.screen().text);
  });
});
