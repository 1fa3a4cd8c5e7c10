import { fileSourceOf } from '../adapters/file-source.js';
import type { DatabaseError } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import type { CompilableNode } from '../manifest/types.js';
import type { FailureOptions } from './failure.js';
import type { ErrorPlace } from './locate-error.js';

type Advice = Pick<Diagnostic, 'hint'>;

/** What quern can say to a database's error because it knows the project; nothing where the database's own words will do. */
export function adviceFor(
  error: DatabaseError,
  node: CompilableNode,
  place: ErrorPlace,
  options: FailureOptions,
): Advice {
  const hint =
    quotedReference(place) ??
    missingFiles(error, node, options) ??
    missingRelation(error, node, options) ??
    missingBraces(error) ??
    noQuery(error, options) ??
    strayCharacter(error) ??
    seedValue(error, node);
  return hint === undefined ? {} : { hint };
}

/** A table that the files of a source go into, before they ever did. */
function missingFiles(
  { details: { missing } }: DatabaseError,
  node: CompilableNode,
  { sources }: FailureOptions,
): string | undefined {
  if (missing?.kind !== 'relation' || !sources) return undefined;
  // What a query of the command line refers to is not kept: all may be meant.
  const parents =
    node.resourceType === 'sql_operation'
      ? [...sources.values()]
      : node.dependsOn.nodes.flatMap((id) => sources.get(id) ?? []);
  const source = parents.find((p) => p.identifier.toLowerCase() === missing.name.toLowerCase() && fileSourceOf(p));
  if (!source) return undefined;
  const name = `${source.sourceName}.${source.name}`;
  return `The files of source '${name}' have not been taken yet: run 'quern source stage --select source:${name}'`;
}

/** A relation of the project that was not built yet, or one whose name is near. */
function missingRelation(
  { details: { missing } }: DatabaseError,
  node: CompilableNode,
  { nodes }: FailureOptions,
): string | undefined {
  if (missing?.kind !== 'relation' || !nodes) return undefined;
  // What a query of the command line refers to is not kept: all may be meant.
  const parents =
    node.resourceType === 'sql_operation'
      ? [...nodes.values()]
      : node.dependsOn.nodes.flatMap((id) => nodes.get(id) ?? []);
  const parent = parents.find((p) => p.alias.toLowerCase() === missing.name.toLowerCase());
  if (parent) {
    const command = parent.resourceType === 'seed' ? 'seed' : parent.resourceType === 'snapshot' ? 'snapshot' : 'run';
    return `The ${parent.resourceType} '${parent.name}' has not been built here yet: run 'quern ${command} --select ${parent.name}', or 'quern build --select +${node.resourceType === 'sql_operation' ? parent.name : node.name}' for all that is needed`;
  }
  const known = new Map<string, string>();
  for (const other of nodes.values())
    if (['model', 'seed', 'snapshot'].includes(other.resourceType)) known.set(other.alias, other.name);
  const near = known.has(missing.name) ? missing.name : closest(missing.name, known.keys());
  return near === undefined ? undefined : `Did you mean '${near}'? Refer to it as {{ ref('${known.get(near)}') }}`;
}

/** `select * from ref('orders')` */
function missingBraces({ details: { missing, sql, position } }: DatabaseError): string | undefined {
  if (missing?.kind !== 'function' || !['ref', 'source', 'var', 'config'].includes(missing.name.toLowerCase()))
    return undefined;
  const call = position === undefined ? undefined : /^\w+\s*\([^()\n]*\)/.exec(sql.slice(position))?.[0];
  return `Without braces this is plain SQL: write {{ ${call ?? `${missing.name}(…)`} }}`;
}

/** `from '{{ ref('orders') }}'` */
function quotedReference({ span }: ErrorPlace): string | undefined {
  const text = span?.file.text.slice(Math.max(span.start - 1, 0), span.start + 80);
  return text && /^.?['"]\s*\{\{\s*(?:ref|source)\s*\(/s.test(text)
    ? 'A relation brings its own quotes: take away those around the braces'
    : undefined;
}

function noQuery({ message }: DatabaseError, { compiled }: FailureOptions): string | undefined {
  const sql = compiled?.sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  return /syntax error/i.test(message) && sql?.trim() === ''
    ? 'The file has no query: a model is one SELECT'
    : undefined;
}

function strayCharacter({ message, details: { sql, position } }: DatabaseError): string | undefined {
  if (position === undefined || !/syntax error/i.test(message)) return undefined;
  if (sql[position] === ';') return "A model is one query, without a ';' behind it";
  if (sql[position] === '{' || sql[position] === '}') return 'Braces of Jinja come in pairs: {{ … }} and {% … %}';
  return undefined;
}

function seedValue({ details: { input } }: DatabaseError, node: CompilableNode): string | undefined {
  if (!input || node.resourceType !== 'seed') return undefined;
  return "Correct the value, or give the column another type under 'column_types' in the seed's configuration";
}
