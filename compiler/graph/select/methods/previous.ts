import { QuernError } from '../../../base/diagnostics.js';
import { invalidValue, needsPrevious } from '../diagnostics.js';
import type { Criterion } from '../expression.js';
import type { MethodContext, Predicate } from '../methods.js';
import type { StatePart } from '../node.js';

const PARTS: readonly StatePart[] = ['body', 'configs', 'persisted_descriptions', 'relation', 'macros', 'contract'];
const STATES = ['new', 'old', 'modified', 'unmodified', ...PARTS.map((part) => `modified.${part}`)];
const STATUSES = [
  'success',
  'error',
  'skipped',
  'pass',
  'fail',
  'warn',
  'runtime error',
  'no-op',
  'partial success',
  'reused',
];

/** `state:modified` and its kin compare with the manifest of an earlier run. */
export function statePredicate({ value, methodArguments, raw }: Criterion, { previous }: MethodContext): Predicate {
  const state = [value, ...methodArguments].join('.');
  if (!STATES.includes(state)) throw new QuernError(invalidValue({ raw, value: state, allowed: STATES }));
  const change = previous?.change;
  if (!change) throw new QuernError(needsPrevious({ raw, artifact: 'manifest.json' }));
  const part = state.startsWith('modified.') ? (state.slice('modified.'.length) as StatePart) : undefined;
  return (node) => {
    const changed = change(node.uniqueId);
    if (state === 'new') return changed?.isNew ?? false;
    if (state === 'old') return !changed?.isNew;
    if (state === 'unmodified') return changed === undefined;
    return changed !== undefined && (changed.isNew || part === undefined || changed.parts.has(part));
  };
}

/** `result:error` asks for the status in the earlier run. */
export function resultPredicate({ value, raw }: Criterion, { previous }: MethodContext): Predicate {
  if (!STATUSES.includes(value)) throw new QuernError(invalidValue({ raw, value, allowed: STATUSES }));
  const results = previous?.results;
  if (!results) throw new QuernError(needsPrevious({ raw, artifact: 'run_results.json' }));
  return (node) => results.get(node.uniqueId) === value;
}

/** `source_status:fresher` selects sources that got newer data since the earlier freshness check. */
export function sourceStatusPredicate({ value, raw }: Criterion, { previous }: MethodContext): Predicate {
  if (value !== 'fresher') throw new QuernError(invalidValue({ raw, value, allowed: ['fresher'] }));
  const fresher = previous?.fresherSources;
  if (!fresher) throw new QuernError(needsPrevious({ raw, artifact: 'sources.json' }));
  return (node) => node.resourceType === 'source' && fresher.has(node.uniqueId);
}
