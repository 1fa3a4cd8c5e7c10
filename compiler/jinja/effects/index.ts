import type { SourceFile } from '../../base/source.js';
import type { StaticCall } from '../api.js';
import { staticCall } from '../facts.js';
import type * as n from '../parser/nodes.js';
import type { Effect, EffectOracle, MacroEffects } from './api.js';
import { storedNames } from './locals.js';
import { soundnessOf } from './macro-soundness.js';
import { EffectWalk } from './walk.js';

/** The effects of a whole template, in their order; undefined: it has to be evaluated to know them. */
export function templateEffects<E extends Effect>(
  file: SourceFile,
  body: readonly n.Statement[],
  oracle: EffectOracle<E>,
): readonly E[] | undefined {
  const locals = storedNames(body);
  if (!areSafe(locals, oracle)) return undefined;
  const walk = new EffectWalk(file, oracle, locals, false, body);
  return walk.statements(body) ? walk.effects : undefined;
}

/** The same of a template that is only a call of a name with literals, as most tags are; undefined where more has to be looked at. */
export function literalCallEffects<E extends Effect>(
  file: SourceFile,
  node: n.Call,
  oracle: EffectOracle<E>,
): readonly E[] | undefined {
  const { positional, named, rest, namedRest } = node.args;
  if (node.name.kind !== 'name' || rest || namedRest) return undefined;
  for (const value of positional) if (value.kind !== 'literal') return undefined;
  for (const { value } of named) if (value.kind !== 'literal') return undefined;
  const outcome = oracle.call(staticCall(file, node.name.value, node), false);
  const cannotFail = outcome?.safe || outcome?.sound?.lists.length === 0;
  return cannotFail && !outcome.ends ? outcome.effects : undefined;
}

/** A name that is the template's in one place and the context's in another could be either; `loop` must not be set in a loop. */
function areSafe<E extends Effect>(locals: ReadonlySet<string>, oracle: EffectOracle<E>): boolean {
  for (const name of locals) if (name === 'loop' || (oracle.has(name) && !oracle.isData(name))) return false;
  return true;
}

/** The effects of calling a macro with any arguments. */
export function macroEffects<E extends Effect>(
  file: SourceFile,
  macro: n.Macro,
  oracle: EffectOracle<E>,
): MacroEffects<E> | undefined {
  const parameters = macro.signature.args.map((arg) => arg.value);
  const locals = storedNames(macro.body);
  for (const name of locals)
    if (oracle.has(name) && !oracle.isData(name) && !parameters.includes(name)) return undefined;
  for (const name of [...parameters, ...macro.special]) locals.add(name);
  const walk = new EffectWalk(file, oracle, locals, true, macro.body);
  if (!walk.defaults(macro.signature.defaults) || !walk.statements(macro.body)) return undefined;
  const { effects, answer } = walk;
  const accepts = ({ positional, named }: StaticCall): boolean => {
    if (positional.length > parameters.length && !macro.special.has('varargs')) return false;
    for (const name of named.keys()) {
      const at = parameters.indexOf(name);
      if (at < positional.length && !(at < 0 && macro.special.has('kwargs'))) return false;
    }
    return true;
  };
  const sound = soundnessOf(macro, (node) => walk.outcome(node));
  return { effects, accepts, ...(answer === undefined ? {} : { value: answer }), ...(sound ? { sound } : {}) };
}
