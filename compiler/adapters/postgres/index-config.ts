import { createHash } from 'node:crypto';
import {
  type CallArguments,
  HostObject,
  hostFunction,
  PyDict,
  TemplateError,
  textOf,
  truthy,
  type Value,
} from '../../jinja/values/index.js';

const KEYS = ['columns', 'unique', 'type'];

function problem(text: string): TemplateError {
  return new TemplateError('CompilationError', `Could not parse index config: ${text}`);
}

/**
 * An index of a model's config `indexes`: `{columns: […], unique: bool, type: text}`. `render(relation)` is its name, a hash with the
 * time in it: the index of the table that is being replaced still has its own.
 */
export function parseIndex(raw: Value, now: () => string = () => new Date().toISOString()): Value {
  if (raw === null) return null;
  if (!(raw instanceof PyDict)) throw problem(`a mapping with 'columns' is needed, not '${textOf(raw)}'`);
  const unknown = [...raw.keys()].map(textOf).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw problem(`'${unknown}' is unknown; known keys are ${KEYS.join(', ')}`);
  const columns = raw.get('columns');
  if (!Array.isArray(columns))
    throw problem(columns === undefined ? "'columns' is required" : "'columns' must be a list");
  const unique = truthy(raw.get('unique') ?? false);
  const type = raw.get('type') ?? null;
  const name = ({ positional, named }: CallArguments): string => {
    const relation = positional[0] ?? named.get('relation') ?? null;
    const parts = [...columns.map(textOf), textOf(relation), unique, type === null ? '' : textOf(type), now()];
    return createHash('md5').update(parts.join('_')).digest('hex');
  };
  return new HostObject('PostgresIndexConfig', { columns, unique, type, render: hostFunction('render', name) });
}
