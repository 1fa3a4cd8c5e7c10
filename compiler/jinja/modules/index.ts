import { LazyDict } from '../values/dict.js';
import type { Value } from '../values/types.js';
import { datetimeModule } from './datetime.js';
import { itertoolsModule } from './itertools.js';
import { pytzModule } from './pytz.js';
import { reModule } from './re.js';

/** dbt's `modules`: parts of Python's library, each made at its first use. */
export function modulesValue(): Value {
  return new LazyDict([
    ['pytz', pytzModule],
    ['datetime', datetimeModule],
    ['re', reModule],
    ['itertools', itertoolsModule],
  ]);
}
