/** What the parser would misread, written otherwise before it reads. */
import { tokenize } from '../../lex/tokens.js';

/**
 * Puts quotes around `@stage/path`, behind which the parser would take words for parts of the path, and writes `a[0]:b` as `a[0].b`,
 * the only one of the two that it knows.
 */
export function prepareSnowflake(sql: string): string {
  if (!sql.includes('@') && !sql.includes(']:')) return sql;
  const tokens = tokenize(sql);
  let out = '';
  let written = 0;
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i]!;
    if (first.kind !== 'symbol') continue;
    if (first.text === ':' && tokens[i - 1]?.text === ']' && tokens[i - 1]!.end === first.start) {
      out += `${sql.slice(written, first.start)}.`;
      written = first.end;
    } else if (first.text === '@') {
      while (tokens[i + 1]?.start === tokens[i]!.end && !/^[(),;]$/.test(tokens[i + 1]!.text)) i++;
      const place = sql.slice(first.start, tokens[i]!.end);
      out += `${sql.slice(written, first.start)}'${place.replaceAll("'", "''")}'`;
      written = tokens[i]!.end;
    }
  }
  return out + sql.slice(written);
}
