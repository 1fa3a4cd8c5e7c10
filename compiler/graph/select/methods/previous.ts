import { QuernError } from '../../../base/diagnostics.js';
import { invalidValue, needsCurrentCheck, needsPrevious } from '../diagnostics.js';
import type { Criterion } from '../expression.js';
import type { MethodContext, Predicate } from '../methods.js';
import type { PreviousState, StatePart } from '../node.js';

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
export function statePredicate({ value, methodArguments, raw }: Criterion, context: MethodContext): Predicate {
  const state = [value, ...methodArguments].join('.');
  if (!STATES.includes(state)) throw new QuernError(invalidValue({ raw, value: state, allowed: STATES }));
  const { nodes } = context;
  const previous = context.previous?.();
  const comparison = previous?.comparison;
  if (!comparison)
    throw missing(raw, previous, 'Got a state selector method, but no comparison manifest', 'manifest.json');
  if (['modified', 'unmodified', 'modified.contract'].includes(state))
    comparison.checkContracts([...nodes()].map((node) => node.uniqueId));
  if (state === 'new') return ({ uniqueId }) => comparison.isNew(uniqueId);
  if (state === 'old') return ({ uniqueId }) => !comparison.isNew(uniqueId);
  if (state === 'modified') return ({ uniqueId }) => comparison.isModified(uniqueId);
  if (state === 'unmodified') return ({ uniqueId }) => !comparison.isModified(uniqueId);
  const part = state.slice('modified.'.length) as StatePart;
  return ({ uniqueId }) => comparison.changes(uniqueId, part).length > 0;
}

/** `result:error` asks for the status in the earlier run. */
export function resultPredicate({ value, raw }: Criterion, context: MethodContext): Predicate {
  if (!STATUSES.includes(value)) throw new QuernError(invalidValue({ raw, value, allowed: STATUSES }));
  const previous = context.previous?.();
  const results = previous?.results;
  if (!results) throw missing(raw, previous, 'No comparison run_results', 'run_results.json');
  return (node) => results.get(node.uniqueId) === value;
}

/** `source_status:fresher` selects sources that got newer data since the earlier freshness check. */
export function sourceStatusPredicate({ value, raw }: Criterion, context: MethodContext): Predicate {
  if (value !== 'fresher') throw new QuernError(invalidValue({ raw, value, allowed: ['fresher'] }));
  const previous = context.previous?.();
  const fresher = previous?.fresherSources;
  if (fresher === 'current') throw new QuernError(needsCurrentCheck({ raw }));
  if (!fresher || fresher === 'previous')
    throw missing(raw, previous, 'No previous state comparison freshness results in sources.json', 'sources.json');
  return (node) => node.resourceType === 'source' && fresher.has(node.uniqueId);
}

function missing(raw: string, previous: PreviousState | undefined, problem: string, artifact: string): QuernError {
  return new QuernError(needsPrevious({ raw, problem, artifact, folder: previous?.folder }));
}
