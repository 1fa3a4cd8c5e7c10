import type { CharacterTest } from './characters.js';
import type { Fold, Position, RepeatMode } from './nodes.js';

/** One step of the matcher. `next`: where it goes on, if not at the instruction that follows. */
export type Instruction =
  | { readonly op: 'test'; readonly test: CharacterTest }
  /** Any number of characters, from min to max. */
  | {
      readonly op: 'run';
      readonly test: CharacterTest;
      readonly min: number;
      readonly max: number;
      readonly mode: RepeatMode;
    }
  /** Tries what follows first, and then `other`. */
  | { readonly op: 'split'; other: number }
  | { readonly op: 'jump'; next: number }
  | { readonly op: 'open'; readonly group: number }
  | { readonly op: 'close'; readonly group: number }
  | { readonly op: 'position'; readonly at: Position; readonly ascii: boolean }
  | { readonly op: 'reference'; readonly group: number; readonly fold: Fold }
  /** The instructions that follow, up to an `accept` before `next`, are matched by themselves. */
  | { readonly op: 'look'; readonly back: number; readonly negated: boolean; next: number }
  | { readonly op: 'atomic'; next: number }
  | { readonly op: 'accept' }
  | { readonly op: 'ifGroup'; readonly group: number; otherwise: number }
  /** A counted loop: `counter` and the register after it hold the round and where the last one began. */
  | { readonly op: 'enter'; readonly counter: number }
  | {
      readonly op: 'loop';
      readonly counter: number;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      readonly body: number;
      next: number;
    }
  /** One round more of the lazy loop at `loop`. */
  | { readonly op: 'again'; readonly counter: number; readonly body: number };

/**
 * Registers: for group n, 2n is where it starts and 2n + 1 where it ends (-1: it took no part); 0 and 1 are the match's;
 * LAST, after them, is the group that was closed last; then two for each loop.
 */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly groups: number;
  readonly registers: number;
  /** What the first character of every match satisfies; undefined: nothing is known of it. */
  readonly first: CharacterTest | undefined;
}

export const lastGroupRegister = (groups: number) => 2 * groups + 2;
