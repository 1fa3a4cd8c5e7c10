import { QuernError } from '../../base/diagnostics.js';
import type { Json, JsonObject } from '../../base/json.js';
import { parseCriterion } from './parse.js';
import type { Selectors } from './parse-yaml.js';

/** Selectors as dbt's manifest has them: short forms (`tag:daily+`, `{tag: daily}`) written out as `method` and `value`. */
export function writtenOut(selectors: Selectors): Selectors {
  return Object.fromEntries(
    Object.entries(selectors).map(([name, entry]) => [
      name,
      entry.definition === undefined ? entry : { ...entry, definition: definitionOf(entry.definition) },
    ]),
  );
}

function definitionOf(definition: Json): Json {
  if (typeof definition === 'string') return criterionOf(definition);
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) return definition;
  const given = definition as JsonObject;
  // Beside these nothing counts.
  for (const kind of ['union', 'intersection']) {
    const list = given[kind];
    if (Array.isArray(list)) return { [kind]: list.map(definitionOf) };
  }
  const [[key, value] = ['', null], ...others] = Object.entries(given);
  const written = Array.isArray(value) ? value.map(definitionOf) : value;
  if (key === 'exclude') return { exclude: written };
  return others.length === 0 ? { method: key, value: written } : given;
}

function criterionOf(text: string): Json {
  try {
    const { method, methodArguments, value, parents, children, childrensParents } = parseCriterion(text);
    return {
      ...(childrensParents ? { childrens_parents: true } : {}),
      ...(parents === null
        ? {}
        : { parents: true, ...(Number.isFinite(parents) ? { parents_depth: `${parents}` } : {}) }),
      method: [method, ...methodArguments].join('.'),
      ...(value === '' ? {} : { value }),
      ...(children === null
        ? {}
        : { children: true, ...(Number.isFinite(children) ? { children_depth: `${children}` } : {}) }),
    };
  } catch (error) {
    // Told where the selector is used.
    if (error instanceof QuernError) return text;
    throw error;
  }
}
