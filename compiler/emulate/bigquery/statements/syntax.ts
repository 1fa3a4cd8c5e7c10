import { loadPolyglot, TranslationSyntaxError } from '../../../sql/translate/polyglot.js';
import { SyntaxProblem } from '../engine/api-error.js';

/**
 * What BigQuery's grammar has and the parser's has not: keys that are not enforced, the clustering of materialized views, a dataset's
 * project in DROP SCHEMA, grantees as texts, external tables, options of
 * a table that is partitioned and made of no query. It is taken out before the statement is parsed once more.
 */
const LACKING: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/^(\s*create\s+(?:or\s+replace\s+)?)external\s+(table\b[\s\S]*)$/i, '$1$2'],
  [/^(\s*create\b[\s\S]*?\b(?:partition|cluster)\s+by\b[\s\S]*?)\boptions\s*\((?:(?!\bas\b)[\s\S])*\)\s*$/i, '$1'],
  [/\bwith\s+partition\s+columns\b(?:\s*\([^()]*\))?/i, ''],
  [/^(\s*drop\s+)external\s+(?=table\b)/i, '$1'],
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
  const [head, query] = parts(LACKING.reduce((text, [pattern, by]) => text.replace(pattern, by), sql));
  if ((head === sql && query === undefined) || problemOf(head) || (query !== undefined && problemOf(query)))
    throw new SyntaxProblem(`Syntax error: ${problem.message.replace(/^.*column \d+: /, '')}`, sql, problem.start);
}

/** What is created from a query, and the query: the parser takes fewer brackets around one there than by itself. */
function parts(sql: string): readonly [head: string, query: string | undefined] {
  const [, head, query] = /^(\s*create\b[\s\S]*?\bas)\s*(\([\s\S]*|(?:select|with)\b[\s\S]*)$/i.exec(sql) ?? [];
  return head === undefined || query === undefined ? [sql, undefined] : [`${head} select 1`, query];
}
