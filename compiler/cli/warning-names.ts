import { type Diagnostic, defineDiagnostic } from '../base/diagnostics.js';
import { didYouMean } from '../base/suggest.js';
import type { Flags } from '../config/types.js';
import { EVENTS, WARNING_CODES } from './records/codes.js';

const unknownWarning = defineDiagnostic<{ name: string; known: readonly string[] }>({
  code: 'CLI017',
  severity: 'warning',
  category: 'Usage Error',
  message: (d) => `'${d.name}' in the warn-error options is no warning`,
  hint: (d) =>
    didYouMean(d.name, d.known) ??
    'A warning is named by its code, which its message shows, or by the name of its event in dbt',
});

/** Names in `--warn-error-options` that no warning is known by: they do nothing. */
export function unknownWarningNames({ warnErrorOptions }: Flags): Diagnostic[] {
  const { error, warn, silence } = warnErrorOptions;
  const names = [...(typeof error === 'string' ? [] : error), ...warn, ...silence];
  if (names.length === 0) return [];
  const known = [...Object.keys(WARNING_CODES), ...Object.keys(EVENTS), 'Deprecations', 'all', '*'];
  const wrong = names.filter((name) => !known.includes(name) && !/^[A-Z]{1,3}\d{3}$/.test(name));
  return wrong.map((name) => unknownWarning({ name, known }));
}
