import { HostObject } from '../values/host.js';
import type { Value } from '../values/types.js';
export function datetimeModule(): Value { return new HostObject('module', {}); }
