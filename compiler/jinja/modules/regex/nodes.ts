/** The syntax tree of a regular expression. */

/** Decides whether a code point belongs. */
export type CharacterTest = (code: number) => boolean;

export type RegexNode =
  | { readonly type: 'empty' }
  | { readonly type: 'character'; readonly test: CharacterTest }
  | { readonly type: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly type: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly type: 'group'; readonly index: number; readonly item: RegexNode }
  | { readonly type: 'atomic'; readonly item: RegexNode }
  | {
      readonly type: 'repeat';
      readonly item: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | {
      readonly type: 'look';
      readonly item: RegexNode;
      readonly behind: boolean;
      readonly negative: boolean;
      readonly width: number;
    }
  | { readonly type: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | { readonly type: 'condition'; readonly index: number; readonly yes: RegexNode; readonly no: RegexNode }
  | {
      readonly type: 'anchor';
      readonly at: 'start' | 'end' | 'line-start' | 'line-end' | 'last-line' | 'word' | 'no-word';
      readonly isWord: CharacterTest;
    };

export interface Regex {
  readonly node: RegexNode;
  /** Capturing groups. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly flags: number;
}

export const FLAGS = { I: 2, L: 4, M: 8, S: 16, U: 32, X: 64, A: 256 } as const;
