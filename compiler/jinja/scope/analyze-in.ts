import type { SourceFile } from '../../base/source.js';
import { guardDepth } from '../errors.js';
import { filterNames } from '../filters/index.js';
import type * as n from '../parser/nodes.js';
import { testNames } from '../predicates/index.js';
import { analyze, analyzeExpression, PositionedError, type RootInfo } from './analyze.js';

const KNOWN = { filters: filterNames, tests: testNames };

/** Adds the file to an error of scope analysis. */
export function inFile<T>(file: SourceFile, run: () => T): T {
  try {
    return guardDepth(() => ({ file, start: 0, end: file.text.length }), run);
  } catch (error) {
    if (error instanceof PositionedError) error.span ??= { file, start: error.node.start, end: error.node.end };
    throw error;
  }
}

/** Analyses statements, and makes them ready to be compiled. */
export function analyzeIn(file: SourceFile, body: readonly n.Statement[]): RootInfo {
  return inFile(file, () => analyze(body, KNOWN));
}

/** The same for a stand-alone expression. */
export function analyzeExpressionIn(file: SourceFile, expression: n.Expression): RootInfo {
  return inFile(file, () => analyzeExpression(expression, KNOWN));
}
