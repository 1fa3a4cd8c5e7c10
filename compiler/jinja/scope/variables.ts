/** What scope analysis finds: where each name lives. */

/** How a variable gets its first value when its frame is entered. */
export type Load =
  | { readonly kind: 'parameter' }
  /** Looked up in the context, at its first use. */
  | { readonly kind: 'resolve' }
  /** A copy of the variable of the same name outside. */
  | { readonly kind: 'alias'; readonly of: Variable }
  | { readonly kind: 'undefined' };

/** A function at run time: the template, a macro, a caller, a recursive loop. Its variables live in one array. */
export class UnitInfo {
  /** Number of slots. */
  size = 0;
  constructor(readonly parent: UnitInfo | undefined) {}

  /** How many functions outwards `other` is. */
  hopsTo(other: UnitInfo): number {
    let hops = 0;
    for (let unit: UnitInfo | undefined = this; unit && unit !== other; unit = unit.parent) hops++;
    return hops;
  }
}

/** One name in one frame. */
export class Variable {
  constructor(
    readonly name: string,
    readonly unit: UnitInfo,
    readonly slot: number,
  ) {}
}

/** What to do when a frame is entered. */
export interface FrameInfo {
  readonly unit: UnitInfo;
  readonly resolve: readonly number[];
  readonly clear: readonly number[];
  readonly aliases: readonly { readonly slot: number; readonly of: Variable; readonly hops: number }[];
}
