/** How well a word fits a name: whole, at its start, at the start of one of its parts, inside, nearly. All in lower case. */
export function scoreName(name: string, word: string): number {
  if (name === word) return 120;
  const parts = name.split(/[._\s-]+/);
  // What is short is the better fit for the same word.
  const brevity = 10 * (word.length / Math.max(name.length, word.length));
  if (name.endsWith(`.${word}`)) return 100;
  if (name.startsWith(word)) return 70 + brevity;
  if (parts.includes(word)) return 60 + brevity;
  if (parts.some((part) => part.startsWith(word))) return 50 + brevity;
  if (name.includes(word)) return 35 + brevity;
  if (word.length >= 3 && isInitials(parts, word)) return 30;
  if (word.length >= 4 && parts.some((part) => isNearly(part, word))) return 20;
  return 0;
}

/** How well a word fits a text, and where. */
export function scoreText(text: string, word: string): { readonly score: number; readonly at: number } {
  let at = text.indexOf(word);
  if (at < 0) return { score: 0, at };
  const first = at;
  while (at >= 0) {
    if (at === 0 || /[^\p{L}\p{N}_]/u.test(text[at - 1]!)) {
      const after = text[at + word.length];
      return { score: after === undefined || /[^\p{L}\p{N}_]/u.test(after) ? 12 : 10, at };
    }
    at = text.indexOf(word, at + 1);
  }
  return { score: 6, at: first };
}

/** `fco` for `fct_customer_orders`: each letter begins a part, in order. */
function isInitials(parts: readonly string[], word: string): boolean {
  let at = 0;
  for (const part of parts) if (part[0] === word[at]) at++;
  return at === word.length;
}

/** One letter wrong, missing, too many, or two that changed places. */
export function isNearly(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
