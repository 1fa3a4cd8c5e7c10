import { GLOBALS } from '../runtime/globals.js';
import { type Scope, type Slot, UNRESOLVED } from '../runtime/render.js';
import type { FrameInfo } from '../scope/variables.js';
import type { Value } from '../values/types.js';

/** The scope that many functions outwards. */
export function outward(scope: Scope, hops: number): Scope {
  let found = scope;
  for (let i = 0; i < hops; i++) found = found.parent!;
  return found;
}

/** The content of a slot, looked up in the context now if that is still to be done; undefined: the name has no value. */
export function settle(scope: Scope, slot: number, name: string): Value | undefined {
  const content: Slot = scope.vars[slot];
  if (content !== UNRESOLVED) return content;
  const found = scope.context.lookup(name);
  const value = found === undefined ? GLOBALS.get(name)?.() : found;
  scope.vars[slot] = value;
  return value;
}

/** Gives a frame's variables their first values; undefined where nothing is to be done. */
export function frameEntry(frame: FrameInfo | undefined): ((scope: Scope) => void) | undefined {
  if (!frame) return undefined;
  const { resolve, clear, aliases } = frame;
  if (resolve.length === 0 && clear.length === 0 && aliases.length === 0) return undefined;
  return (scope) => {
    const { vars } = scope;
    for (const slot of resolve) vars[slot] = UNRESOLVED;
    for (const slot of clear) vars[slot] = undefined;
    for (const { slot, of, hops } of aliases) vars[slot] = settle(outward(scope, hops), of.slot, of.name);
  };
}
