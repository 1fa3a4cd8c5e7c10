export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'function' | 'jinja' | 'name' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Inside of `{{ … }}` or `{% … %}`. */
  readonly inJinja: boolean;
}

const SQL_WORDS = words(`
  all alter and any as asc between by case cast create cross current delete desc describe distinct drop else end except exists
  false fetch filter first following for from full group having if ilike in inner insert intersect interval into is join last
  lateral left like limit materialized merge natural not null nulls offset on or order outer over partition preceding primary
  qualify range recursive replace returning right rows select semi set similar table temporary then true truncate unbounded
  union unique unnest update using values view when where window with within
`);
const PYTHON_WORDS = words(`
  and as assert async await break class continue def del elif else except False finally for from global if import in is lambda
  None nonlocal not or pass raise return True try while with yield
`);
const JINJA_WORDS = words(`
  and block call do else elif endblock endcall endfilter endfor endif endmacro endset endsnapshot endtest endmaterialization
  false filter for if import in include is macro materialization none not or set snapshot test true
`);

const SQL =
  /(\{#[\s\S]*?(?:#\}|$))|(\{[{%][-+]?|[-+]?[}%]\})|(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^'\\]|\\.|'')*'?|\$\$[\s\S]*?(?:\$\$|$))|("(?:[^"]|"")*"?|`[^`]*`?)|(\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)|([\p{L}_][\p{L}\p{N}_$]*)/giu;
const PYTHON =
  /((?!))|((?!))|(#[^\n]*)|("""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?)|((?!))|(\b\d[\d_]*(?:\.\d+)?\b)|([\p{L}_][\p{L}\p{N}_]*)/giu;

/** Cuts code into what is coloured alike. The texts of the tokens make the code again. */
export function tokensOf(code: string, language: 'sql' | 'python' = 'sql'): Token[] {
  const out: Token[] = [];
  let at = 0;
  let inJinja = false;
  const push = (kind: TokenKind, text: string): void => {
    if (text) out.push({ kind, text, inJinja });
  };
  for (const match of code.matchAll(language === 'sql' ? SQL : PYTHON)) {
    if (match[0] === '') continue;
    const [text, jinjaComment, bracket, comment, string, quoted, number, word] = match;
    push('plain', code.slice(at, match.index));
    at = match.index + text.length;
    if (bracket) {
      if (bracket.startsWith('{')) inJinja = true;
      push('jinja', text);
      if (!bracket.startsWith('{')) inJinja = false;
    } else if (jinjaComment || comment) push('comment', text);
    else if (string) push('string', text);
    else if (quoted) push(inJinja || language === 'python' ? 'string' : 'name', text);
    else if (number) push('number', text);
    else if (word) push(kindOf(word, code[at], inJinja, language), text);
  }
  push('plain', code.slice(at));
  return out;
}

function kindOf(word: string, next: string | undefined, inJinja: boolean, language: 'sql' | 'python'): TokenKind {
  if (language === 'python') return PYTHON_WORDS.has(word) ? 'keyword' : next === '(' ? 'function' : 'plain';
  if (inJinja ? JINJA_WORDS.has(word.toLowerCase()) : SQL_WORDS.has(word.toLowerCase())) return 'keyword';
  return next === '(' ? 'function' : 'plain';
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
