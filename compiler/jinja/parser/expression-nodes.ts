/** Nodes of expressions. */

import type { Variable } from '../scope/variables.js';
import type { Value } from '../values/types.js';

/** Offsets in the file; filled in by the parser. */
export abstract class Base {
  constructor(
    readonly start: number,
    public end: number,
  ) {}
}

export class Literal extends Base {
  readonly kind = 'literal';
  constructor(
    start: number,
    end: number,
    readonly value: Value,
  ) {
    super(start, end);
  }
}

export class Name extends Base {
  readonly kind = 'name';
  context: 'load' | 'store' | 'param' = 'load';
  /** Where scope analysis found its value to be. */
  variable: Variable | undefined;
  /** Activations between here and the variable's. */
  hops = 0;
  constructor(
    start: number,
    end: number,
    readonly value: string,
  ) {
    super(start, end);
  }
}

/** `ns.x` as the target of a set. */
export class NamespaceTarget extends Base {
  readonly kind = 'nsref';
  constructor(
    start: number,
    end: number,
    readonly target: Name,
    readonly val: string,
  ) {
    super(start, end);
  }
}

export class Tuple extends Base {
  readonly kind = 'tuple';
  constructor(
    start: number,
    end: number,
    readonly children: Expression[],
  ) {
    super(start, end);
  }
}

export class List extends Base {
  readonly kind = 'list';
  constructor(
    start: number,
    end: number,
    readonly children: Expression[],
  ) {
    super(start, end);
  }
}

export class Dict extends Base {
  readonly kind = 'dict';
  constructor(
    start: number,
    end: number,
    readonly children: readonly (readonly [Expression, Expression])[],
  ) {
    super(start, end);
  }
}

export class Attribute extends Base {
  readonly kind = 'attribute';
  constructor(
    start: number,
    end: number,
    readonly target: Expression,
    readonly val: string,
  ) {
    super(start, end);
  }
}

export class Item extends Base {
  readonly kind = 'item';
  /** Evaluated as Jinja does while compiling: what can't be sliced is undefined. */
  constant = false;
  constructor(
    start: number,
    end: number,
    readonly target: Expression,
    readonly val: Expression | Slice,
  ) {
    super(start, end);
  }
}

export class Slice extends Base {
  readonly kind = 'slice';
  constructor(
    start: number,
    end: number,
    readonly from: Expression | null,
    readonly to: Expression | null,
    readonly step: Expression | null,
  ) {
    super(start, end);
  }
}

/** Arguments of a call, filter or test. */
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly start: number; readonly value: Expression }[];
  /** `*expression`. */
  readonly rest: Expression | null;
  /** `**expression`. */
  readonly namedRest: Expression | null;
}

export class Call extends Base {
  readonly kind = 'call';
  constructor(
    start: number,
    end: number,
    readonly name: Expression,
    readonly args: Arguments,
  ) {
    super(start, end);
  }
}

export class Filter extends Base {
  readonly kind = 'filter';
  /** Inside an `if`: an unknown filter is an error when it is used only. */
  soft = false;
  constructor(
    start: number,
    end: number,
    /** null: the text of the block that is filtered. */
    readonly target: Expression | null,
    readonly name: string,
    readonly args: Arguments,
  ) {
    super(start, end);
  }
}

export class Test extends Base {
  readonly kind = 'test';
  soft = false;
  constructor(
    start: number,
    end: number,
    readonly target: Expression,
    readonly name: string,
    readonly args: Arguments,
  ) {
    super(start, end);
  }
}

export type BinaryKind = '+' | '-' | '*' | '/' | '//' | '%' | '**';

export class Binary extends Base {
  readonly kind = 'binary';
  constructor(
    start: number,
    end: number,
    readonly operator: BinaryKind,
    readonly left: Expression,
    readonly right: Expression,
  ) {
    super(start, end);
  }
}

export class Logic extends Base {
  readonly kind = 'logic';
  constructor(
    start: number,
    end: number,
    readonly operator: 'and' | 'or',
    readonly left: Expression,
    readonly right: Expression,
  ) {
    super(start, end);
  }
}

export class Unary extends Base {
  readonly kind = 'unary';
  constructor(
    start: number,
    end: number,
    readonly operator: 'not' | '-' | '+',
    readonly target: Expression,
  ) {
    super(start, end);
  }
}

export class Concat extends Base {
  readonly kind = 'concat';
  constructor(
    start: number,
    end: number,
    readonly children: Expression[],
  ) {
    super(start, end);
  }
}

export type ComparisonKind = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export class Compare extends Base {
  readonly kind = 'compare';
  constructor(
    start: number,
    end: number,
    readonly expr: Expression,
    readonly ops: readonly { readonly operator: ComparisonKind; readonly expr: Expression }[],
  ) {
    super(start, end);
  }
}

export class InlineIf extends Base {
  readonly kind = 'inlineif';
  constructor(
    start: number,
    end: number,
    readonly cond: Expression,
    readonly body: Expression,
    readonly else_: Expression | null,
  ) {
    super(start, end);
  }
}

export type Expression =
  | Literal
  | Name
  | NamespaceTarget
  | Tuple
  | List
  | Dict
  | Attribute
  | Item
  | Call
  | Filter
  | Test
  | Binary
  | Logic
  | Unary
  | Concat
  | Compare
  | InlineIf;
