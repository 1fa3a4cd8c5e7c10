import { useMemo, useState } from 'preact/hooks';
import { useSite } from '../context.js';
import type { Project, Resource } from '../data/project.js';
import { linkTo } from '../route.js';
import { type Token, tokensOf } from '../text/highlight.js';
import { Icon } from './icons.js';

interface CodeProps {
  readonly code: string;
  readonly language?: 'sql' | 'python';
  /** Whose code it is: what it refers to becomes links. */
  readonly of?: Resource;
}

export function Code({ code, language = 'sql', of }: CodeProps) {
  const { project } = useSite();
  const text = code.replace(/^\s*\n|\s+$/g, '');
  const tokens = useMemo(() => tokensOf(text, language), [text, language]);
  const links = useMemo(() => (of ? linksIn(tokens, project, of) : new Map<number, Resource>()), [tokens, project, of]);
  const lines = text.split('\n').length;
  return (
    <div class="code">
      <CopyButton text={code} />
      <pre>
        <span class="line-numbers" aria-hidden="true">
          {Array.from({ length: lines }, (_, n) => `${n + 1}\n`).join('')}
        </span>
        <code>
          {tokens.map((token, index) => {
            const target = links.get(index);
            const inner =
              token.kind === 'plain' && !token.inJinja ? (
                token.text
              ) : (
                <span class={`tok-${token.kind}${token.inJinja ? ' in-jinja' : ''}`}>{token.text}</span>
              );
            return target ? <a href={linkTo(target)}>{inner}</a> : inner;
          })}
        </code>
      </pre>
    </div>
  );
}

/** The last text in `ref(…)` and `source(…)`, by the number of its token. */
function linksIn(tokens: readonly Token[], project: Project, of: Resource): Map<number, Resource> {
  const links = new Map<number, Resource>();
  const parents = project.parentsOf(of.id);
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'function' || (text !== 'ref' && text !== 'source')) continue;
    const strings: { readonly index: number; readonly text: string }[] = [];
    for (let at = index + 1; at < tokens.length && at < index + 12; at++) {
      const token = tokens[at]!;
      if (token.kind === 'string') strings.push({ index: at, text: token.text.slice(1, -1) });
      else if (token.text.includes(')')) break;
    }
    const named = strings.at(-1);
    const target = parents.find(({ node, type }) =>
      text === 'source'
        ? type === 'source' && node.name === named?.text && node.source_name === strings[0]?.text
        : type !== 'source' && node.name === named?.text,
    );
    if (named && target) links.set(named.index, target);
  }
  return links;
}

function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await copyText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" class="copy" onClick={() => void copy()} aria-label={copied ? 'Copied' : 'Copy the code'}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </button>
  );
}

/** A page that came over plain HTTP from another machine has no clipboard of its own. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
