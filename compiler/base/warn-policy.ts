import type { Diagnostic, DiagnosticSink } from './diagnostics.js';

/** What `--warn-error` and `--warn-error-options` say of warnings. */
export interface WarnPolicy {
  readonly warnError: boolean;
  readonly warnErrorOptions: {
    readonly error: readonly string[] | 'all' | '*';
    readonly warn: readonly string[];
    readonly silence: readonly string[];
  };
}

/** A group that stands for every warning whose event is a deprecation. */
const DEPRECATIONS = 'Deprecations';

function names(list: readonly string[], diagnostic: Diagnostic): boolean {
  return list.some((name) => {
    if (name === diagnostic.code || (diagnostic.event !== undefined && name === diagnostic.event)) return true;
    return name === DEPRECATIONS && Boolean(diagnostic.event?.endsWith('Deprecation'));
  });
}

/**
 * What becomes of a diagnostic: an error for a warning that is to be one, undefined for a silenced warning, else itself.
 *
 * A warning is named by its code or by dbt's event name. `silence` and `warn` are the exceptions to `error`; a name in
 * `error` beats the group that `warn` or `silence` names it by. Errors and remarks pass.
 */
export function applyWarnPolicy(diagnostic: Diagnostic, policy: WarnPolicy): Diagnostic | undefined {
  if (diagnostic.severity !== 'warning') return diagnostic;
  const { error, warn, silence } = policy.warnErrorOptions;
  const listed = typeof error === 'string' ? [error] : error;
  const groupless = (list: readonly string[]) => list.filter((name) => name !== DEPRECATIONS);
  const byName = names(groupless(listed), diagnostic);
  if (names(groupless(silence), diagnostic) || (!byName && names(silence, diagnostic))) return undefined;
  if (names(groupless(warn), diagnostic) || (!byName && names(warn, diagnostic))) return diagnostic;
  const all = policy.warnError || listed.includes('all') || listed.includes('*');
  return all || byName || names(listed, diagnostic) ? { ...diagnostic, severity: 'error' } : diagnostic;
}

/** A sink that applies a policy before it hands a diagnostic on. */
export function policySink(sink: DiagnosticSink, policy: WarnPolicy): DiagnosticSink {
  return {
    report(diagnostic) {
      const result = applyWarnPolicy(diagnostic, policy);
      if (result) sink.report(result);
    },
  };
}
