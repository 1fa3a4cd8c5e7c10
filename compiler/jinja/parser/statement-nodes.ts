/** Nodes of statements. */
import type { FrameInfo, UnitInfo, Variable } from '../scope/variables.js';
import type { Tag } from '../tags.js';
import { Base, type Expression, type Filter, type Item, type Name } from './expression-nodes.js';

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

/** Texts and `{{ … }}`, as far as no statement is between them; or one `{{ … }}` that is known, which is parsed when it is asked for. */
export class Output extends Base {
  readonly kind = 'output';
  /** Inside `{% autoescape true %}`. */
  escape = false;
  /** Its tag is evaluated by itself: it reads no variable of the template. */
  isShared = false;
  /** Slices in children that are constant as a whole. */
  constants: Map<Expression, readonly Item[]> | undefined;
  constructor(
    start: number,
    end: number,
    private parts: (TemplateData | Expression)[] | undefined,
    readonly tag?: Tag,
    private readonly parse?: (start: number, end: number) => (TemplateData | Expression)[],
  ) {
    super(start, end);
  }

  /** Leaves what it writes to its tag. */
  share(): void {
    this.isShared = true;
    this.parts = [];
  }

  get children(): (TemplateData | Expression)[] {
    this.parts ??= this.parse!(this.start, this.end);
    return this.parts;
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

export class SetStatement extends Base {
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
  | SetStatement
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
