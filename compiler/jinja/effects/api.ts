/** What evaluating a template does besides making text, told by its syntax tree alone. */
import type { Span } from '../../base/source.js';
import type { StaticCall } from '../api.js';
import type { Value } from '../values/types.js';

/** Something that evaluation would have noted. */
export interface Effect {
  /** How sure the evaluation has to be made: 'once' for what counts once however often it happens, 'maybe' for what may be told of even if it does not happen. */
  readonly needs: 'exactly' | 'once' | 'maybe';
}

export interface ListParameter {
  readonly index: number;
  readonly name: string;
}

/** When a macro can be called without an error. */
export interface MacroSoundness {
  /** Parameters that have to be given lists, as they are looped over. */
  readonly lists: readonly ListParameter[];
  /** How many loops are inside each other. */
  readonly loops: number;
}

/** What a call does and answers. */
export interface CallOutcome<E extends Effect> {
  readonly effects: readonly E[];
  /** Its answer, if that is always the same. */
  readonly value?: Value;
  /** It ends the macro (`return`). */
  readonly ends?: boolean;
  /** An expression without effects that has the same value where it is tried: calls that differ in their arguments only are tried once. */
  readonly sameAs?: string;
  /** It can't fail, whatever its context is. Other calls of a template are tried. */
  readonly safe?: boolean;
  /** Of a macro that can't fail either if it is called as this says. */
  readonly sound?: MacroSoundness;
}

/** Knows the names of a context. Whenever it answers undefined, the template has to be evaluated. */
export interface EffectOracle<E extends Effect> {
  /** Plain data can be read without effect, in all its parts. */
  isData(name: string): boolean;
  /** Whether the context has the name, as what soever. */
  has(name: string): boolean;
  /** The value that a dotted name has in every evaluation: `execute`, `target.name`. */
  constant(path: string): Value | undefined;
  /** A call by dotted name; its arguments are looked through by the caller. */
  call(call: StaticCall, inMacro: boolean): CallOutcome<E> | undefined;
  /** `adapter.dispatch(…)(…)`. */
  dispatch(dispatch: StaticCall, call: StaticCall, inMacro: boolean): CallOutcome<E> | undefined;
  /** Whether a piece of a template, which has no effects, can be evaluated: it stands for all that are written the same. */
  succeeds(text: string): boolean;
  /** The effect of the same text elsewhere: places inside `from` moved to where `to` begins. */
  moved(effect: E, from: Span, to: Span): E;
  /** Names of methods without effect that values of the context have, besides those of Python's types. */
  isMethod(name: string): boolean;
}

/** What is known of a macro. */
export interface MacroEffects<E extends Effect> extends CallOutcome<E> {
  /** Whether the macro can be called with arguments of this shape. */
  accepts(call: StaticCall): boolean;
}
