import { describe, expect, it } from 'vitest';
import { type Diagnostic, DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { applyWarnPolicy, policySink, type WarnPolicy } from '../../../compiler/base/warn-policy.js';

const warning: Diagnostic = {
  code: 'SEL002',
  severity: 'warning',
  category: 'Runtime Error',
  message: 'x',
  event: 'NoNodesForSelectionCriteria',
};
const deprecation: Diagnostic = { ...warning, code: 'CFG009', event: 'ConfigLogPathDeprecation' };

function policy(options: Partial<WarnPolicy['warnErrorOptions']>, warnError = false): WarnPolicy {
  return { warnError, warnErrorOptions: { error: [], warn: [], silence: [], ...options } };
}

describe('a warning', () => {
  it.each([
    ['stays one', warning, policy({}), 'warning'],
    ['is an error under --warn-error', warning, policy({}, true), 'error'],
    ['is an error by its event', warning, policy({ error: ['NoNodesForSelectionCriteria'] }), 'error'],
    ['is an error by its code', warning, policy({ error: ['SEL002'] }), 'error'],
    ["is an error under 'all'", warning, policy({ error: 'all' }), 'error'],
    ["is an error under ['*']", warning, policy({ error: ['*'] }), 'error'],
    ['is not, if excepted', warning, policy({ error: 'all', warn: ['SEL002'] }), 'warning'],
    ['is dropped, if silenced', warning, policy({ error: 'all', silence: ['NoNodesForSelectionCriteria'] }), undefined],
    ['is an error by its group', deprecation, policy({ error: ['Deprecations'] }), 'error'],
    ['is dropped by its group', deprecation, policy({ silence: ['Deprecations'] }), undefined],
    [
      'is an error by name though its group is excepted',
      deprecation,
      policy({ error: ['CFG009'], warn: ['Deprecations'] }),
      'error',
    ],
    ['is of no group that it does not belong to', warning, policy({ error: ['Deprecations'] }), 'warning'],
  ] as const)('%s', (_, diagnostic, given, severity) => {
    expect(applyWarnPolicy(diagnostic, given)?.severity).toBe(severity);
  });

  it('that is no warning passes', () => {
    const error = { ...warning, severity: 'error' } as const;
    expect(applyWarnPolicy(error, policy({ silence: ['SEL002'] }))).toBe(error);
  });

  it('goes through a sink', () => {
    const list = new DiagnosticList();
    const sink = policySink(list, policy({ error: ['SEL002'], silence: ['Deprecations'] }));
    sink.report(warning);
    sink.report(deprecation);
    expect(list.all.map((d) => d.severity)).toEqual(['error']);
  });
});
