import type { UnmatchedSuite } from '../../manifest/parsed.js';
import { parseReference } from '../../manifest/references.js';
import { SUITE_TAG } from '../../manifest/suites.js';
import type { CompilableNode } from '../../manifest/types.js';
import { asList, isRecord } from '../config/merge.js';
import { passRateShape, suiteShape } from '../diagnostics.js';
import type { ParseEnvironment } from '../environment.js';
import type { PropertyEntry } from '../properties/entries.js';
import type { TestDefinition } from '../tests/definition.js';
import type { TestSpot, TestTarget } from '../tests/targets.js';
import { expectationsOf, numberOf } from './expectation.js';

/** What suites can be about. */
export interface SuiteModels {
  /** Models, seeds and snapshots, disabled ones too. */
  readonly nodes: () => Iterable<CompilableNode>;
  readonly tables: readonly TestTarget[];
}

type Model = Pick<TestTarget, 'isSource' | 'call' | 'ref' | 'source' | 'node'>;

/** The expectations of a suite as tests of its model. `unmatched` gets a suite whose model is not there. */
export function suiteTarget(
  env: ParseEnvironment,
  entry: PropertyEntry,
  models: SuiteModels,
  unmatched: UnmatchedSuite[],
): TestTarget | undefined {
  const { sink, macros } = env;
  const value = env.yaml.entry(entry);
  // What is missing or of another type the check against the schema has told of.
  if (typeof value.model !== 'string') return undefined;
  if (!/^[A-Za-z_][\w-]*$/.test(entry.name)) {
    sink.report(
      suiteShape(
        { message: `'${entry.name}' is no name for a suite: letters, digits, '_' and '-' make one` },
        entry.nameSpan,
      ),
    );
    return undefined;
  }
  const model = modelOf(value.model, entry, models);
  if (!model) {
    if (!env.failed.has(value.model))
      unmatched.push({ suite: entry.name, model: value.model, span: () => entry.spanOf(['model']) });
    return undefined;
  }
  const rate = numberOf(value.min_pass_rate);
  if (rate !== undefined && (rate < 0 || rate > 1)) {
    sink.report(passRateShape({ value: String(rate) }, entry.spanOf(['min_pass_rate'])));
    return undefined;
  }
  const definitions = asList(value.expectations).flatMap((item, index) =>
    expectationsOf(item, index, { entry, macros, sink }),
  );
  if (asList(value.expectations).length === 0 && 'expectations' in value)
    sink.report(
      suiteShape({ message: `Suite '${entry.name}' expects nothing` }, entry.spanOf(['expectations'], 'key')),
    );
  return {
    ...model,
    entry,
    label: `suite ${entry.name}`,
    nameInTest: nameInTest(entry),
    fileKey: `suites.${entry.name}`,
    tags: [`${SUITE_TAG}${entry.name}`, ...asList(value.tags).map(String)],
    spots: spotsOf(env, entry, value, definitions, rate),
  };
}

function spotsOf(
  env: ParseEnvironment,
  entry: PropertyEntry,
  value: Readonly<Record<string, unknown>>,
  definitions: readonly TestDefinition[],
  rate: number | undefined,
): TestSpot[] {
  const severity = typeof value.severity === 'string' ? value.severity : undefined;
  const defaults: Record<string, unknown> = isRecord(value.config) ? { ...value.config } : {};
  const isTopLevel = new Set<string>();
  const set = (key: string, given: unknown) => {
    if (given === undefined || given === null) return;
    isTopLevel.add(key);
    defaults[key] = given;
  };
  // Where the rate decides, one expectation alone does not.
  set('severity', rate === undefined ? severity : 'warn');
  set('where', value.where);
  set('meta', value.meta);
  const facts = {
    name: entry.name,
    expectations: definitions.filter((definition) => isEnabled(env, entry, definition)).length,
    ...(value.description
      ? {
          description: env.descriptions.render(value.description, entry.packageName, () =>
            entry.spanOf(['description']),
          ).text,
        }
      : {}),
    ...(rate === undefined ? {} : { min_pass_rate: rate, severity: (severity ?? 'error').toLowerCase() }),
  };
  const seen = new Map<string, number>();
  return definitions.map((definition) => {
    const { namespace, name, kwargs } = definition;
    const key = JSON.stringify([namespace, name, kwargs]);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const meta = {
      ...(isRecord(defaults.meta) ? defaults.meta : {}),
      ...(isRecord(definition.config.meta) ? definition.config.meta : {}),
      suite: facts,
    };
    const column = kwargs.column_name;
    return {
      value: null,
      at: definition.at,
      columnName: typeof column === 'string' ? column : null,
      columnTags: [],
      definition: {
        ...definition,
        // The same test with other settings needs a name of its own.
        ...(nth > 1 ? { nameInTest: `${nameInTest(entry)}_${nth}` } : {}),
        config: { ...defaults, ...definition.config, meta },
        configAt: (key) =>
          key in definition.config ? definition.configAt(key) : isTopLevel.has(key) ? [key] : ['config', key],
      },
    };
  });
}

/** Whether an expectation is run at all: those that are not do not count. */
function isEnabled({ yaml }: ParseEnvironment, entry: PropertyEntry, { config, configAt }: TestDefinition): boolean {
  if (config.enabled === undefined) return true;
  return !['false', 'no', 'off'].includes(
    String(yaml.render(entry, config.enabled, configAt('enabled')))
      .trim()
      .toLowerCase(),
  );
}

function nameInTest({ name }: PropertyEntry): string {
  return `suite_${name.replaceAll('-', '_')}`;
}

/** What a suite is about: `orders`, `ref('orders', v=2)`, `source('raw', 'orders')`. */
function modelOf(text: string, entry: PropertyEntry, models: SuiteModels): Model | undefined {
  const reference = parseReference(text) ?? { kind: 'ref' as const, name: text.trim(), package: null, version: null };
  if (reference.kind === 'metric') return undefined;
  if (reference.kind === 'source') {
    const { source, table } = reference;
    return models.tables.find((one) => one.source?.source === source && one.source.table === table);
  }
  const { name, version } = reference;
  const fits = (node: CompilableNode): boolean =>
    node.name === name &&
    (reference.package === null || reference.package === node.packageName) &&
    (!('version' in node) || String(node.version ?? '') === String(version ?? node.latestVersion ?? ''));
  const nodes = [...models.nodes()].filter(fits);
  const node = nodes.find((one) => one.packageName === entry.packageName) ?? nodes[0];
  if (!node) return undefined;
  const parts = [...(reference.package === null ? [] : [reference.package]), name].map((part) => `'${part}'`);
  const call = `ref(${parts.join(', ')}${version === null ? '' : `, version='${version}'`})`;
  return { isSource: false, call, ref: { name, version }, source: null, node };
}
