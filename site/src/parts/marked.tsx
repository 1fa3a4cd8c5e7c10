/** A text in which the words that were searched for are marked. */
export function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  const lower = text.toLowerCase();
  const parts: { readonly text: string; readonly isMarked: boolean }[] = [];
  let at = 0;
  while (at < text.length) {
    const next = words
      .map((word) => ({ word, start: lower.indexOf(word, at) }))
      .filter(({ start }) => start >= 0)
      .sort((a, b) => a.start - b.start || b.word.length - a.word.length)[0];
    if (!next) break;
    if (next.start > at) parts.push({ text: text.slice(at, next.start), isMarked: false });
    at = next.start + next.word.length;
    parts.push({ text: text.slice(next.start, at), isMarked: true });
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMarked: false });
  return <>{parts.map((part) => (part.isMarked ? <mark>{part.text}</mark> : part.text))}</>;
}
