import { GRANULARITIES, type Granularity } from '../shapes.js';
import { type Checked, type CheckedTimeSpine, warn } from './context.js';

/** One time spine a granularity, and one that is as fine as the finest time dimension. */
export function checkSpineGranularities(checked: Checked): void {
  const { models, timeSpines } = checked;
  if (timeSpines.length === 0) return;
  const first = new Map<Granularity, CheckedTimeSpine>();
  for (const spine of timeSpines) {
    const other = first.get(spine.granularity);
    if (other)
      warn(
        checked,
        `Models '${other.model}' and '${spine.model}' are both time spines of granularity ${spine.granularity}`,
        spine.span,
      );
    else first.set(spine.granularity, spine);
  }
  const dimensions = models.flatMap(({ body }) =>
    body.dimensions.flatMap((dimension) => dimension.type_params?.time_granularity ?? []),
  );
  const rank = (granularity: Granularity): number => GRANULARITIES.indexOf(granularity);
  const finest = (list: readonly Granularity[]): Granularity => [...list].sort((a, b) => rank(a) - rank(b))[0]!;
  const spine = finest([...first.keys()]);
  if (dimensions.length === 0) {
    warn(checked, 'No semantic model has a time dimension, which time spines are for', timeSpines[0]!.span);
    return;
  }
  const dimension = finest(dimensions);
  if (rank(dimension) < rank(spine))
    warn(
      checked,
      `There are time dimensions of granularity ${dimension}, but the finest time spine is of granularity ${spine}`,
      timeSpines[0]!.span,
      `Add a time spine of granularity ${dimension}.`,
    );
}
