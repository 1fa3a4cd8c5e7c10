import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import {
  type LogEvent,
  open,
  type Project,
  ProjectError,
  type Resource,
  type RunResult,
} from '../../compiler/api/index.js';
import { copyFixture } from './cli.js';
import { writeProject } from './project.js';

const ROOT = join(import.meta.dirname, '../..');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function events(options: Parameters<typeof open>[0] = {}): Promise<Project> {
  const { dir, remove } = copyFixture('events');
  const project = await open({ projectDir: dir, profilesDir: dir, env: {}, ...options });
  closing.push(() => project.close().then(remove));
  return project;
}

function small(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'quern-api-'));
  closing.push(() => rmSync(dir, { recursive: true, force: true }));
  writeProject(dir, files);
  return dir;
}

describe('open', () => {
  it('tells what the project is', async () => {
    const project = await events();
    expect(project).toMatchObject({ name: 'events', target: 'dev' });
    const parsed = await project.parse();
    expect(parsed.counts).toMatchObject({ model: 9, seed: 1 });
    expect(JSON.parse(readFileSync(parsed.manifestPath!, 'utf8')).metadata.project_name).toBe('events');
  });

  it('rejects with every problem and its place', async () => {
    const dir = small({ 'models/a.sql': "select 1 from {{ ref('gone') }}", 'models/b.sql': 'select {{ nope( }}' });
    const error = await open({ projectDir: dir, profilesDir: dir }).catch((e) => e);
    expect(error).toBeInstanceOf(ProjectError);
    expect(error.problems).toEqual([
      expect.objectContaining({ code: 'JIN001', place: expect.objectContaining({ path: 'models/b.sql', line: 1 }) }),
      expect.objectContaining({
        code: 'REF001',
        severity: 'error',
        node: 'model.shop.a',
        place: { path: 'models/a.sql', line: 1, column: 22, endLine: 1, endColumn: 28 },
      }),
    ]);
  });

  it('takes vars and flags', async () => {
    const dir = small({ 'models/a.sql': "select {{ var('n') }} as n" });
    const project = await open({ projectDir: dir, profilesDir: dir, vars: { n: 7 }, flags: { writeJson: false } });
    closing.push(() => project.close());
    expect((await project.parse()).manifestPath).toBeNull();
    expect((await project.compile()).nodes.map((node) => node.sql)).toEqual(['select 7 as n']);
  });
});

describe('a project', () => {
  it('selects resources as values', async () => {
    const project = await events();
    const found = await project.select({ select: ['+looked'], resourceTypes: ['model', 'seed'] });
    expect(found.map(({ id }) => id)).toEqual(['model.events.good', 'model.events.looked', 'seed.events.people']);
    expect(found[1]).toMatchObject({
      type: 'model',
      package: 'events',
      path: 'models/looked.sql',
      tags: ['a'],
      dependsOn: ['model.events.good'],
      config: { materialized: 'view' },
    });
    expect(structuredClone(found)).toEqual(found);
  });

  it('compiles a selection, or SQL', async () => {
    const project = await events();
    const { ok, nodes } = await project.compile({ select: ['looked'], resourceTypes: ['model'] });
    expect(ok).toBe(true);
    expect(nodes.find(({ name }) => name === 'looked')?.sql).toContain('from "events"."main"."good"');
    const inline = await project.compile({ inline: "select * from {{ ref('people') }}" });
    expect(inline.nodes[0]!.sql).toBe('select * from "events"."main"."people"');
  });

  it('runs, reports every node and tells events', async () => {
    const told: string[] = [];
    const project = await events({ onEvent: ({ name }) => told.push(name) });
    const result = await project.run('build', { eventTimeStart: '2024-01-01', eventTimeEnd: '2024-01-03', threads: 2 });
    expect(result).toMatchObject({ ok: false, interrupted: false });
    const status = Object.fromEntries(result.nodes.map((node) => [node.name, node.status]));
    expect(status).toMatchObject({
      people: 'success',
      good: 'success',
      failing: 'error',
      after_failing: 'skipped',
      warns: 'warn',
      fails: 'fail',
    });
    const failing = result.nodes.find(({ name }) => name === 'failing')!;
    expect(failing.problem).toMatchObject({
      code: 'DBE001',
      place: { path: 'models/failing.sql', line: 1, column: 8 },
    });
    expect(told).toEqual(expect.arrayContaining(['MainReportVersion', 'LogModelResult', 'NodeFinished', 'StatsLine']));
    expect(structuredClone(result)).toEqual(result);
  });

  it('reads what has changed', async () => {
    const dir = small({ 'models/a.sql': 'select 1 as n' });
    const project = await open({ projectDir: dir, profilesDir: dir });
    closing.push(() => project.close());
    expect((await project.compile()).nodes).toHaveLength(1);
    writeFileSync(join(dir, 'models/b.sql'), "select n from {{ ref('a') }}");
    expect((await project.compile()).nodes).toHaveLength(2);
  });

  it('carries calls out one after another', async () => {
    const project = await events();
    const [seeds, models] = await Promise.all([project.run('seed'), project.run('run', { select: ['good'] })]);
    expect([seeds!.ok, models!.ok]).toEqual([true, true]);
  });

  it('calls a macro', async () => {
    const project = await events();
    const messages: string[] = [];
    const result = await project.runOperation(
      'greet',
      { name: 'Ada' },
      { onEvent: (e) => e.name === 'JinjaLogInfo' && messages.push(e.message) },
    );
    expect(result.ok).toBe(true);
    expect(messages).toContain('hello Ada');
    await expect(project.runOperation('no_such_macro')).rejects.toBeInstanceOf(ProjectError);
  });

  it('is iterated for its events until it is closed', async () => {
    const project = await events();
    const stream = project.events();
    const names = (async () => {
      const seen: string[] = [];
      for await (const { name } of stream) seen.push(name);
      return seen;
    })();
    await project.run('seed');
    await project.close();
    expect(await names).toEqual(expect.arrayContaining(['LogStartLine', 'LogSeedResult', 'CommandCompleted']));
    await expect(project.parse()).rejects.toThrow('closed');
  });

  it('stops a run when its signal is aborted', async () => {
    const dir = small({
      'models/endless.sql':
        "{{ config(materialized='table') }}select count(*) as n from range(1000000000) a, range(1000000) b where a.range * b.range % 7 = 3",
      'models/after.sql': "select * from {{ ref('endless') }}",
    });
    const project = await open({ projectDir: dir, profilesDir: dir });
    closing.push(() => project.close());
    const stop = new AbortController();
    const onEvent = ({ name }: LogEvent) => name === 'NodeExecuting' && stop.abort();
    const result = await project.run('run', { signal: stop.signal, onEvent });
    expect(result).toMatchObject({ ok: false, interrupted: true });
    expect(result.nodes.map(({ name, status }) => [name, status])).toEqual([
      ['endless', 'error'],
      ['after', 'skipped'],
    ]);
    await expect(project.run('run', { signal: stop.signal })).rejects.toThrow();
    expect((await project.compile({ select: ['after'] })).ok).toBe(true);
  });
});

describe('the types', () => {
  it('are those of plain values', () => {
    expectTypeOf<Awaited<ReturnType<Project['run']>>>().toEqualTypeOf<RunResult>();
    expectTypeOf<Parameters<Project['run']>[0]>().toEqualTypeOf<'build' | 'run' | 'test' | 'seed' | 'snapshot'>();
    expectTypeOf<Awaited<ReturnType<Project['select']>>[number]>().toEqualTypeOf<Resource>();
    expectTypeOf<ReturnType<Project['events']>>().toEqualTypeOf<AsyncIterableIterator<LogEvent>>();
    // @ts-expect-error there is no such command
    expectTypeOf<Parameters<Project['run']>[0]>().extract<'fly'>().toEqualTypeOf<'fly'>();
  });

  it('are declared for programs that import quern', () => {
    const dir = mkdtempSync(join(tmpdir(), 'quern-types-'));
    closing.push(() => rmSync(dir, { recursive: true, force: true }));
    const tsc = (...args: string[]) =>
      spawnSync(join(ROOT, 'node_modules/.bin/tsc'), args, { cwd: ROOT, encoding: 'utf8' });
    expect(tsc('-p', 'tsconfig.types.json', '--outDir', join(dir, 'types')).status).toBe(0);
    writeFileSync(
      join(dir, 'program.mts'),
      "import { open, type RunResult } from './types/api/index.js';\n" +
        'const project = await open({ vars: { n: 1 } });\n' +
        "const result: RunResult = await project.run('build', { select: ['tag:x'], signal: AbortSignal.timeout(5) });\n" +
        'for await (const event of project.events()) console.log(event.name, event.data.node_info, result.nodes[0]?.status);\n',
    );
    const options = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--target',
      'es2023',
      '--module',
      'nodenext',
      '--types',
      'node',
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
    ];
    const { status, stdout } = tsc(join(dir, 'program.mts'), ...options);
    expect(`${status} ${stdout}`).toBe('0 ');
  });
});

it('is what the package exports', () => {
  const script =
    "const { open, ProjectError } = await import('quern'); const p = await open({ projectDir: 'tests/fixtures/events', profilesDir: 'tests/fixtures/events', targetPath: process.argv[1], flags: { logPath: process.argv[1] } }); console.log(p.name, typeof ProjectError); await p.close();";
  const target = mkdtempSync(join(tmpdir(), 'quern-api-'));
  closing.push(() => rmSync(target, { recursive: true, force: true }));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, target], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('events function\n');
});
