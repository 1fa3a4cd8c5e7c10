import { useMemo } from 'preact/hooks';
import { useSite } from '../context.js';

/** A description. Its HTML comes out of the sanitiser and from nowhere else. */
export function Markdown({ text }: { readonly text: string }) {
  const { markdown } = useSite();
  const html = useMemo(() => markdown(text), [markdown, text]);
  // The sanitiser's answer, and nothing else.
  return <div class="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
