/** A word, name, literal or sign of GoogleSQL, and where it stands. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign';
  /** A name without its backquotes; everything else as it is written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /(?:\s|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const STRING =
  /[rb]{0,2}("""(?:\\[\s\S]|(?!""")[\s\S])*"""|'''(?:\\[\s\S]|(?!''')[\s\S])*'''|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')/iy;
const NAME = /`((?:\\.|[^`\\])*)`/y;
const WORD = /@{0,2}[A-Za-z_]\w*/y;
const NUMBER = /(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)/iy;

export function tokenize(sql: string): Token[] {
  const out: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(sql);
  };
  while (at < sql.length) {
    const space = match(SPACE);
    if (space) at += space[0].length;
    if (at >= sql.length) break;
    const name = match(NAME);
    const string = name ? null : match(STRING);
    const word = name || string ? null : match(WORD);
    const number = name || string || word ? null : match(NUMBER);
    const length = (name ?? string ?? word ?? number)?.[0].length ?? 1;
    const kind = name ? 'name' : string ? 'string' : word ? 'word' : number ? 'number' : 'sign';
    out.push({ kind, text: name ? name[1]! : sql.slice(at, at + length), start: at, end: at + length });
    at += length;
  }
  return out;
}

/** The statements of a script, without the semicolons between them. */
export function splitStatements(sql: string): { readonly sql: string; readonly start: number }[] {
  const out: { sql: string; start: number }[] = [];
  let first: Token | undefined;
  let last: Token | undefined;
  const flush = (): void => {
    if (first && last) out.push({ sql: sql.slice(first.start, last.end), start: first.start });
    first = last = undefined;
  };
  for (const token of tokenize(sql)) {
    if (token.kind === 'sign' && token.text === ';') flush();
    else {
      first ??= token;
      last = token;
    }
  }
  flush();
  return out;
}

/** A string literal's value. */
export function unquote(text: string): string {
  const raw = /^[rb]*r/i.test(text);
  const body = text.replace(/^[rb]*/i, '');
  const width = /^("""|''')/.test(body) ? 3 : 1;
  const inner = body.slice(width, -width);
  if (raw) return inner;
  const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  return inner.replace(/\\([\s\S])/g, (_, c: string) => plain[c] ?? c);
}
