import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { YamlPath } from '../../base/yaml/index.js';
import { isRecord } from '../config/merge.js';
import { testArguments, testConfigKey, testShape } from '../diagnostics.js';
import type { PropertyEntry } from '../properties/entries.js';

/** A generic test as a properties file gives it, taken apart. */
export interface TestDefinition {
  /** `not_null` */
  readonly name: string;
  /** `dbt_utils`, or null. */
  readonly namespace: string | null;
  /** A name of its own (`name:`). */
  readonly customName: string | null;
  readonly description: unknown;
  /** In its name in place of what it is on. */
  readonly nameInTest?: string;
  /** What its macro gets, without `model`; `column_name` included. */
  readonly kwargs: Record<string, unknown>;
  /** Configuration, top-level keys and `config:` together, not rendered. In dbt's order. */
  readonly config: Record<string, unknown>;
  /** Where the definition stands below its entry. */
  readonly at: YamlPath;
  /** Of a configuration key below the entry. */
  readonly configAt: (key: string) => YamlPath;
}

/** Keys of a test that are its configuration also where they stand beside its arguments, in the order in which dbt writes them. */
export const CONFIG_KEYS = [
  'severity',
  'tags',
  'enabled',
  'where',
  'limit',
  'warn_if',
  'error_if',
  'fail_calc',
  'store_failures',
  'store_failures_as',
  'meta',
  'database',
  'schema',
  'alias',
  'sql_header',
] as const;
const CONFIG_KEY = new Set<string>(CONFIG_KEYS);
/** What is said of a test that is only named. */
const NOTHING: Record<string, unknown> = {};
const NAME = /^(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)$/;

export interface DefinitionContext {
  readonly entry: PropertyEntry;
  /** What it is on, for messages: `orders`. */
  readonly owner: string;
  /** As it goes into the arguments: quoted where the column is. Null for a test of a whole model. */
  readonly columnName: string | null;
  /** dbt's require_generic_test_arguments_property: `arguments:` holds the arguments. */
  readonly argumentsProperty: boolean;
  readonly sink: DiagnosticSink;
  /** Old forms that still work are told of by their first occurrence only. */
  readonly deprecations: DiagnosticSink;
}

/** Takes one item of `data_tests:` apart. Reports what is wrong with it and answers undefined then. */
export function testDefinition(value: unknown, at: YamlPath, context: DefinitionContext): TestDefinition | undefined {
  const { entry, sink } = context;
  const fail = (message: string, where: YamlPath = at, hint?: string): undefined => {
    sink.report(testShape({ message, hint }, entry.spanOf(where)));
    return undefined;
  };
  let call: unknown;
  let raw: unknown;
  let inner = at;
  if (typeof value === 'string') [call, raw] = [value, NOTHING];
  // Neither a text nor a mapping: the check against the schema has said so.
  else if (!isRecord(value)) return undefined;
  else if ('test_name' in value) {
    const { test_name: name, ...rest } = value;
    [call, raw] = [name, rest];
  } else {
    const keys = Object.keys(value);
    if (keys.length !== 1) {
      return fail(
        `A test must have one name, but this has ${keys.length} keys: ${keys.join(', ')}`,
        at,
        'Indent the settings of a test below its name.',
      );
    }
    call = keys[0];
    raw = value[keys[0]!] ?? {};
    inner = [...at, keys[0]!];
  }
  if (typeof call !== 'string') return fail('The name of a test must be a text');
  const match = NAME.exec(call);
  if (!match) return fail(`'${call}' is no name of a test`);
  if (!isRecord(raw)) return fail(`The settings of test '${call}' must be a mapping`, inner);
  return assemble(match[2]!, match[1] ?? null, raw, at, inner, context);
}

function assemble(
  name: string,
  namespace: string | null,
  written: Record<string, unknown>,
  at: YamlPath,
  inner: YamlPath,
  context: DefinitionContext,
): TestDefinition | undefined {
  const { entry, sink, owner, deprecations } = context;
  const { raw, moved } = context.argumentsProperty ? withoutSettings(written) : { raw: written, moved: NO_KEYS };
  const shown = namespace === null ? name : `${namespace}.${name}`;
  const { name: customName, description, config: ownConfig, ...rest } = raw;
  const config: Record<string, unknown> = {};
  const topLevel = new Set<string>();
  const inConfig = isRecord(ownConfig) ? ownConfig : {};
  // Most tests have none of these, in which case there is nothing to put into dbt's order.
  const hasConfig =
    ownConfig !== undefined || (raw !== NOTHING && Object.keys(rest).some((key) => CONFIG_KEY.has(key)));
  for (const key of hasConfig ? CONFIG_KEYS : []) {
    const above = Object.hasOwn(rest, key);
    if (above && Object.hasOwn(inConfig, key)) {
      sink.report(
        testShape(
          { message: `Test '${shown}' has '${key}' both at its top level and under 'config'` },
          entry.spanOf([...inner, key], 'key'),
        ),
      );
      return undefined;
    }
    const value = above ? rest[key] : inConfig[key];
    if (above) {
      topLevel.add(key);
      delete rest[key];
      deprecations.report(testConfigKey({ test: shown, key }, entry.spanOf([...inner, key], 'key')));
    }
    if (value !== undefined && value !== null) config[key] = value;
  }
  for (const key of Object.keys(inConfig)) if (!(key in config) && inConfig[key] !== null) config[key] = inConfig[key];

  const kwargs: Record<string, unknown> = {};
  const { arguments: given, ...plain } = rest;
  const nested = context.argumentsProperty && isRecord(given) ? given : {};
  const top = context.argumentsProperty && isRecord(given) ? plain : rest;
  for (const key of Object.keys(top)) kwargs[key] = top[key];
  const [first] = Object.keys(top);
  if (context.argumentsProperty && first !== undefined) {
    deprecations.report(testArguments({ test: shown, key: first, owner }, entry.spanOf([...inner, first], 'key')));
  }
  if (context.columnName !== null) kwargs.column_name = context.columnName;
  for (const key of Object.keys(nested)) kwargs[key] = nested[key];
  return {
    name,
    namespace,
    customName: typeof customName === 'string' ? customName : null,
    description,
    kwargs,
    config,
    at,
    configAt: (key) => {
      const path = topLevel.has(key) ? [key] : ['config', key];
      return moved.has(path[0]!) ? [...inner, 'arguments', ...path] : [...inner, ...path];
    },
  };
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** Settings inside `arguments` count as if they stood beside it, as in dbt; `moved` tells which do. */
function withoutSettings(written: Record<string, unknown>): {
  readonly raw: Record<string, unknown>;
  readonly moved: ReadonlySet<string>;
} {
  const given = written.arguments;
  if (!isRecord(given)) return { raw: written, moved: NO_KEYS };
  const isSetting = (key: string) => CONFIG_KEY.has(key) || key === 'config' || key === 'name' || key === 'description';
  const moved = new Set(Object.keys(given).filter(isSetting));
  if (moved.size === 0) return { raw: written, moved };
  const pick = (moves: boolean) =>
    Object.fromEntries(Object.entries(given).filter(([key]) => moved.has(key) === moves));
  return { raw: { ...written, arguments: pick(false), ...pick(true) }, moved };
}
