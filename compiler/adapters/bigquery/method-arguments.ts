import {
  asCallable,
  bindArguments,
  type CallArguments,
  PyDict,
  type Suspendable,
  TemplateError,
  textOf,
  type Value,
} from '../../jinja/values/index.js';
import type { TemplateHost } from '../template-methods.js';
import type { TableReference } from './job-types.js';
import type { OperationTypes } from './operations.js';

/** Arguments by the names that dbt's method has. */
export function bound<Name extends string>(
  method: string,
  args: CallArguments,
  names: readonly Name[],
  defaults?: Readonly<Partial<Record<Name, Value>>>,
): Record<Name, Value> {
  return bindArguments(method, args, names, defaults ?? {}) as Record<Name, Value>;
}

export function* perform<Name extends keyof OperationTypes>(
  host: TemplateHost,
  operation: Name,
  input: OperationTypes[Name][0],
): Suspendable<OperationTypes[Name][1]> {
  const work = host
    .session()
    .then((session) => session.perform!(operation, input as unknown as Record<string, unknown>));
  return (yield work) as OperationTypes[Name][1];
}

export function text(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : textOf(value);
}

/** A member of an object of templates: `relation.identifier`, `config.get`. */
export function member(value: Value, name: string): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return (value instanceof PyDict ? value.get(name) : value.getAttribute(name)) ?? null;
}

/** A setting, from the `config` object or a dict of settings. */
export function setting(config: Value, name: string): Value {
  if (config instanceof PyDict) return config.get(name) ?? null;
  const get = member(config, 'get');
  return get === null ? null : asCallable(get).call({ positional: [name], named: new Map() });
}

/** Whether a method of `config` says yes: `persist_relation_docs`. */
export function says(config: Value, name: string): boolean {
  const method = member(config, name);
  return method !== null && asCallable(method).call({ positional: [], named: new Map() }) === true;
}

export interface TablePath {
  readonly project: string;
  readonly dataset: string;
  readonly table: string;
}

export function tablePath(relation: Value): TablePath {
  const [project, dataset, table] = ['database', 'schema', 'identifier'].map((part) => text(member(relation, part)));
  if (project == null || dataset == null)
    throw new TemplateError('CompilationError', 'A relation with project and dataset is needed');
  return { project, dataset, table: table ?? '' };
}

export function referenceOf({ project, dataset, table }: TablePath): TableReference {
  return { projectId: project, datasetId: dataset, tableId: table };
}

export function entries(value: Value): [string, Value][] {
  return value instanceof PyDict ? [...value.entries()].map(([key, item]) => [textOf(key), item]) : [];
}

export function list(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : value === null ? [] : [value];
}
