import { type FrameInfo, type Load, type UnitInfo, Variable } from './variables.js';

/**
 * The names of one frame, by Jinja's rules (its idtracking): a name that is stored in a frame is that frame's from its
 * start, with the outer value (or the context's) as first value; what an `if` stores belongs to the frame around it.
 */
export class Symbols {
  private readonly refs: Map<string, Variable>;
  private readonly loads: Map<Variable, Load>;
  private readonly stores: Set<string>;
  /** Shared by the copies for the branches of an `if`, as the same name is the same variable there. */
  private readonly variables: Map<string, Variable>;

  constructor(
    readonly unit: UnitInfo,
    private readonly parent: Symbols | undefined,
    from?: Symbols,
  ) {
    this.refs = new Map(from?.refs);
    this.loads = new Map(from?.loads);
    this.stores = new Set(from?.stores);
    this.variables = from?.variables ?? new Map();
  }

  copy(): Symbols {
    return new Symbols(this.unit, this.parent, this);
  }

  private define(name: string, load: Load): Variable {
    let variable = this.variables.get(name);
    if (!variable) {
      variable = new Variable(name, this.unit, this.unit.size++);
      this.variables.set(name, variable);
    }
    this.refs.set(name, variable);
    this.loads.set(variable, load);
    return variable;
  }

  find(name: string): Variable | undefined {
    return this.refs.get(name) ?? this.parent?.find(name);
  }

  store(name: string): void {
    this.stores.add(name);
    if (this.refs.has(name)) return;
    const outer = this.parent?.find(name);
    this.define(name, outer ? { kind: 'alias', of: outer } : { kind: 'undefined' });
  }

  load(name: string): void {
    if (!this.find(name)) this.define(name, { kind: 'resolve' });
  }

  /** `slot`: where another frame of the same level has the parameter of this name. */
  declareParameter(name: string, slot?: number): Variable {
    this.stores.add(name);
    if (slot !== undefined) {
      this.variables.set(name, new Variable(name, this.unit, slot));
      this.unit.size = Math.max(this.unit.size, slot + 1);
    }
    return this.define(name, { kind: 'parameter' });
  }

  /** Takes over what the branches of an `if` did. */
  branchUpdate(branches: readonly Symbols[]): void {
    const counts = new Map<string, number>();
    for (const branch of branches) {
      for (const name of branch.stores) if (!this.stores.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const branch of branches) {
      for (const [name, variable] of branch.refs) this.refs.set(name, variable);
      for (const [variable, load] of branch.loads) this.loads.set(variable, load);
      for (const name of branch.stores) this.stores.add(name);
    }
    for (const [name, count] of counts) {
      if (count === branches.length) continue;
      const variable = this.find(name)!;
      const outer = this.parent?.find(name);
      this.loads.set(variable, outer ? { kind: 'alias', of: outer } : { kind: 'resolve' });
    }
  }

  /** What entering the frame does. */
  info(): FrameInfo {
    const resolve: number[] = [];
    const clear: number[] = [];
    const aliases: { slot: number; of: Variable; hops: number }[] = [];
    for (const [variable, load] of this.loads) {
      if (load.kind === 'resolve') resolve.push(variable.slot);
      else if (load.kind === 'undefined') clear.push(variable.slot);
      else if (load.kind === 'alias')
        aliases.push({ slot: variable.slot, of: load.of, hops: this.unit.hopsTo(load.of.unit) });
    }
    return { unit: this.unit, resolve, clear, aliases };
  }
}
