import { createHash } from 'node:crypto';
import { invocationArgs } from '../../config/invocation-args.js';
import { DBT_VERSION } from '../../config/version.js';
import { modulesValue, returnFunction, TemplateError } from '../../jinja/index.js';
import {
  bindArguments,
  hostFunction,
  iterate,
  PyDateTime,
  PyDict,
  PyFixedTimezone,
  PySet,
  PyTuple,
  textOf,
  toValue,
  truthy,
  typeNameOf,
  type Value,
} from '../../jinja/values/index.js';
import type { MemberTable, Scope } from '../scope.js';
import { environmentMembers } from './environment.js';
import { flagsValue } from './flags.js';
import { jsonMembers } from './json.js';

function items(value: Value): Iterable<Value> {
  const found = iterate(value);
  if (!found) throw new TemplateError('TypeError', `'${typeNameOf(value)}' object is not iterable`);
  return found;
}

function setOf(value: Value): Value {
  return new PySet(items(value));
}

function zipOf(lists: readonly Value[]): Value {
  const arrays = lists.map((list) => [...items(list)]);
  const length = arrays.length === 0 ? 0 : Math.min(...arrays.map((a) => a.length));
  return Array.from({ length }, (_, i) => new PyTuple(arrays.map((a) => a[i]!)));
}

function orElse(fallback: Value, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof TemplateError && error.kind === 'TypeError') return fallback;
    throw error;
  }
}

/** What of a dict of lists is missing in another, compared without regard to case. */
function differenceOfDicts(a: Value, b: Value): Value {
  const result = new PyDict();
  if (!(a instanceof PyDict)) return result;
  const other = new Map<string, ReadonlySet<string>>();
  if (b instanceof PyDict)
    for (const [key, list] of b.entries())
      other.set(textOf(key).toLowerCase(), new Set([...items(list)].map((v) => textOf(v).toLowerCase())));
  for (const [key, list] of a.entries()) {
    const there = other.get(textOf(key).toLowerCase());
    const missing = [...items(list)].filter((v) => !there?.has(textOf(v).toLowerCase()));
    if (missing.length > 0) result.set(key, missing);
  }
  return result;
}

/** An instant as Python's aware datetime in UTC. */
function startInstant(date: Date): Value {
  const microsecond = date.getUTCMilliseconds() * 1000;
  return PyDateTime.ofLocal(Math.floor(date.getTime() / 1000), microsecond, new PyFixedTimezone(0, 'UTC'));
}

/** Names that every phase has (dbt's BaseContext and TargetContext). */
export const baseMembers: MemberTable<Scope> = {
  ...jsonMembers,
  ...environmentMembers,
  dbt_version: () => DBT_VERSION,
  project_name: (scope) => scope.services.config.root.name,
  return: () => returnFunction,
  set: () =>
    hostFunction('set', (args) => {
      const bound = bindArguments('set', args, ['value', 'default'], { default: null });
      return orElse(bound.default!, () => setOf(bound.value!));
    }),
  set_strict: () => hostFunction('set_strict', (args) => setOf(bindArguments('set_strict', args, ['value']).value!)),
  zip: () => hostFunction('zip', (args) => orElse(args.named.get('default') ?? null, () => zipOf(args.positional))),
  zip_strict: () => hostFunction('zip_strict', (args) => zipOf(args.positional)),
  log: (scope) =>
    hostFunction('log', (args) => {
      const bound = bindArguments('log', args, ['msg', 'info'], { info: false });
      const level = truthy(bound.info!) ? 'info' : 'debug';
      scope.services.events({
        type: 'log',
        level,
        message: textOf(bound.msg!),
        ...(scope.nodeId ? { nodeId: scope.nodeId } : {}),
      });
      return '';
    }),
  print: (scope) =>
    hostFunction('print', (args) => {
      const { msg } = bindArguments('print', args, ['msg']);
      if (scope.services.config.flags.print) {
        scope.services.events({
          type: 'print',
          message: textOf(msg!),
          ...(scope.nodeId ? { nodeId: scope.nodeId } : {}),
        });
      }
      return '';
    }),
  run_started_at: (scope) => startInstant(scope.services.config.invocation.startedAt),
  invocation_id: (scope) => scope.services.config.invocation.invocationId,
  thread_id: (scope) => scope.threadId,
  otel_trace_id: () => hostFunction('otel_trace_id', () => ''),
  otel_span_id: () => hostFunction('otel_span_id', () => ''),
  modules: () => modulesValue(),
  flags: (scope) => flagsValue(scope.services.config),
  diff_of_two_dicts: () =>
    hostFunction('diff_of_two_dicts', (args) => {
      const bound = bindArguments('diff_of_two_dicts', args, ['dict_a', 'dict_b']);
      return differenceOfDicts(bound.dict_a!, bound.dict_b!);
    }),
  local_md5: () =>
    hostFunction('local_md5', (args) => {
      const { value } = bindArguments('local_md5', args, ['value']);
      return createHash('md5').update(textOf(value!)).digest('hex');
    }),
  context_macro_stack: () => null,
  invocation_args_dict: (scope) => toValue(invocationArgs(scope.services.config)),
  dbt_metadata_envs: (scope) => toValue(metadataEnvironment(scope.services.config.env)),
};

/** `DBT_ENV_CUSTOM_ENV_X=1` is shown to templates and artifacts as `X: 1`. */
export function metadataEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const key of Object.keys(env)) {
    const name = /^DBT_(?:ENGINE_)?ENV_CUSTOM_ENV_(.+)$/.exec(key)?.[1];
    const value = name === undefined ? undefined : env[key];
    if (value !== undefined) out[name!] = value;
  }
  return out;
}
