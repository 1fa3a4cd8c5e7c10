import { ReturnSignal } from './runtime/render.js';
import { bindArguments, hostFunction, type PyCallable } from './values/callable.js';

/** dbt's `return(x)`: ends the macro that is being called, whose value is then x itself instead of its text. */
export const returnFunction: PyCallable = hostFunction('return', (args) => {
  throw new ReturnSignal(bindArguments('return', args, ['data'], { data: null }).data);
});
