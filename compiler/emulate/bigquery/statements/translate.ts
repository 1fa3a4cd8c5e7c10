import { TranslationError, TranslationSyntaxError, Translator } from '../../../sql/translate/index.js';
import { invalidQuery, SyntaxProblem } from '../engine/api-error.js';
import type { Catalog, Path } from '../engine/catalog.js';
import { quote } from '../engine/engine.js';
import { informationSchema } from './information-schema.js';
import { completePath, type Defaults } from './reader.js';
import { tokenize } from './tokens.js';

export interface TranslateOptions extends Defaults {
  readonly catalog: Catalog;
  /** Variables of the script. */
  readonly variables: ReadonlySet<string>;
}

export interface Translated {
  readonly sql: string;
  /** Those that the statement names; the first is the one that it writes to, if it does. */
  readonly tables: readonly Path[];
}

const translator = Translator.load();

/** GoogleSQL as DuckDB runs it. */
export async function translate(sql: string, options: TranslateOptions): Promise<Translated> {
  const { catalog, project, variables } = options;
  const tables: Path[] = [];
  const usesHidden = /\b_PARTITION(TIME|DATE)\b/i.test(sql);
  const own = [...variables];
  try {
    const text = (await translator).translateBigQuery(sql, {
      variable(name) {
        const known = own.find((variable) => variable.toLowerCase() === name.toLowerCase());
        if (known !== undefined) return `getvariable('${known}')`;
        return /^_PARTITIONDATE$/i.test(name) ? 'CAST("_PARTITIONTIME" AT TIME ZONE \'UTC\' AS DATE)' : undefined;
      },
      relation(parts, isWritten) {
        const view = parts.findIndex((part) => part.toUpperCase() === 'INFORMATION_SCHEMA');
        if (view >= 0 || parts.at(-1) === '__TABLES__')
          return {
            sql: `(${informationSchema(catalog, parts.slice(0, view >= 0 ? view : -1), parts.at(-1)!, project)})`,
          };
        const path = completePath(parts, options);
        const table = catalog.table(path);
        tables.push(path);
        const isIngestion = table.timePartitioning !== undefined && table.timePartitioning.field === undefined;
        return isIngestion && !usesHidden && !isWritten
          ? { sql: `(SELECT * EXCLUDE ("_PARTITIONTIME") FROM ${quote(...path)})` }
          : path;
      },
    });
    return { sql: text, tables };
  } catch (error) {
    if (error instanceof TranslationSyntaxError)
      throw new SyntaxProblem(`Syntax error: ${error.message.replace(/^.*column \d+: /, '')}`, sql, error.start);
    if (error instanceof TranslationError) throw unknownConstruct(sql, error.construct);
    throw error;
  }
}

/** A function that BigQuery has and this server hasn't is told like one that there is not. */
function unknownConstruct(sql: string, construct: string): Error {
  const name = /^the function (\S+)$/.exec(construct)?.[1];
  if (name === undefined) return invalidQuery(`This server has no ${construct}`);
  const token = tokenize(sql).find((t) => t.text.toUpperCase() === name);
  return new SyntaxProblem(`Function not found: ${token?.text ?? name}`, sql, token?.start ?? 0);
}
