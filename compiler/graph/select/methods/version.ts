import { QuernError } from '../../../base/diagnostics.js';
import { invalidValue } from '../diagnostics.js';
import type { Criterion } from '../expression.js';
import type { SelectableNode } from '../node.js';

const KINDS = ['latest', 'old', 'prerelease', 'none'];

/** `version:` asks how a model's version stands to the latest one. */
export function versionPredicate({ value, raw }: Criterion): (node: SelectableNode) => boolean {
  if (!KINDS.includes(value)) throw new QuernError(invalidValue({ raw, value, allowed: KINDS }));
  return (node) => {
    if (node.resourceType !== 'model') return false;
    const { version, latestVersion } = node;
    if (version === undefined || version === null) return value === 'none';
    if (latestVersion === undefined || latestVersion === null) return false;
    const order = compareVersions(version, latestVersion);
    return value === (order === 0 ? 'latest' : order < 0 ? 'old' : 'prerelease');
  };
}

/** As numbers where both are, else as texts. */
export function compareVersions(a: string | number, b: string | number): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
