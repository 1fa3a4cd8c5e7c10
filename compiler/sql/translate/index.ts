import { correctBigQuery } from './bigquery/correct.js';
import { applyBigQueryNames, type BigQueryNames } from './bigquery/names.js';
import { generateDeep } from './deep.js';
import { applyNames, type NameRules } from './names.js';
import { loadPolyglot, type Node, type Polyglot } from './polyglot.js';
import { correctSnowflake } from './snowflake/correct.js';
import { prepareSnowflake } from './snowflake/prepare.js';

export type { BigQueryNames } from './bigquery/names.js';
export { TranslationError } from './errors.js';
export type { Name, NameRules } from './names.js';
export { TranslationSyntaxError } from './polyglot.js';

export type SourceDialect = 'bigquery' | 'snowflake';
export type TargetDialect = 'duckdb';

export { bigqueryMacros } from './bigquery/macros.js';
export { snowflakeMacros } from './snowflake/macros.js';

type Correction = (statement: Node, sql: string) => Node;
const CACHE_ENTRIES = 500;

/** Translates SQL between dialects. Right or an error: a construct that is not known to mean the same is refused. */
export class Translator {
  /** Corrected trees by dialect and text, oldest first. */
  readonly #corrected = new Map<string, Node>();

  readonly #corrections: Readonly<Record<SourceDialect, Correction>>;

  private constructor(private readonly polyglot: Polyglot) {
    this.#corrections = { bigquery: correctBigQuery(polyglot), snowflake: correctSnowflake(polyglot) };
  }

  static async load(): Promise<Translator> {
    return new Translator(await loadPolyglot());
  }

  /** One statement. Throws TranslationSyntaxError and TranslationError, and what the rules throw. */
  translate(sql: string, from: 'snowflake', to: TargetDialect, names?: NameRules): string {
    const corrected = this.#correct(sql, from);
    const named = names ? applyNames(corrected, names) : corrected;
    return generateDeep(named, (node) => this.polyglot.generate(node, to));
  }

  /** The same for a statement of BigQuery's, whose names are resolved in another way. */
  translateBigQuery(sql: string, names: BigQueryNames): string {
    const named = applyBigQueryNames(this.#correct(sql, 'bigquery'), names);
    return generateDeep(named, (node) => this.polyglot.generate(node, 'duckdb'));
  }

  #correct(sql: string, from: SourceDialect): Node {
    const key = `${from}\0${sql}`;
    const known = this.#corrected.get(key);
    if (known) return known;
    const [statement] = this.polyglot.parse(prepareSnowflake(sql), from);
    const corrected = this.#corrections[from](statement!, sql);
    if (this.#corrected.size >= CACHE_ENTRIES) this.#corrected.delete(this.#corrected.keys().next().value!);
    this.#corrected.set(key, corrected);
    return corrected;
  }
}
