import type { DatabaseError } from '../adapters/types.js';
import { SourceFile, type Span } from '../base/source.js';
import type { CompiledNode, InjectedCte, SourceMap } from '../render/compiled.js';
import { locateOffset } from '../render/locate.js';

/** Where a database error is, for its author. */
export interface ErrorPlace {
  /** In a template or macro. */
  readonly span?: Span;
  /** The expression of the model whose text `span` is, if that is elsewhere. */
  readonly via?: Span;
  /** In the statement as the database got it. */
  readonly executed?: Span;
  /** The identifier at that place: `c.nmae`. */
  readonly name?: string;
}

export interface LocateOptions {
  readonly compiled: CompiledNode | null;
  /** How the statement is called in messages: `target/run/shop/models/orders.sql`. */
  readonly runPath: string;
  /** The map of an ephemeral model whose text was put in as a CTE. */
  readonly ephemeral: (id: string) => Promise<SourceMap | undefined>;
}

/**
 * Finds what the author wrote for the place of a database error: the place in the executed statement → the compiled SQL inside
 * it → the template. What a materialization puts around the compiled SQL leads nowhere.
 */
export async function locateError(error: DatabaseError, options: LocateOptions): Promise<ErrorPlace> {
  const { position, sql } = error.details;
  if (position === undefined || position < 0 || position > sql.length) return {};
  const name = identifierAt(sql, position);
  const length = Math.max(name.length, 1);
  const executed = {
    file: new SourceFile(options.runPath, sql),
    start: position,
    end: Math.min(position + length, sql.length),
  };
  const place = { executed, ...(name === '' ? {} : { name }) };
  const { compiled } = options;
  if (!compiled) return place;
  const start = placeOf(compiled.sql, sql, position);
  if (start === undefined) return place;
  const offset = position - start;
  if (compiled.sourceMap.toRendered(offset) >= 0)
    return { ...place, ...locateOffset(compiled.sourceMap, offset, length) };

  const inside = cteAt(compiled, offset);
  const map = inside && (await options.ephemeral(inside.cte.id));
  if (!inside || !map) return place;
  return { ...place, ...locateOffset({ ...map, toRendered: (at) => at }, inside.offset, length) };
}

/** Where `part` begins in `whole` such that it covers `position`; white space around it may have been dropped. */
function placeOf(part: string, whole: string, position: number): number | undefined {
  const trimmed = part.trim();
  const lead = part.length - part.trimStart().length;
  if (trimmed === '') return undefined;
  for (let at = whole.indexOf(trimmed); at >= 0 && at <= position; at = whole.indexOf(trimmed, at + 1)) {
    if (position <= at + trimmed.length) return at - lead;
  }
  return undefined;
}

/** The injected CTE at an offset of compiled SQL, and the offset inside its query. */
function cteAt(compiled: CompiledNode, offset: number): { cte: InjectedCte; offset: number } | undefined {
  for (const cte of compiled.extraCtes) {
    const start = compiled.sql.indexOf(cte.sql);
    if (start < 0 || offset < start || offset >= start + cte.sql.length) continue;
    // ` name as (\n…\n)`
    return { cte, offset: offset - start - cte.sql.indexOf('(\n') - 2 };
  }
  return undefined;
}

function identifierAt(sql: string, position: number): string {
  const identifier = /(?:"[^"]*"|`[^`]*`|[\p{L}_][\p{L}\p{N}_$]*)(?:\.(?:"[^"]*"|`[^`]*`|[\p{L}_][\p{L}\p{N}_$]*))*/uy;
  identifier.lastIndex = position;
  return identifier.exec(sql)?.[0] ?? '';
}
