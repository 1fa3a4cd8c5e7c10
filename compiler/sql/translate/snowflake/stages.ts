import { tokenize } from '../../lex/tokens.js';

/** Puts quotes around `@stage/path`: the parser would take words behind a bare path for parts of it. */
export function quoteStages(sql: string): string {
  if (!sql.includes('@')) return sql;
  const tokens = tokenize(sql);
  let out = '';
  let written = 0;
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i]!;
    if (first.kind !== 'symbol' || first.text !== '@') continue;
    while (tokens[i + 1]?.start === tokens[i]!.end && !/^[(),;]$/.test(tokens[i + 1]!.text)) i++;
    const place = sql.slice(first.start, tokens[i]!.end);
    out += `${sql.slice(written, first.start)}'${place.replaceAll("'", "''")}'`;
    written = tokens[i]!.end;
  }
  return out + sql.slice(written);
}
