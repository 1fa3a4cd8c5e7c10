/** A line of a difference; `gap` stands for equal lines that are left out. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'gap';
  readonly text: string;
}

/** Beyond this many comparisons of lines, all of the differing middle counts as replaced. */
const MOST_COMPARISONS = 4_000_000;

/** The lines in which two texts differ, with `context` equal lines around them. Empty for equal texts. */
export function diffLines(before: string, after: string, context = 2): DiffLine[] {
  if (before === after) return [];
  const all = wholeDiff(before.split('\n'), after.split('\n'));
  const near = new Uint8Array(all.length);
  for (const [at, { kind }] of all.entries()) {
    if (kind === 'same') continue;
    near.fill(1, Math.max(at - context, 0), at + context + 1);
  }
  const shown: DiffLine[] = [];
  for (const [at, line] of all.entries()) {
    if (near[at]) shown.push(line);
    else if (shown.length > 0 && shown.at(-1)!.kind !== 'gap') shown.push({ kind: 'gap', text: '' });
  }
  if (shown.at(-1)?.kind === 'gap') shown.pop();
  return shown;
}

function wholeDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** By the longest common subsequence of lines; removed lines stand before added ones. */
function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  const width = after.length + 1;
  if (before.length * after.length <= MOST_COMPARISONS) {
    const lengths = new Uint32Array((before.length + 1) * width);
    for (let a = before.length - 1; a >= 0; a--) {
      for (let b = after.length - 1; b >= 0; b--) {
        const at = a * width + b;
        lengths[at] =
          before[a] === after[b] ? lengths[at + width + 1]! + 1 : Math.max(lengths[at + width]!, lengths[at + 1]!);
      }
    }
    while (i < before.length && j < after.length) {
      if (before[i] === after[j]) {
        lines.push({ kind: 'same', text: before[i]! });
        i++;
        j++;
      } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
        lines.push({ kind: 'removed', text: before[i++]! });
      else lines.push({ kind: 'added', text: after[j++]! });
    }
  }
  for (; i < before.length; i++) lines.push({ kind: 'removed', text: before[i]! });
  for (; j < after.length; j++) lines.push({ kind: 'added', text: after[j]! });
  return lines;
}
