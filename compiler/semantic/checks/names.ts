import type { Span } from '../../base/source.js';
import { GRANULARITIES } from '../shapes.js';
import { type Checked, elementSpan, elementsOf, fail, quoted } from './context.js';

const VALID = /^[a-z](?:(?!__)[a-z0-9_])*[a-z0-9]$/;
const RESERVED: Readonly<Record<string, string>> = {
  metric_time: 'it is the time of all metrics in a query',
  mf_internal_uuid: 'MetricFlow has a column of that name',
};
/** Words that no warehouse takes for a name. */
const KEYWORDS = new Set(
  `and as create distinct for from full having in inner into is join left like natural not null on or right select union using where
  with`.split(/\s+/),
);

/** Names are valid, and mean one thing. */
export function checkNames(checked: Checked): void {
  for (const list of [checked.models, checked.metrics, checked.queries]) {
    const seen = new Set<string>();
    for (const { draft } of list) {
      const { name, label } = draft;
      checkName(checked, label, name, draft.spanOf(['name']));
      // One of another package; that one package has two was told.
      if (seen.has(name)) fail(checked, `${label} has the name of another one`, draft.spanOf(['name']));
      seen.add(name);
    }
  }
  for (const model of checked.models) {
    const kinds = new Map<string, string>();
    for (const { kind, name } of elementsOf(model)) {
      const span = elementSpan(model, kind, name);
      const first = kinds.get(name);
      const called = `${kind} '${name}'`;
      if (first) fail(checked, `${model.draft.label}: ${called} has the name of ${article(first)}`, span);
      kinds.set(name, first ?? kind);
      checkName(checked, `${model.draft.label}: ${called}`, name, span);
      if (KEYWORDS.has(name.toLowerCase()))
        fail(checked, `${model.draft.label}: the name of ${called} is a keyword of SQL`, span);
    }
    const parts = (model.body.node_relation?.relation_name ?? '').split('.');
    const words = parts.filter((part) => KEYWORDS.has(part.toLowerCase()));
    if (words.length > 0)
      fail(
        checked,
        `${model.draft.label}: the name of its relation has keywords of SQL (${quoted(words)})`,
        model.draft.spanOf(['model']),
      );
  }
  checkKinds(checked);
  checkGranularities(checked);
}

export function checkName(checked: Checked, of: string, name: string, span: Span | undefined): void {
  if (!VALID.test(name))
    fail(
      checked,
      `${of}: the name may have lower-case letters, digits and single underscores, begins with a letter, ends with no underscore, and has at least two characters`,
      span,
    );
  if ((GRANULARITIES as readonly string[]).includes(name.toLowerCase()))
    fail(checked, `${of}: the name is that of a granularity (${GRANULARITIES.join(', ')})`, span);
  const reason = Object.hasOwn(RESERVED, name.toLowerCase()) ? RESERVED[name.toLowerCase()] : undefined;
  if (reason) fail(checked, `${of}: the name is reserved, since ${reason}`, span);
}

/** A name is an entity, a dimension or a measure in all semantic models. */
function checkKinds(checked: Checked): void {
  const first = new Map<string, { readonly kind: string; readonly label: string }>();
  for (const model of checked.models) {
    for (const { kind, name } of elementsOf(model)) {
      const known = first.get(name);
      if (!known) first.set(name, { kind, label: model.draft.label });
      else if (known.kind !== kind && known.label !== model.draft.label)
        fail(
          checked,
          `${model.draft.label}: '${name}' is ${article(kind)} here, and ${article(known.kind)} in ${known.label.toLowerCase()}`,
          elementSpan(model, kind, name),
        );
    }
  }
}

function checkGranularities(checked: Checked): void {
  const taken = new Map<string, string>();
  for (const model of checked.models) {
    for (const { kind, name } of elementsOf(model)) taken.set(name, kind);
    taken.set(model.body.name, 'semantic model');
  }
  for (const { body } of checked.metrics) taken.set(body.name, 'metric');
  const seen = new Set<string>();
  for (const { model, custom, span } of checked.timeSpines) {
    for (const name of custom) {
      const of = `Time spine of model '${model}': granularity '${name}'`;
      checkName(checked, of, name, span);
      const other = taken.get(name);
      if (other) fail(checked, `${of} has the name of ${article(other)}`, span);
      if (seen.has(name)) fail(checked, `${of} is defined twice`, span);
      seen.add(name);
    }
  }
}

function article(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
