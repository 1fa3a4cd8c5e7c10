import { HostObject } from '../values/host.js';
import type { Value } from '../values/types.js';
import { datetimeModule } from './datetime.js';
import { itertoolsModule } from './itertools.js';
import { pytzModule } from './pytz.js';
import { reModule } from './re.js';

/** dbt's `modules`: parts of Python's library, each made at its first use. */
export function modulesValue(): Value {
  return new HostObject('dict', { datetime: datetimeModule, pytz: pytzModule, re: reModule, itertools: itertoolsModule });
}
