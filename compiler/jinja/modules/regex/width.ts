import type { RegexNode } from './nodes.js';

/** How many characters a pattern takes; undefined if that is not fixed. */
export function widthOf(node: RegexNode): number | undefined {
  switch (node.type) {
    case 'empty':
    case 'anchor':
    case 'look':
      return 0;
    case 'character':
      return 1;
    case 'sequence': {
      let total = 0;
      for (const item of node.items) {
        const width = widthOf(item);
        if (width === undefined) return undefined;
        total += width;
      }
      return total;
    }
    case 'choice':
      return same(node.options.map(widthOf));
    case 'group':
    case 'atomic':
      return widthOf(node.item);
    case 'repeat': {
      const width = widthOf(node.item);
      return width === undefined || node.least !== node.most ? undefined : width * node.least;
    }
    case 'condition':
      return same([widthOf(node.yes), widthOf(node.no)]);
    case 'reference':
      return undefined;
  }
}

function same(widths: readonly (number | undefined)[]): number | undefined {
  return widths.every((width) => width === widths[0]) ? widths[0] : undefined;
}
