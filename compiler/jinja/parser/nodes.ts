/**
 * The syntax tree: nunjucks' node classes with the fields that Jinja's grammar needs. Nodes are instances of their
 * nunjucks class, but are built by our constructors: nunjucks' go through every field by name, which costs more than
 * the parsing.
 */
import nunjucks from 'nunjucks/src/nodes.js';
import type { FrameInfo, UnitInfo, Variable } from '../scope/variables.js';
import type { Value } from '../values/types.js';

/** Offsets in the file; filled in by the parser. */
abstract class Base {
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

export class TemplateData extends Base {
  readonly kind = 'data';
  constructor(
    start: number,
    end: number,
    readonly value: string,
  ) {
    super(start, end);
  }
}

/** Texts and `{{ … }}`, as far as no statement is between them. */
export class Output extends Base {
  readonly kind = 'output';
  /** Inside `{% autoescape true %}`. */
  escape = false;
  /** Slices in children that are constant as a whole. */
  constants: Map<Expression, readonly Item[]> | undefined;
  constructor(
    start: number,
    end: number,
    readonly children: (TemplateData | Expression)[],
  ) {
    super(start, end);
  }
}

export class If extends Base {
  readonly kind = 'if';
  constructor(
    start: number,
    end: number,
    readonly branches: readonly { readonly cond: Expression; readonly body: Statement[] }[],
    readonly else_: Statement[],
  ) {
    super(start, end);
  }
}

export class For extends Base {
  readonly kind = 'for';
  frame: FrameInfo | undefined;
  elseFrame: FrameInfo | undefined;
  /** The function that a recursive loop is. */
  unit: UnitInfo | undefined;
  /** The function that decides which items are taken. */
  testUnit: UnitInfo | undefined;
  testFrame: FrameInfo | undefined;
  loopVariable: Variable | undefined;
  constructor(
    start: number,
    end: number,
    readonly name: Expression,
    readonly arr: Expression,
    readonly test: Expression | null,
    readonly recursive: boolean,
    readonly body: Statement[],
    readonly else_: Statement[],
    /** The body speaks of `loop`. */
    readonly usesLoop: boolean,
  ) {
    super(start, end);
  }
}

export class Set extends Base {
  readonly kind = 'set';
  constructor(
    start: number,
    end: number,
    readonly target: Expression,
    readonly value: Expression,
  ) {
    super(start, end);
  }
}

export class SetBlock extends Base {
  readonly kind = 'setblock';
  frame: FrameInfo | undefined;
  constructor(
    start: number,
    end: number,
    readonly target: Expression,
    readonly filter: Filter | null,
    readonly body: Statement[],
  ) {
    super(start, end);
  }
}

/** Parameters and body of a macro or call block. */
export interface Signature {
  readonly args: readonly Name[];
  readonly defaults: readonly Expression[];
}

export class Macro extends Base {
  readonly kind = 'macro';
  unit: UnitInfo | undefined;
  frame: FrameInfo | undefined;
  variable: Variable | undefined;
  /** Slots of caller, kwargs and varargs in the macro's unit; -1 where the body does not use them. */
  specialSlots = { caller: -1, kwargs: -1, varargs: -1 };
  constructor(
    start: number,
    end: number,
    /** dbt's full name: `dbt_macro__orders`; null for the body of a call block. */
    readonly name: string | null,
    readonly signature: Signature,
    readonly body: Statement[],
    /** Which of caller, kwargs, varargs the body uses without declaring them. */
    readonly special: ReadonlySet<string>,
  ) {
    super(start, end);
  }
}

export class CallBlock extends Base {
  readonly kind = 'callblock';
  constructor(
    start: number,
    end: number,
    readonly call: Expression,
    readonly caller: Macro,
  ) {
    super(start, end);
  }
}

export class FilterBlock extends Base {
  readonly kind = 'filterblock';
  frame: FrameInfo | undefined;
  constructor(
    start: number,
    end: number,
    readonly filter: Filter,
    readonly body: Statement[],
  ) {
    super(start, end);
  }
}

export class With extends Base {
  readonly kind = 'with';
  frame: FrameInfo | undefined;
  constructor(
    start: number,
    end: number,
    readonly targets: readonly Expression[],
    readonly values: readonly Expression[],
    readonly body: Statement[],
  ) {
    super(start, end);
  }
}

/** A part with a scope of its own: `{% autoescape %}`. */
export class Scope extends Base {
  readonly kind = 'scope';
  frame: FrameInfo | undefined;
  constructor(
    start: number,
    end: number,
    readonly body: Statement[],
  ) {
    super(start, end);
  }
}

export class Do extends Base {
  readonly kind = 'do';
  constructor(
    start: number,
    end: number,
    readonly expr: Expression,
  ) {
    super(start, end);
  }
}

export class LoopControl extends Base {
  readonly kind = 'loopcontrol';
  constructor(
    start: number,
    end: number,
    readonly word: 'break' | 'continue',
  ) {
    super(start, end);
  }
}

export class Block extends Base {
  readonly kind = 'block';
  unit: UnitInfo | undefined;
  frame: FrameInfo | undefined;
  constructor(
    start: number,
    end: number,
    readonly name: string,
    readonly body: Statement[],
  ) {
    super(start, end);
  }
}

/** `include`, `import`, `extends`: there are no other templates to load. */
export class Loading extends Base {
  readonly kind = 'loading';
  constructor(
    start: number,
    end: number,
    readonly names: readonly Name[],
  ) {
    super(start, end);
  }
}

export type Statement =
  | Output
  | If
  | For
  | Set
  | SetBlock
  | Macro
  | CallBlock
  | FilterBlock
  | With
  | Scope
  | Do
  | LoopControl
  | Block
  | Loading;

export type Node = Statement | Expression | TemplateData | Slice;

const PARENTS: readonly (readonly [{ readonly prototype: object }, { readonly prototype: object }])[] = [
  [Literal, nunjucks.Literal],
  [Name, nunjucks.Symbol],
  [NamespaceTarget, nunjucks.LookupVal],
  [Tuple, nunjucks.Group],
  [List, nunjucks.Array],
  [Dict, nunjucks.Dict],
  [Attribute, nunjucks.LookupVal],
  [Item, nunjucks.LookupVal],
  [Slice, nunjucks.Node],
  [Call, nunjucks.FunCall],
  [Filter, nunjucks.Filter],
  [Test, nunjucks.Is],
  [Binary, nunjucks.BinOp],
  [Logic, nunjucks.BinOp],
  [Unary, nunjucks.Not],
  [Concat, nunjucks.NodeList],
  [Compare, nunjucks.Compare],
  [InlineIf, nunjucks.InlineIf],
  [TemplateData, nunjucks.TemplateData],
  [Output, nunjucks.Output],
  [If, nunjucks.If],
  [For, nunjucks.For],
  [Set, nunjucks.Set],
  [SetBlock, nunjucks.Set],
  [Macro, nunjucks.Macro],
  [CallBlock, nunjucks.Node],
  [FilterBlock, nunjucks.Node],
  [With, nunjucks.Node],
  [Scope, nunjucks.Node],
  [Do, nunjucks.Node],
  [LoopControl, nunjucks.Node],
  [Block, nunjucks.Block],
  [Loading, nunjucks.Include],
];
for (const [ours, theirs] of PARENTS) Object.setPrototypeOf(ours.prototype, theirs.prototype);
