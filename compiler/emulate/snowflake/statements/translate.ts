import { LexError, tokenize } from '../../../sql/lex/tokens.js';
import { type NameRules, TranslationError, TranslationSyntaxError } from '../../../sql/translate/index.js';
import { compilationError, SnowflakeError, syntaxError, unsupported } from '../engine/errors.js';
import { physicalName } from '../engine/names.js';
import { fullName, type Home, physicalParts, requireRelation } from '../engine/resolve.js';
import type { StatementContext } from './context.js';

/** DuckDB's SQL for a query or DML statement of Snowflake's. `home` is where unqualified names are looked up: the session's, if not given. */
export function translateStatement(context: StatementContext, sql: string, home: Home = context.session): string {
  try {
    return context.engine.translator.translate(sql, 'snowflake', 'duckdb', nameRules(context, home));
  } catch (error) {
    throw asSnowflakeError(error, sql);
  }
}

/** DuckDB's SQL for an expression, such as a column's default. */
export function translateExpression(context: StatementContext, expression: string): string {
  return translateStatement(context, `SELECT ${expression} AS X`)
    .replace(/^SELECT\s+/, '')
    .replace(/\s+AS "X"$/, '');
}

function nameRules({ engine, session }: StatementContext, home: Home): NameRules {
  return {
    identifier: ({ name, quoted }) => physicalName(quoted ? name : name.toUpperCase()),
    relation: (parts) => {
      const name = fullName(
        home,
        parts.map((part) => (part.quoted ? part.name : part.name.toUpperCase())),
      );
      return physicalParts(requireRelation(engine, session, name));
    },
  };
}

function asSnowflakeError(error: unknown, sql: string): unknown {
  if (error instanceof SnowflakeError) return error;
  if (error instanceof TranslationError) return unsupported(error.construct);
  if (error instanceof LexError)
    return compilationError(`parse error line 1 at position ${error.position} near '<EOF>'.`, '001003', '42000');
  if (!(error instanceof TranslationSyntaxError)) return error;
  const token = tokenize(sql).find((t) => t.end > error.start);
  return syntaxError(sql, token?.start ?? sql.length, token?.text ?? '<EOF>');
}
