import { type DiagnosticSink, QuernError } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { ignoredKey, invalidDefinition, severalDefaults } from './diagnostics.js';
import { parseDefinition, type Selectors } from './parse-yaml.js';

/** The place of something in a selector's entry. */
export type SelectorSpan = (
  name: string,
  path: readonly (string | number)[],
  what?: 'key' | 'value',
) => Span | undefined;

const KEYS = ['name', 'description', 'definition', 'default'];

/** Tells of everything that is wrong with the selectors of selectors.yml, whether they are used or not: as dbt does, no command works then. */
export function checkSelectors(selectors: Selectors, spanOf: SelectorSpan | undefined, sink: DiagnosticSink): void {
  const defaults = Object.keys(selectors).filter((name) => selectors[name]!.default === true);
  if (defaults.length > 1) sink.report(severalDefaults({ names: defaults }, spanOf?.(defaults[1]!, ['default'])));
  for (const [name, entry] of Object.entries(selectors)) {
    for (const key of Object.keys(entry).filter((one) => !KEYS.includes(one)))
      sink.report(
        invalidDefinition(
          { selector: name, problem: `unknown key '${key}'`, key, keys: KEYS },
          spanOf?.(name, [key], 'key'),
        ),
      );
    // Told by the schema.
    if (
      typeof entry.definition !== 'string' &&
      (typeof entry.definition !== 'object' || Array.isArray(entry.definition))
    )
      continue;
    if (entry.definition === null) continue;
    try {
      parseDefinition(name, entry.definition, {
        sink,
        spanOf: (path, what) => spanOf?.(name, ['definition', ...path], what),
        onUnknownKey: (key, path) =>
          sink.report(ignoredKey({ selector: name, key }, spanOf?.(name, ['definition', ...path, key], 'key'))),
      });
    } catch (error) {
      if (!(error instanceof QuernError)) throw error;
      for (const diagnostic of error.diagnostics) sink.report(diagnostic);
    }
  }
}
