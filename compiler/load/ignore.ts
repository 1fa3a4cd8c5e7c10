/** Whether a path (relative to the root of the ignore file, '/' separators) is left out. */
export type IgnoreMatcher = (path: string) => boolean;

interface Rule {
  readonly negated: boolean;
  readonly pattern: RegExp;
}

/**
 * Compiles a `.dbtignore`: the patterns of gitignore. The last rule that matches decides; `!` takes a path back in, also
 * below an ignored folder (unlike git, as dbt does it: each file is matched on its own).
 */
export function compileIgnore(text: string): IgnoreMatcher {
  const rules: Rule[] = [];
  for (const line of text.split(/\r?\n/)) {
    const rule = compileRule(line);
    if (rule) rules.push(rule);
  }
  if (rules.length === 0) return () => false;
  return (path) => {
    for (let at = rules.length - 1; at >= 0; at--) {
      const rule = rules[at]!;
      if (rule.pattern.test(path)) return !rule.negated;
    }
    return false;
  };
}

function compileRule(line: string): Rule | undefined {
  let source = line.replace(/(?<!\\)\s+$/, '');
  if (source === '' || source.startsWith('#')) return undefined;
  const negated = source.startsWith('!');
  if (negated) source = source.slice(1);
  if (source.startsWith('\\')) source = source.slice(1);
  const folderOnly = source.endsWith('/');
  if (folderOnly) source = source.slice(0, -1);
  // A separator before the end ties the pattern to the root; otherwise it holds at any depth.
  const anchored = source.includes('/');
  if (source.startsWith('/')) source = source.slice(1);
  if (source === '') return undefined;
  const below = folderOnly ? '/.*' : '(?:/.*)?';
  return { negated, pattern: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${globSource(source)}${below}$`, 's') };
}

function globSource(glob: string): string {
  let out = '';
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    if (glob.startsWith('**/', at) && (at === 0 || glob[at - 1] === '/')) {
      out += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('**', at) && at + 2 === glob.length && (at === 0 || glob[at - 1] === '/')) {
      out += '.*';
      at += 1;
    } else if (char === '*') out += '[^/]*';
    else if (char === '?') out += '[^/]';
    else if (char === '[') {
      const end = glob.indexOf(']', at + 2);
      if (end < 0) out += '\\[';
      else {
        const set = glob.slice(at + 1, end).replace(/\\/g, '\\\\');
        out += `[${set.startsWith('!') ? `^${set.slice(1)}` : set}]`;
        at = end;
      }
    } else if (char === '\\' && at + 1 < glob.length) out += escapeRegExp(glob[++at]!);
    else out += escapeRegExp(char);
  }
  return out;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
