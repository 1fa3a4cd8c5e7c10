import { LexError, tokenize } from '../../../sql/lex/tokens.js';
import { type Name, type NameRules, TranslationError, TranslationSyntaxError } from '../../../sql/translate/index.js';
import { compilationError, doesNotExist, SnowflakeError, syntaxError, unsupported } from '../engine/errors.js';
import { displayObject, physicalName, sqlString } from '../engine/names.js';
import { fullName, type Home, physicalParts, physicalSql, requireRelation } from '../engine/resolve.js';
import type { StatementContext } from './context.js';
import { sessionValue } from './session-values.js';
import { optionText, stageQuery } from './stage/read.js';
import { informationSchema, resultQuery, scanned } from './virtual.js';

/** DuckDB's SQL for a query or DML statement of Snowflake's. `home` is where unqualified names are looked up: the session's, if not given. */
export function translateStatement(context: StatementContext, sql: string, home: Home = context.session): string {
  try {
    return context.engine.translator.translate(sql, 'snowflake', 'duckdb', nameRules(context, home));
  } catch (error) {
    throw asSnowflakeError(error, context, sql);
  }
}

/** DuckDB's SQL for an expression, such as a column's default. */
export function translateExpression(context: StatementContext, expression: string): string {
  return translateStatement(context, `SELECT ${expression} AS X`)
    .replace(/^SELECT\s+/, '')
    .replace(/\s+AS "X"$/, '');
}

const stored = ({ name, quoted }: Name): string => (quoted ? name : name.toUpperCase());

function nameRules(context: StatementContext, home: Home): NameRules {
  const { engine, session } = context;
  return {
    identifier: (name) => physicalName(stored(name)),
    relation: (parts) => {
      const name = fullName(home, parts.map(stored));
      if (name.schema === 'INFORMATION_SCHEMA') {
        const sql = informationSchema(engine.catalog, session, engine.history.entries, name.database, name.name);
        if (sql === undefined) throw doesNotExist('Object', displayObject(name));
        return { sql };
      }
      return physicalParts(requireRelation(engine, session, name));
    },
    sequence: (parts) => {
      const name = fullName(home, parts.map(stored));
      const sequence = engine.catalog.find('SEQUENCE', name, session.id);
      if (!sequence) throw doesNotExist('Sequence', displayObject(name));
      return `nextval(${sqlString(physicalSql(sequence))})`;
    },
    value: (name) => sessionValue(session, name),
    stage: (reference) => {
      const stage = reference as { name: string; path: string | null; file_format: unknown; pattern: unknown };
      const format = optionText(stage.file_format, 'FILE_FORMAT');
      const pattern = optionText(stage.pattern, 'PATTERN');
      return stageQuery(context, `${stage.name}${stage.path ?? ''}`, {
        ...(format === undefined ? {} : { format }),
        ...(pattern === undefined ? {} : { pattern }),
      });
    },
    resultScan: (queryId) => {
      const literal = queryId as { literal?: { value: string }; function?: { name: string } };
      const id = literal.literal?.value ?? [...session.results.keys()].at(-1) ?? '';
      return resultQuery(scanned(session, id));
    },
  };
}

function asSnowflakeError(error: unknown, context: StatementContext, sql: string): unknown {
  if (error instanceof SnowflakeError) return error;
  if (error instanceof TranslationError) return unsupported(error.construct);
  if (error instanceof LexError)
    return compilationError(`parse error line 1 at position ${error.position} near '<EOF>'.`, '001003', '42000');
  if (!(error instanceof TranslationSyntaxError)) return error;
  const token = tokenize(sql).find((t) => t.end > error.start);
  // A query is often part of the statement, whose lines are told.
  const part = context.sql.lastIndexOf(sql);
  const [whole, before] = part < 0 ? [sql, 0] : [context.sql, part];
  return syntaxError(whole, before + (token?.start ?? sql.length), token?.text ?? '<EOF>');
}
