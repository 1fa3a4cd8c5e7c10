import { HostObject } from '../values/host.js';
import type { Value } from '../values/types.js';
import { datetimeModule } from './datetime/index.js';
import { itertoolsModule } from './itertools/index.js';
import { pytzModule } from './pytz/index.js';
import { reModule } from './re/index.js';

/** `modules.*` of dbt's context; each is made at its first use. */
export function modulesValue(): Value {
  return new HostObject('modules', {
    datetime: datetimeModule,
    itertools: itertoolsModule,
    pytz: pytzModule,
    re: reModule,
  });
}
