import type { Span } from '../base/source.js';
import { closest } from '../base/suggest.js';

export interface SyntaxAdvice {
  readonly hint?: string;
  /** The block that is never closed. */
  readonly opened?: Span;
}

const TAGS = ['if', 'elif', 'else', 'endif', 'for', 'endfor', 'set', 'endset', 'macro', 'endmacro', 'call', 'endcall'];
const MORE_TAGS = ['filter', 'endfilter', 'do', 'raw', 'endraw', 'test', 'endtest', 'snapshot', 'endsnapshot', 'docs'];

/** What to do about an error of syntax, which Jinja only states. */
export function adviceOnSyntax(message: string, span: Span | undefined): SyntaxAdvice {
  const open = /The innermost block that needs to be closed is '(\w+)'/.exec(message)?.[1];
  const unknown = /^Encountered unknown tag '(\w+)'/.exec(message)?.[1];
  if (unknown !== undefined) {
    const wanted = [...message.matchAll(/'(\w+)'/g)].slice(1).map((match) => match[1]!);
    const near = closest(unknown, wanted) ?? closest(unknown, [...TAGS, ...MORE_TAGS]);
    if (near !== undefined) return { hint: `Did you mean '${near}'?` };
    if (open === undefined || !unknown.startsWith('end'))
      return { hint: `There is no such tag. A macro is called with {{ ${unknown}(…) }}` };
  }
  if (open !== undefined) {
    const opened = span && openTag(span, open);
    return { hint: `Close the block with {% end${open} %}`, ...(opened ? { opened } : {}) };
  }
  const unclosed = /without finding a close tag for (\w+)/.exec(message)?.[1];
  if (unclosed !== undefined) return { hint: `Close it with {% end${unclosed} %}` };
  const hint = span && adviceOnToken(message, span);
  return hint === undefined ? {} : { hint };
}

function adviceOnToken(message: string, span: Span): string | undefined {
  const { text } = span.file;
  const before = text.slice(Math.max(span.start - 200, 0), span.start);
  const inside = before.slice(Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%')));
  if (/got 'if'$/.test(message) && /\belse\s+$/.test(before)) return 'Write {% elif … %}';
  if (/^expected token 'in'/.test(message)) return 'Write {% for item in list %}';
  if (message === 'Missing end of comment tag') return 'Close the comment with #}';
  if (message === 'Missing end of raw directive') return 'Close it with {% endraw %}';
  if (/^unexpected char ['"]/.test(message)) return 'The quote that begins here is never closed';
  if (
    /(?:got|unexpected) '[{}]'/.test(message) &&
    /\{[{%][^}]*\{\{/.test(before.slice(before.search(/\{[{%](?!.*[%}]\})/s)))
  )
    return 'Inside of {{ … }} and {% … %} no further braces are needed: write the expression as it is';
  const bracket = /^unexpected '[^']+', expected '([)\]}])'/.exec(message)?.[1];
  if (bracket !== undefined) return `A '${bracket}' is missing before this`;
  if (message === "unexpected '}'" && inside.startsWith('{{')) return 'The expression ends with two braces: }}';
  if (message === "unexpected '}'" && inside.startsWith('{%')) return 'The tag ends with %}';
  if (/^expected token 'end of (?:print statement|statement block)', got/.test(message))
    return 'Something is missing before this: an operator, a comma, a quote, or the end of the tag';
  if (/^expected token ','/.test(message)) return 'A comma is missing before this, or a quote or bracket is not closed';
  return undefined;
}

/** The last tag of a name before a place that no end tag belongs to. */
function openTag({ file, start }: Span, name: string): Span | undefined {
  const tags = new RegExp(`\\{%[-+]?\\s*(${name}|end${name})\\b[\\s\\S]*?%\\}`, 'g');
  const open: Span[] = [];
  for (const match of file.text.slice(0, start).matchAll(tags)) {
    if (match[1] === name) open.push({ file, start: match.index, end: match.index + match[0].length });
    else open.pop();
  }
  return open.at(-1);
}
