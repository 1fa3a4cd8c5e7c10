import { QuernError } from '../../base/diagnostics.js';
import { conflictingOperators, unknownMethod } from './diagnostics.js';
import type { Criterion, SelectExpression } from './expression.js';
import { isMethodName } from './expression.js';

const CRITERION =
  /^(?<at>@)?(?:(?<up>\d*)(?<plusUp>\+))?(?:(?<method>[\w.]+):)?(?<value>.*?)(?:(?<plusDown>\+)(?<down>\d*))?$/s;

/**
 * Parses arguments of `--select` or `--exclude` (dbt's node selection syntax): space unites, comma intersects.
 *
 * @example parseSelection(['+orders,tag:nightly stg_*'])
 */
export function parseSelection(selections: readonly string[]): SelectExpression {
  const words = selections.flatMap((text) => text.split(' ')).filter((word) => word !== '');
  const parts = words.map((word): SelectExpression => {
    const criteria = word.split(',').map((raw) => parseCriterion(raw));
    return { kind: 'intersection', parts: criteria, raw: word };
  });
  return { kind: 'union', parts };
}

/** Parses one criterion with its operators. Throws for an unknown method. */
export function parseCriterion(raw: string): Criterion {
  const { at, up, plusUp, method, value = '', plusDown, down } = CRITERION.exec(raw)?.groups ?? {};
  if (at && plusDown) throw new QuernError(conflictingOperators({ raw }));
  const [name, ...methodArguments] = method === undefined ? [methodFor(value)] : method.split('.');
  if (name === undefined || !isMethodName(name)) throw new QuernError(unknownMethod({ raw, method: name ?? '' }));
  return {
    kind: 'criterion',
    method: name,
    methodArguments,
    value,
    parents: plusUp ? depth(up) : null,
    children: plusDown ? depth(down) : null,
    childrensParents: at !== undefined,
    raw,
  };
}

function depth(digits: string | undefined): number {
  return digits ? Number(digits) : Number.POSITIVE_INFINITY;
}

/** What a value without a method means, by its shape. */
function methodFor(value: string): string {
  if (value.includes('/')) return 'path';
  return /\.(sql|py|csv)$/i.test(value) ? 'file' : 'fqn';
}
