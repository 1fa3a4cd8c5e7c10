import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';
import { readNightly } from '../../../compiler/nightly/config.js';
import { readNight } from '../../../compiler/nightly/journal.js';
import { partition } from '../../../compiler/nightly/layers.js';
import { resumption } from '../../../compiler/nightly/resume.js';
import { isResumable, statusOf } from '../../../compiler/nightly/status.js';

describe('layers', () => {
  const edges: Record<string, string[]> = {
    'seed.s.codes': [],
    'model.s.b1': [],
    'model.s.b2': [],
    'model.s.s1': ['model.s.b1', 'seed.s.codes'],
    'model.s.report': ['model.s.s1'],
    'test.s.t1': ['model.s.s1'],
    'model.s.g1': ['model.s.s1', 'model.s.b2'],
  };
  const graph = { ordered: Object.keys(edges), parents: (id: string) => edges[id]! };
  const layer = (name: string, ...ids: readonly string[]) => ({
    name,
    select: [`tag:${name}`],
    ids: new Set(ids.map((id) => `model.s.${id}`)),
  });
  const part = (layers: ReturnType<typeof layer>[], chosen = Object.keys(edges)) => {
    const sink = new DiagnosticList();
    return { parts: partition(layers, new Set(chosen), graph, sink), said: sink.all.map(({ message }) => message) };
  };

  it('hold what is selected, and the rest where it can be made', () => {
    const { parts, said } = part([layer('bronze', 'b1', 'b2'), layer('silver', 's1'), layer('gold', 'g1')]);
    expect(said).toEqual([]);
    expect(parts).toEqual([
      ['seed.s.codes', 'model.s.b1', 'model.s.b2'],
      ['model.s.s1', 'model.s.report', 'test.s.t1'],
      ['model.s.g1'],
    ]);
  });

  it('take what is in two of them in the first', () => {
    expect(part([layer('bronze', 'b1', 'b2'), layer('silver', 's1', 'b2'), layer('gold', 'g1')]).parts[0]).toContain(
      'model.s.b2',
    );
  });

  it('that are empty or in no order are told of', () => {
    expect(part([layer('bronze', 'b1', 'b2'), layer('tin'), layer('gold', 's1', 'g1')]).said).toEqual([
      "Layer 'tin' of 'nightly' is empty: nothing matches 'tag:tin'",
    ]);
    expect(part([layer('gold', 'g1'), layer('silver', 's1')]).said).toEqual([
      "'g1' of layer 'gold' is built from 's1' of layer 'silver', which comes later",
    ]);
  });

  it('leave out what is not to be built', () => {
    expect(part([layer('bronze', 'b1'), layer('gold', 's1', 'g1')], ['model.s.b1', 'model.s.g1']).parts).toEqual([
      ['model.s.b1'],
      ['model.s.g1'],
    ]);
  });
});

describe('the configuration', () => {
  const read = (text: string) => {
    const document = parseYaml(new SourceFile('q.yml', text));
    const sink = new DiagnosticList();
    const config = readNightly({ value: document.value, spanOf: (path) => document.spanOf(path) }, sink);
    return {
      config,
      said: sink.all.map(({ code, message, hint }) => `${code}: ${message}${hint ? ` | ${hint}` : ''}`),
    };
  };

  it('has defaults', () => {
    expect(readNightly(undefined, new DiagnosticList())).toMatchObject({
      layers: [],
      tests: 'each_layer',
      staleSources: 'fail',
      retries: 2,
      retryDelay: 30_000,
      resumeWithin: 43_200_000,
    });
    expect(
      read(
        'layers: [tag:bronze, "models/silver", {name: top, select: [tag:gold], exclude: x}]\nretries: 0\nresume_within: 2 hours',
      ).config,
    ).toMatchObject({
      layers: [
        { name: 'bronze', select: ['tag:bronze'] },
        { name: 'silver', select: ['models/silver'] },
        { name: 'top', select: ['tag:gold'], exclude: ['x'] },
      ],
      ...{ tests: 'last', retries: 0, resumeWithin: 7_200_000 },
    });
  });

  it.each([
    ['layers: [{name: a}]', "NGT001: 'nightly' has a layer without a selection | Write tag:bronze, or {name, select}"],
    ['layers: [tag:a, config.a:a]', "NGT002: Two layers of 'nightly' are called 'a'"],
    [
      'retry_delay: soon',
      "NGT001: 'nightly' has 'soon' for 'retry_delay', which is no span of time | Write 30 minutes, 24 hours, 90 seconds",
    ],
    ['stale_sources: stopp', "NGT001: 'nightly' has 'stopp' for 'stale_sources' | Did you mean 'stop'?"],
  ])('%s is told of', (text, said) => {
    expect(read(text).said).toEqual([said]);
  });
});

describe('the journal', () => {
  const at = (minute: number) => `2026-01-01T02:${String(minute).padStart(2, '0')}:00.000Z`;
  const night = (...lines: readonly (string | object)[]) => {
    const dir = mkdtempSync(join(tmpdir(), 'quern-night-'));
    const path = join(dir, 'n.jsonl');
    writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    const found = readNight(path);
    rmSync(dir, { recursive: true });
    return found;
  };
  const started = { at: at(0), event: 'night-started', id: 'n1', fingerprint: 'f' };

  it('tells what was done, also when its last line is half a one', () => {
    const state = night(
      started,
      { at: at(1), event: 'step-started', step: 'bronze' },
      { at: at(2), event: 'node-finished', step: 'bronze', node: 'model.a', status: 'success', seconds: 3 },
      {
        at: at(3),
        event: 'step-finished',
        name: 'bronze',
        status: 'pass',
        detail: '1 built',
        problems: [],
        seconds: 4,
      },
      { at: at(4), event: 'step-started', step: 'silver' },
      '{"at":"2026-01-01T02:05:00.000Z","event":"step-fin',
    )!;
    expect([...state.steps.keys()]).toEqual(['bronze']);
    expect(state.nodes.get('bronze')!.get('model.a')).toEqual({ status: 'success', seconds: 3 });
    expect(state).toMatchObject({ id: 'n1', attempt: 1, earlierSeconds: 240 });
    expect(state.ended).toBeUndefined();
    expect(night()).toBeUndefined();
  });

  it('counts the time of attempts, not that between them, and knows who was told in which', () => {
    const state = night(
      started,
      { at: at(2), event: 'told', channel: 'slack', status: 'failure' },
      { at: at(3), event: 'night-finished', status: 'failure', resumable: true },
      { at: at(40), event: 'attempt-started' },
      { at: at(41), event: 'told', channel: 'mail', status: 'success' },
    )!;
    expect(state).toMatchObject({ attempt: 2, earlierSeconds: 240 });
    expect([...state.told]).toEqual(['success mail']);
    expect([...state.toldOfFailure]).toEqual(['slack']);
  });

  it('says whether there is something to go on with', () => {
    const now = { at: new Date(at(30)), fingerprint: 'f', resumeWithin: 3_600_000, fresh: false };
    const killed = night(started)!;
    const ended = (resumable: boolean) =>
      night(started, { at: at(3), event: 'night-finished', status: 'failure', resumable })!;
    expect(resumption(undefined, now)).toEqual({ kind: 'new' });
    expect(resumption(killed, now)).toMatchObject({
      kind: 'resume',
      reason: expect.stringContaining('was broken off'),
    });
    expect(resumption(ended(true), now)).toMatchObject({ kind: 'resume' });
    expect(resumption(ended(false), now)).toEqual({ kind: 'new' });
    expect(resumption(killed, { ...now, fresh: true }).kind).toBe('new');
    expect(resumption(killed, { ...now, fingerprint: 'g' })).toMatchObject({
      kind: 'new',
      reason: expect.stringContaining('has changed'),
    });
    expect(resumption(killed, { ...now, resumeWithin: 60_000 })).toMatchObject({
      kind: 'new',
      reason: expect.stringContaining('30 minutes old'),
    });
  });
});

it('goes on with what lacks work, and not with what has wrong data', () => {
  const steps = (...statuses: ('pass' | 'warn' | 'fail' | 'error')[]) =>
    statuses.map((status) => ({ status, problems: [] }));
  expect(isResumable(steps('pass', 'error'), false)).toBe(true);
  expect(isResumable(steps('pass', 'fail', 'error'), false)).toBe(false);
  expect(isResumable(steps('pass', 'warn'), true)).toBe(true);
  expect([steps('pass'), steps('pass', 'warn'), steps('warn', 'fail'), steps('error')].map(statusOf)).toEqual([
    'success',
    'warning',
    'failure',
    'failure',
  ]);
});
