/** A test for Python's fnmatch patterns: `*`, `?`, `[abc]`, `[!abc]`; case counts. */
export function fnmatch(pattern: string): (text: string) => boolean {
  if (!hasWildcard(pattern)) return (text) => text === pattern;
  if (pattern === '*') return () => true;
  const regExp = new RegExp(`^(?:${translate(pattern)})$`, 's');
  return (text) => regExp.test(text);
}

export function hasWildcard(pattern: string): boolean {
  return /[*?[\]]/.test(pattern);
}

function translate(pattern: string): string {
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const c = pattern[at]!;
    if (c === '*') out += '.*';
    else if (c === '?') out += '.';
    else if (c === '[') {
      // ']' directly behind '[' or '[!' is a member of the set, and a '[' that is never closed stands for itself.
      const first = pattern[at + 1] === '!' ? at + 2 : at + 1;
      const end = pattern.indexOf(']', first + 1);
      if (end < 0) out += '\\[';
      else {
        const members = pattern.slice(first, end).replace(/[\\\][^]/g, '\\$&');
        out += `[${pattern[at + 1] === '!' ? '^' : ''}${members}]`;
        at = end;
      }
    } else out += c.replace(/[\\^$.|+(){}\]/]/, '\\$&');
  }
  return out;
}
