/** Native rendering: a template that writes one piece has that piece's value, any other its text. */
import { nativeValue } from '../filters/native.js';
import type * as n from '../parser/nodes.js';
import type { Scope } from '../runtime/render.js';
import { truthy } from '../values/core.js';
import type { Value } from '../values/types.js';
import { compileExpression } from './expressions.js';
import { captured } from './output.js';
import { compileBody, outputText } from './statements.js';

export function nativeResult(body: readonly n.Statement[], scope: Scope): Value {
  const pieces = [...piecesOf(body, scope)];
  if (pieces.length === 1) return nativeValue(pieces[0]!, scope.render);
  return pieces.map((piece) => outputText(NO_ESCAPE, piece)).join('');
}

const NO_ESCAPE = { escape: false } as n.Output;

/** What statements write, in order; `if` is looked into, so that a choice between values keeps their types. */
function* piecesOf(body: readonly n.Statement[], scope: Scope): Iterable<Value> {
  for (const statement of body) {
    if (statement.kind === 'output') {
      for (const child of statement.children) {
        const piece = child.kind === 'data' ? child.value : compileExpression(child)(scope);
        if (piece !== '' || child.kind !== 'data') yield piece;
      }
    } else if (statement.kind === 'if') {
      const chosen = statement.branches.find((branch) => truthy(compileExpression(branch.cond)(scope)));
      yield* piecesOf(chosen ? chosen.body : statement.else_, scope);
    } else {
      const text = captured(scope, () => compileBody([statement])(scope));
      if (text !== '') yield text;
    }
  }
}
