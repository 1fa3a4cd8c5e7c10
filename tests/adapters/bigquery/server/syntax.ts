import { loadPolyglot, TranslationSyntaxError } from '../../../../compiler/sql/translate/polyglot.js';
import { SyntaxProblem } from './api-error.js';

/**
 * What BigQuery's grammar has and the parser's has not: keys that are not enforced, the clustering of materialized views, a dataset's
 * project in DROP SCHEMA, grantees as texts. It is taken out before the statement is parsed once more.
 */
const LACKING: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/\bnot\s+enforced\b/gi, ''],
  [
    /^(\s*create\s+(?:or\s+replace\s+)?materialized\s+view\b[^()]*?)\bcluster\s+by\s+[\w\s,`]+?(?=\boptions\b|\bas\b)/i,
    '$1',
  ],
  [/^(\s*drop\s+schema\s+(?:if\s+exists\s+)?)`[^`]+`\./i, '$1'],
  [/^(\s*(?:grant|revoke)\b[\s\S]*?\b(?:to|from)\s)[\s\S]*$/i, '$1somebody'],
];

/** Refuses a statement that is none in BigQuery's dialect. */
export async function checkSyntax(sql: string): Promise<void> {
  const polyglot = await loadPolyglot();
  const problemOf = (text: string): TranslationSyntaxError | undefined => {
    try {
      polyglot.parse(text, 'bigquery');
      return undefined;
    } catch (error) {
      if (error instanceof TranslationSyntaxError) return error;
      throw error;
    }
  };
  const problem = problemOf(sql);
  if (!problem) return;
  const reduced = LACKING.reduce((text, [pattern, by]) => text.replace(pattern, by), sql);
  if (reduced === sql || problemOf(reduced))
    throw new SyntaxProblem(`Syntax error: ${problem.message.replace(/^.*column \d+: /, '')}`, sql, problem.start);
}
