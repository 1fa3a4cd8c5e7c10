/** What a regular expression consists of; flags are resolved, so that a node means the same wherever it stands. */
export type RegexNode =
  | { readonly type: 'character'; readonly code: number; readonly fold: Fold }
  | { readonly type: 'set'; readonly negated: boolean; readonly items: readonly SetItem[]; readonly fold: Fold }
  | { readonly type: 'any'; readonly newlines: boolean }
  | { readonly type: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly type: 'branch'; readonly options: readonly RegexNode[] }
  | RepeatNode
  | { readonly type: 'group'; readonly index: number; readonly body: RegexNode }
  /** `(?:…)`, which a repeat applies to as a whole. */
  | { readonly type: 'plain'; readonly body: RegexNode }
  | { readonly type: 'position'; readonly at: Position; readonly ascii: boolean }
  | { readonly type: 'reference'; readonly index: number; readonly fold: Fold }
  | { readonly type: 'look'; readonly behind: boolean; readonly negated: boolean; readonly body: RegexNode }
  | { readonly type: 'atomic'; readonly body: RegexNode }
  | {
      readonly type: 'conditional';
      readonly index: number;
      readonly yes: RegexNode;
      readonly no: RegexNode | undefined;
    };

export interface RepeatNode {
  readonly type: 'repeat';
  readonly body: RegexNode;
  readonly min: number;
  readonly max: number;
  readonly mode: RepeatMode;
}

export type RepeatMode = 'greedy' | 'lazy' | 'possessive';
/** Which characters are the same: by case, in all of Unicode or in ASCII only. */
export type Fold = 'none' | 'unicode' | 'ascii';
export type Position = 'start' | 'lineStart' | 'end' | 'lineEnd' | 'textEnd' | 'boundary' | 'notBoundary';
export type SetItem =
  | { readonly type: 'range'; readonly from: number; readonly to: number }
  | {
      readonly type: 'category';
      readonly category: 'd' | 's' | 'w';
      readonly negated: boolean;
      readonly ascii: boolean;
    };

/** "Without limit". */
export const UNLIMITED = 2 ** 31 - 1;
const MAX_WIDTH = 2 ** 31 - 1;

/** The least and the greatest number of characters that a node matches; `groups`: the widths of groups. */
export function widthOf(node: RegexNode, groups: ReadonlyMap<number, readonly [number, number]>): [number, number] {
  switch (node.type) {
    case 'character':
    case 'set':
    case 'any':
      return [1, 1];
    case 'sequence': {
      const widths = node.items.map((item) => widthOf(item, groups));
      return [cap(widths.reduce((sum, w) => sum + w[0], 0)), cap(widths.reduce((sum, w) => sum + w[1], 0))];
    }
    case 'branch': {
      const widths = node.options.map((option) => widthOf(option, groups));
      return [Math.min(...widths.map((w) => w[0])), Math.max(...widths.map((w) => w[1]))];
    }
    case 'repeat': {
      const [least, most] = widthOf(node.body, groups);
      return [cap(least * node.min), cap(most * node.max)];
    }
    case 'group':
    case 'plain':
    case 'atomic':
      return widthOf(node.body, groups);
    case 'reference':
      return [...(groups.get(node.index) ?? [0, MAX_WIDTH])] as [number, number];
    case 'conditional': {
      const [least, most] = widthOf(node.yes, groups);
      const [otherLeast, otherMost] = node.no ? widthOf(node.no, groups) : [0, 0];
      return [Math.min(least, otherLeast), Math.max(most, otherMost)];
    }
    default:
      return [0, 0];
  }
}

const cap = (width: number) => Math.min(width, MAX_WIDTH);
