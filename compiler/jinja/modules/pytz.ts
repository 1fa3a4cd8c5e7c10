import { HostObject } from '../values/host.js';
import type { Value } from '../values/types.js';
export function pytzModule(): Value { return new HostObject('module', {}); }
