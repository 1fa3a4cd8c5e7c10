import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mailServer, webServer } from '../unit/notify/servers.js';
import { type Call, call } from './call.js';
import { type OpenWarehouse, openWarehouse } from './harness.js';
import { warehouse } from './marketing.js';

const GENERATOR = join(import.meta.dirname, '../../scripts/generate-data.mjs');
const KILL = `--require ${join(import.meta.dirname, '../e2e/kill.cjs')}`;
const STEPS = ['marks', 'stage', 'freshness', 'bronze', 'silver', 'gold', 'tests', 'monitors'];

describe('nights of the marketing warehouse', () => {
  let copy: OpenWarehouse;
  let slack: Awaited<ReturnType<typeof webServer>>;
  let mail: Awaited<ReturnType<typeof mailServer>>;
  let saved: string;

  /** What a night builds from, and on: project with its journal, deliveries, database. */
  const places = () => [copy.dir, copy.files, copy.env.DUCKDB_PATH!];
  const keep = (name: string) => {
    for (const place of places()) cpSync(place, join(saved, name, place), { recursive: true });
  };
  const bringBack = (name: string) => {
    for (const place of places()) {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(dirname(place), { recursive: true });
      cpSync(join(saved, name, place), place, { recursive: true });
    }
  };
  const deliver = (day: number, firstDay = 'today', out = copy.files) =>
    promisify(execFile)(process.execPath, [
      GENERATOR,
      '--day',
      String(day),
      '--scale',
      '0.2',
      '--first-day',
      firstDay,
      '--out',
      out,
    ]);
  const night = (more: Readonly<Record<string, string>> = {}): Promise<Call> =>
    call(copy.dir, ['run-nightly', '--target', copy.target], {
      ...copy.env,
      DBT_ENV_SECRET_SLACK_URL: `${slack.url}/services/T0/B0/key-of-slack`,
      MARKETING_SMTP_HOST: '127.0.0.1',
      MARKETING_SMTP_PORT: String(mail.port),
      MARKETING_SMTP_TLS: 'none',
      MARKETING_RETRY_DELAY: '10 ms',
      ...more,
    });
  const artifact = () => JSON.parse(readFileSync(join(copy.dir, 'target/nightly.json'), 'utf8'));
  const subjects = () =>
    mail.mails.map(({ text }) => /^Subject: ([^\n]*(?:\n [^\n]*)*)/m.exec(text)![1]!.replace(/\n/g, ''));
  const problems = (): { severity: string; title: string }[] =>
    artifact().steps.flatMap((step: { problems: never[] }) => step.problems);
  const history = () =>
    copy.query(
      'select run_id, monitor, subject, count(*) as n from main_quern.metrics group by 1, 2, 3 having count(*) > 1',
    );

  beforeAll(async () => {
    slack = await webServer();
    mail = await mailServer();
    copy = await openWarehouse(warehouse, { scale: 0.2 });
    saved = join(dirname(copy.dir), 'saved');
    await deliver(1);
    const first = await night();
    expect(first.code, first.output).toBe(0);
    keep('day 1');
    await deliver(2);
    keep('delivered');
    const second = await night();
    expect(second.code, second.output).toBe(0);
    keep('day 2');
  }, 300_000);
  afterAll(async () => {
    await copy?.close();
    await slack?.close();
    await mail?.close();
  });
  afterEach(() => {
    slack.received.length = 0;
    mail.mails.length = 0;
  });

  it('alert nobody on clean days, and change nothing when nothing is new', async () => {
    bringBack('day 2');
    const before = await copy.digests();
    const third = await night();
    expect(third.code, third.output).toBe(0);
    expect(await copy.digests()).toEqual(before);
    expect(artifact().steps.map(({ name, status }: Record<string, string>) => `${name} ${status}`)).toEqual(
      STEPS.map((step) => `${step} pass`),
    );
    expect(problems()).toEqual([]);
    // Of the days before, too: Slack is for warnings and failures, a summary comes by mail each day.
    expect(slack.received).toEqual([]);
    expect(subjects()).toHaveLength(3);
    for (const subject of subjects()) expect(subject).toMatch(/^marketing \(dev\): the night succeeded after/);
    expect(third.output).not.toContain('key-of-slack');
  }, 120_000);

  it('killed in any step, are finished by the same call, and end as if undisturbed', async () => {
    bringBack('day 2');
    const undisturbed = await copy.digests();
    const points = [
      ...STEPS.map((step) => `1 after "step-started","step":"${step}"`),
      // In the middle of the work of a layer, where it is done and not yet noted, and where it is noted.
      ...['bronze', 'gold'].map((step) => `3 before "node-finished","step":"${step}"`),
      ...['silver', 'tests'].map((step) => `4 after "node-finished","step":"${step}"`),
      '1 after "event":"told"',
    ];
    for (const point of points) {
      bringBack('delivered');
      slack.received.length = 0;
      mail.mails.length = 0;
      const killed = await night({ NODE_OPTIONS: KILL, KILL_AT: point });
      expect(killed.code, `${point}: ${killed.output}`).toBe(null);
      const again = await night();
      expect(again.code, `${point}: ${again.output}`).toBe(0);
      expect(again.output, point).toContain('Going on with the night that was broken off');
      expect(await copy.digests(), point).toEqual(undisturbed);
      expect(await history(), point).toEqual([]);
      expect(artifact(), point).toMatchObject({ status: 'success', metadata: { attempts: 2 } });
      expect(subjects(), point).toHaveLength(1);
      expect(slack.received, point).toEqual([]);
    }
  }, 900_000);

  describe('alert when', () => {
    /** A night with something planted; answers what Slack was told. */
    async function alarmed(more: Readonly<Record<string, string>> = {}): Promise<string> {
      const { code, output } = await night(more);
      expect(code, output).toBe(1);
      expect(slack.received).toHaveLength(1);
      expect(subjects()).toEqual([expect.stringMatching(/: the night failed after/)]);
      return slack.received[0]!.body;
    }

    it('the number of rows differs by more than a fifth', async () => {
      bringBack('day 2');
      await copy.site.execute(
        "insert into bronze.bronze_performance select * replace (_row_hash || '!' as _row_hash) from bronze.bronze_performance limit (select count(*) * 0.25 from bronze.bronze_performance)",
      );
      expect(await alarmed()).toContain('Monitor row_counts found: bronze_performance');
      expect(problems().filter(({ title }) => title.startsWith('Monitor'))).toHaveLength(1);
    }, 120_000);

    it('not when it differs by less', async () => {
      bringBack('day 2');
      await copy.site.execute(
        "insert into bronze.bronze_performance select * replace (_row_hash || '!' as _row_hash) from bronze.bronze_performance limit (select count(*) * 0.15 from bronze.bronze_performance)",
      );
      await night();
      expect(problems().filter(({ title }) => title.startsWith('Monitor'))).toEqual([]);
    }, 120_000);

    it('it takes longer than it may', async () => {
      bringBack('day 2');
      expect(await alarmed({ MARKETING_LONGEST_NIGHT: '100 ms' })).toContain('Monitor night_length found: the run');
      expect(problems()).toHaveLength(1);
    }, 120_000);

    it('a source is too old', async () => {
      bringBack('day 2');
      const old = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
      rmSync(copy.files, { recursive: true });
      await deliver(1, old);
      expect(await alarmed()).toContain('Source raw.sales is too old');
      // What there is was built all the same.
      expect(artifact().steps.map(({ name }: { name: string }) => name)).toEqual(STEPS);
    }, 120_000);

    it('a test fails', async () => {
      bringBack('day 2');
      await copy.site.execute('insert into silver.silver_customers select * from silver.silver_customers limit 1');
      expect(await alarmed()).toMatch(/Test \w+ failed/);
      expect(artifact().steps.find(({ name }: { name: string }) => name === 'tests').status).toBe('fail');
    }, 120_000);
  });
});
