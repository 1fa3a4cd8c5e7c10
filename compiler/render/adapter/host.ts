import { RelationCache } from '../../adapters/relation-cache.js';
import type { TemplateHost } from '../../adapters/template-methods.js';
import type { RelationRef, Session } from '../../adapters/types.js';
import { QuernError } from '../../base/diagnostics.js';
import { asCallable, callValue, type Suspendable, type Value } from '../../jinja/values/index.js';
import { type ColumnTraits, ColumnValue, columnTraits } from '../values/column.js';
import { RelationValue } from '../values/relation.js';
import { type RelationTraits, relationTraits } from '../values/relation-state.js';
import { macroMissing, noConnection } from './errors.js';
import type { AdapterOptions } from './options.js';

/** What the methods of the `adapter` object work with. */
export class AdapterHost implements TemplateHost {
  #relation: RelationTraits | undefined;
  #column: ColumnTraits | undefined;
  #cache: RelationCache | undefined;
  readonly #warned = new Set<string>();
  /** Columns by relation, for as long as nothing else has run. */
  readonly #columns = new Map<string, Value>();
  #describing = false;
  #credentials: ReturnType<AdapterOptions['adapter']['resolveCredentials']> | undefined;

  constructor(readonly options: AdapterOptions) {}

  get relation(): RelationTraits {
    this.#relation ??= relationTraits(this.options.adapter, this.options.quoting);
    return this.#relation;
  }

  get column(): ColumnTraits {
    this.#column ??= columnTraits(this.options.adapter);
    return this.#column;
  }

  get cache(): RelationCache {
    this.#cache ??= this.options.cache ?? new RelationCache(this.options.adapter.dialect);
    return this.#cache;
  }

  get target(): ReturnType<AdapterOptions['adapter']['resolveCredentials']> {
    this.#credentials ??= this.options.adapter.resolveCredentials(this.options.config.profile.output);
    return this.#credentials;
  }

  get credentials(): TemplateHost['credentials'] {
    return this.target.credentials;
  }

  newColumn(name: string, dataType: string): Value {
    return ColumnValue.create(this.column, name, dataType);
  }

  newRelation({ type, ...path }: RelationRef): Value {
    return RelationValue.create(this.relation, path, { type });
  }

  async session(what = 'A query of this template'): Promise<Session> {
    if (!this.options.session) throw new QuernError(noConnection({ what }));
    if (!this.#describing) this.#columns.clear();
    return await this.options.session();
  }

  /** Calls a macro with arguments by name, as projects may have overridden it. */
  *macro(name: string, args: Readonly<Record<string, Value>>): Suspendable {
    const macro = this.options.callMacro(name);
    if (macro === null) throw new QuernError(macroMissing({ name }));
    return yield* callValue(asCallable(macro), { positional: [], named: new Map(Object.entries(args)) });
  }

  /** What the macro `get_columns_in_relation` answers. The database is not asked twice if nothing has run in between. */
  *columns(relation: RelationValue): Suspendable {
    const key = relation.toText();
    let found = this.#columns.get(key);
    if (found === undefined) {
      this.#describing = true;
      try {
        found = yield* this.macro('get_columns_in_relation', { relation });
      } finally {
        this.#describing = false;
      }
      this.#columns.set(key, found);
    }
    return Array.isArray(found) ? [...found] : found;
  }

  /** Ends the node's transaction, with what is to be run in it before. */
  *finish(): Suspendable {
    yield this.session().then(async (session) => {
      if (session.inTransaction) for (const sql of this.options.closing?.take() ?? []) await session.execute(sql);
      await session.commit();
    });
    return '';
  }

  *commit(): Suspendable {
    yield this.session().then((session) => session.commit());
    return '';
  }

  warn(message: string): void {
    this.options.warn?.(message);
  }

  warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.warn(message);
  }
}

/** Runs what may suspend to its end, apart from the evaluation that asked for it: others can wait for the same answer. */
export async function settle(run: Suspendable): Promise<Value> {
  let step = run.next();
  while (!step.done) {
    try {
      const value = await step.value;
      step = run.next(value);
    } catch (error) {
      step = run.throw(error);
    }
  }
  return step.value;
}
