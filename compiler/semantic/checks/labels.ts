import { type Checked, type ElementKind, elementSpan, fail } from './context.js';

/** Labels are unique: of metrics, of semantic models, and of the elements of each; an entity has one label everywhere. */
export function checkLabels(checked: Checked): void {
  for (const list of [checked.metrics, checked.models]) {
    const first = new Map<string, string>();
    for (const { body, draft } of list) {
      if (body.label === null) continue;
      const other = first.get(body.label);
      if (other)
        fail(
          checked,
          `${draft.label} has the label '${body.label}' of ${other.toLowerCase()}`,
          draft.spanOf(['label']),
        );
      else first.set(body.label, draft.label);
    }
  }
  const entities = new Map<string, { readonly label: string; readonly model: string }>();
  for (const model of checked.models) {
    const { dimensions, entities: own, measures } = model.body;
    const lists = { dimension: dimensions, entity: own, measure: measures };
    for (const [kind, elements] of Object.entries(lists)) {
      const first = new Map<string, string>();
      for (const { name, label } of elements) {
        if (label === null) continue;
        const other = first.get(label);
        const what = `${model.draft.label}: ${kind} '${name}' has the label '${label}' of ${kind} '${other}'`;
        if (other !== undefined) fail(checked, what, elementSpan(model, kind as ElementKind, name));
        else first.set(label, name);
      }
    }
    for (const { name, label } of own) {
      if (label === null) continue;
      const known = entities.get(name);
      if (known && known.label !== label)
        fail(
          checked,
          `${model.draft.label}: entity '${name}' has the label '${label}', and '${known.label}' in ${known.model.toLowerCase()}`,
          elementSpan(model, 'entity', name),
        );
      if (!known) entities.set(name, { label, model: model.draft.label });
    }
  }
}
