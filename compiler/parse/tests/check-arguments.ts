import type { Diagnostic } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import type { MacroEntry } from '../../render/macro-index.js';
import { unknownTestArgument } from '../diagnostics.js';
import type { PropertyEntry } from '../properties/entries.js';
import type { TestDefinition } from './definition.js';

/** An argument that the macro of a test has no parameter for: its call would fail. */
export function unknownArgument(
  definition: TestDefinition,
  macro: MacroEntry,
  entry: PropertyEntry,
): Diagnostic | undefined {
  const names = macro.macro.parameters.map(({ name }) => name);
  const unknown = ['model', ...Object.keys(definition.kwargs)].find((key) => !names.includes(key));
  // A macro that reads `kwargs` takes them all.
  if (unknown === undefined || /\bkwargs\b/.test(macro.macro.block.text)) return undefined;
  const { name, namespace, kwargs } = definition;
  const free = names.filter((parameter) => parameter !== 'model' && !(parameter in kwargs));
  return unknownTestArgument(
    {
      test: namespace === null ? name : `${namespace}.${name}`,
      key: unknown,
      near: closest(unknown, free),
      parameters: names,
    },
    placeOf(unknown, definition, entry),
    // How a test is called is not for its user to change.
    unknown === 'model' || unknown === 'column_name'
      ? { related: [{ message: 'The test is defined here', span: macro.macro.block.nameSpan }] }
      : {},
  );
}

/** The key under `arguments:`, or where it stands beside them; else the name of the test. */
function placeOf(key: string, { at, name }: TestDefinition, entry: PropertyEntry): Span {
  const definition = entry.spanOf(at);
  for (const path of [
    [...at, name, 'arguments', key],
    [...at, name, key],
    [...at, 'arguments', key],
    [...at, key],
  ]) {
    const span = entry.spanOf(path, 'key');
    if (span.file.text.slice(span.start, span.end).replace(/['"]/g, '') === key) return span;
  }
  return definition;
}
