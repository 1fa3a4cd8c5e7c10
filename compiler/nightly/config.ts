import type { DiagnosticSink } from '../base/diagnostics.js';
import { EntryValues } from '../base/entry-values.js';
import type { Span } from '../base/source.js';
import { layerTwice, nightlyShape } from './diagnostics.js';
import type { LayerConfig, NightlyConfig } from './types.js';

type Entry = Readonly<Record<string, unknown>>;

/** `nightly:`, rendered, and what finds its places. */
export interface WrittenNightly {
  readonly value: unknown;
  readonly spanOf: (path: readonly (string | number)[]) => Span;
}

/** Reads `nightly:`; without it a night builds and tests everything, node by node. */
export function readNightly(written: WrittenNightly | undefined, sink: DiagnosticSink): NightlyConfig {
  const values = new EntryValues(mapping(written?.value), (key, problem, advice) =>
    sink.report(nightlyShape({ problem, advice }, written!.spanOf([key]))),
  );
  const layers = readLayers(values.raw('layers'), written, sink);
  const stale = ['stop', 'fail', 'warn', 'ignore'] as const;
  return {
    select: values.texts('select'),
    exclude: values.texts('exclude'),
    layers,
    tests: values.choice('tests', ['last', 'each_layer'] as const, layers.length > 0 ? 'last' : 'each_layer'),
    staleSources: values.choice('stale_sources', stale, 'fail'),
    monitors: values.raw('monitors') !== false,
    retries: values.count('retries', 2, 0),
    retryDelay: 1000 * (values.seconds('retry_delay') ?? 30),
    resumeWithin: 1000 * (values.seconds('resume_within') ?? 43_200),
  };
}

function readLayers(value: unknown, written: WrittenNightly | undefined, sink: DiagnosticSink): readonly LayerConfig[] {
  const names = new Set<string>();
  return (Array.isArray(value) ? (value as readonly unknown[]) : []).map((item, index) => {
    const place = () => written!.spanOf(['layers', index]);
    const { name: given, select, exclude } = mapping(item);
    const selection = texts(typeof item === 'string' ? item : select);
    if (selection.length === 0)
      sink.report(
        nightlyShape(
          { problem: 'has a layer without a selection', advice: 'Write tag:bronze, or {name, select}' },
          place(),
        ),
      );
    const name = given === undefined || given === null ? nameOf(selection) : String(given);
    if (names.has(name)) sink.report(layerTwice({ name }, place()));
    names.add(name);
    return { name, select: selection, exclude: texts(exclude) };
  });
}

/** `bronze` of `tag:bronze` and `models/bronze`. */
function nameOf([first = '']: readonly string[]): string {
  return first.replace(/^.*[:/]/, '').replace(/[+*@]/g, '') || first;
}

function texts(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function mapping(value: unknown): Entry {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Entry) : {};
}
